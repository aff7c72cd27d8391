"""`duwen open`: the reader itself."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Literal

import click

from reader.commands.corpus import check_cluster
from reader.commands.options import InForce, reading_options_and_settings
from reader.commands.output import tell
from reader.commands.speaking import Command
from reader.corpus.options import STDIN, ReadOptions
from reader.corpus.panics import panics_held
from reader.errors import DuwenError
from reader.language.signs import signs_of
from reader.library import Library
from reader.resources import resource_folder
from reader.wording import _

if TYPE_CHECKING:
    from reader.language.widths import Ambiguous

_DUMB = ("", "dumb", "unknown")
"""Values of TERM that name a terminal without a cursor to move."""
_NOT_ALL_KEPT = 2
"""The exit status where marks are not in the library."""


@click.command("open", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-q", "--query", default="", metavar="QUERY", help="Start with a search.")
@click.option("--follow", is_flag=True, help="List articles as they arrive.")
@reading_options_and_settings
def open_command(paths: tuple[str, ...], query: str, follow: bool, options: ReadOptions, in_force: InForce) -> None:
    """Open the reader on files, folders, globs or - (standard input).

    Without a PATH it opens the last corpus, or the samples the first time.
    """
    if not (sys.stdout.isatty() and (sys.stdin.isatty() or STDIN in paths)):
        raise DuwenError(_("the reader needs a terminal; for scripts there is `duwen search QUERY PATH…`"))
    if os.environ.get("TERM", "") in _DUMB:
        told = _("the reader cannot draw on this terminal (TERM={term}); try `duwen search QUERY PATH…`")
        raise DuwenError(told.format(term=os.environ.get("TERM", "")))
    if STDIN in paths:
        options = replace(options, standard_input=_keys_from_the_terminal())
    if options.cluster is not None:
        check_cluster(paths)
    settings = in_force.settings
    ambiguous = _prepared_terminal(settings.ambiguous_width)
    signs = signs_of(os.environ, sys.stdout.encoding, ambiguous)
    from reader.ui.app import DuwenApp

    with _library() as library, panics_held():
        app = DuwenApp(
            paths or _last_corpus(library) or (str(resource_folder("sample_data")),),
            query=query or (library.last_query if not paths else ""),
            options=options,
            settings=settings,
            settings_path=in_force.path,
            complaints=in_force.complaints,
            library=library,
            ambiguous=ambiguous,
            signs=signs,
            follow=(follow or settings.follow) and options.cluster is None,
        )
        app.run()
    if app.failure is not None:
        raise app.failure
    if status := app.return_code or (_NOT_ALL_KEPT if library.keeping.farewell else 0):
        sys.exit(status)


@contextmanager
def _library() -> Iterator[Library]:
    """The library; whatever ends the reader, its marks are kept, or it is said which are not."""
    library = Library.open()
    try:
        yield library
    finally:
        with suppress(KeyboardInterrupt):  # who does not want to wait
            library.close()
        for sentence in library.keeping.farewell:
            tell(sentence)


def _prepared_terminal(setting: Literal["auto", 1, 2]) -> "Ambiguous":
    """Have Textual ready, and know how many cells the terminal gives to ambiguous characters."""
    # Textual reads these when it is first imported. Its Kitty key protocol loses composed Chinese in some terminals;
    # a key is answered in two or three pictures, each of which would wait for a 60th of a second.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "200")
    from reader.ui.terminal import ambiguous_width, count_ambiguous_as_wide

    width = ambiguous_width(meanwhile=lambda: _import("reader.ui.app")) if setting == "auto" else setting
    if width == 2:
        count_ambiguous_as_wide()
    return width


def _import(name: str) -> None:
    import_module(name)


def _last_corpus(library: Library) -> tuple[str, ...]:
    """What was opened last, of what is still there."""
    return tuple(path for path in library.last_corpus if os.path.exists(path))


def _keys_from_the_terminal() -> int:
    """Make standard input the terminal, and return where the data now comes from, a file descriptor."""
    data = os.dup(0)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise DuwenError(_("articles come from standard input, but there is no terminal to read keys from")) from error
    os.dup2(terminal, 0)
    os.close(terminal)
    return data
