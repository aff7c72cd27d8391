"""The commands. stdout is for data, stderr for talk; exit 0 with hits, 1 without, 2 on an error."""

import os
import sys
from difflib import get_close_matches

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
from reader.commands.speaking import Group, click_speaks, tell
from reader.commands.stats import stats_command
from reader.commands.trends import trends_command
from reader.errors import DuwenError
from reader.settings import sound_settings
from reader.strict_yaml import enumerated
from reader.wording import _, speak


class _Commands(Group):
    """A group whose first word may also be a path: then it is `open`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h", "--version")):
            if args:
                self._check_word(args[0])
            args = ["open", *args]
        return super().parse_args(context, args)

    def _check_word(self, word: str) -> None:
        """Raise DuwenError where a word is likely to be a mistyped command: letters alone, and no file is there."""
        if not word.replace("-", "").isalpha() or word.startswith("-") or os.path.lexists(word):
            return
        near = [f"duwen {name}" for name in get_close_matches(word, self.commands)]
        if near:
            reason = _("no such command, and no such file or folder; did you mean {commands}?")
        else:
            reason = _("no such command, and no such file or folder; `duwen --help` lists the commands")
        raise DuwenError(f"{word}: {reason.format(commands=enumerated(near))}")


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
    """The `duwen` command: run, and word every failure for a person, in the language of the settings or the locale."""
    speak(_language(sys.argv[1:]))
    try:
        sys.exit(duwen(standalone_mode=False))
    except DuwenError as error:
        _fail(str(error))
    except click.ClickException as error:
        with click_speaks():
            error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _fail(message: str) -> None:
    tell(message)
    sys.exit(2)


def _language(words: list[str]) -> str:
    """What the settings say of the language, whatever else is wrong with them; `auto` where there are none."""
    try:
        return sound_settings(_config_among(words)).language
    except FileNotFoundError:
        return "auto"


def _config_among(words: list[str]) -> str | None:
    """The settings file that a command line names: it is wanted before the line is read, to say what is wrong there."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--":
            break
        if word == "--config":
            return following or None
        if word.startswith("--config="):
            return word.removeprefix("--config=") or None
    return None
