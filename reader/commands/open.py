"""`duwen open`: the reader itself."""

import os
import sys
from dataclasses import replace

import click

from reader.commands.options import InForce, reading_options_and_settings
from reader.corpus.options import STDIN, ReadOptions
from reader.errors import DuwenError
from reader.resources import resource_folder


@click.command("open")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-q", "--query", default="", metavar="QUERY", help="Start with a search.")
@reading_options_and_settings
def open_command(paths: tuple[str, ...], query: str, options: ReadOptions, in_force: InForce) -> None:
    """Open the reader on files, folders, globs or - (standard input). Without a PATH: the samples."""
    if not (sys.stdout.isatty() and (sys.stdin.isatty() or STDIN in paths)):
        raise DuwenError("the reader needs a terminal; for scripts there is `duwen search QUERY PATH…`")
    if STDIN in paths:
        options = replace(options, standard_input=_keys_from_the_terminal())
    # Textual reads these when it is first imported. Its Kitty key protocol loses composed Chinese in some terminals;
    # a key is answered in two or three pictures, each of which would wait for a 60th of a second.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "200")
    from reader.ui.app import DuwenApp

    app = DuwenApp(
        paths or (str(resource_folder("sample_data")),),
        query=query,
        options=options,
        settings=in_force.settings,
        settings_path=in_force.path,
        complaints=in_force.complaints,
    )
    app.run()
    if app.return_code:
        sys.exit(app.return_code)


def _keys_from_the_terminal() -> int:
    """Make standard input the terminal, and return where the data now comes from, a file descriptor."""
    data = os.dup(0)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise DuwenError("the articles come from standard input, and there is no terminal to read keys from") from error
    os.dup2(terminal, 0)
    os.close(terminal)
    return data
