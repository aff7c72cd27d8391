"""The commands. stdout is for data, stderr for talk; exit 0 with hits, 1 without, 2 on an error."""

import sys

import click

from reader import __version__
from reader.commands.check import check_command
from reader.commands.collocates import collocates_command
from reader.commands.config import config_command
from reader.commands.convert import convert_command
from reader.commands.keywords import keywords_command
from reader.commands.kwic import kwic_command
from reader.commands.library import library_command
from reader.commands.open import open_command
from reader.commands.related import related_command
from reader.commands.reprints import reprints_command
from reader.commands.search import search_command
from reader.commands.stats import stats_command
from reader.commands.trends import trends_command
from reader.errors import DuwenError


class _Commands(click.Group):
    """A group whose first word may also be a path: then it is `open`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h", "--version")):
            args = ["open", *args]
        return super().parse_args(context, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`duwen PATH…` is short for `duwen open PATH…`.",
)
@click.version_option(__version__, message="duwen %(version)s")
def duwen() -> None:
    """Read and search a corpus of articles in the terminal."""


for _command in (
    open_command,
    search_command,
    kwic_command,
    trends_command,
    keywords_command,
    collocates_command,
    related_command,
    reprints_command,
    stats_command,
    check_command,
    convert_command,
    library_command,
    config_command,
):
    duwen.add_command(_command)


def main() -> None:
    """The `duwen` command: run, and word every failure for a person."""
    try:
        sys.exit(duwen(standalone_mode=False))
    except DuwenError as error:
        _fail(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _fail(message: str) -> None:
    click.echo(f"duwen: {message}", err=True)
    sys.exit(2)
