"""`duwen open`: the reader itself."""

import os
import sys

import click

from reader.commands.options import encoding_option
from reader.errors import DuwenError
from reader.resources import resource_folder


@click.command("open")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-q", "--query", default="", metavar="QUERY", help="Start with a search.")
@encoding_option
def open_command(paths: tuple[str, ...], query: str, encoding: str | None) -> None:
    """Open the reader on files, folders, globs or - (standard input). Without a PATH: the samples."""
    if not (sys.stdout.isatty() and (sys.stdin.isatty() or "-" in paths)):
        raise DuwenError("the reader needs a terminal; for scripts there is `duwen search QUERY PATH…`")
    # Textual reads this when it is first imported: its Kitty key protocol loses composed Chinese in some terminals.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from reader.ui.app import DuwenApp

    app = DuwenApp(paths or (str(resource_folder("sample_data")),), query=query, encoding=encoding)
    app.run()
    if app.return_code:
        sys.exit(app.return_code)
