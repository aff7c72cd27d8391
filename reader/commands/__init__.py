"""The commands. stdout is for data, stderr for messages; exit 0 with hits, 1 without, 2 on an error."""

import os
import sys
from difflib import get_close_matches
from io import StringIO

import click

from reader import __version__
from reader.commands.cache import cache_command
from reader.commands.check import check_command
from reader.commands.cluster import cluster_command
from reader.commands.collocates import collocates_command
from reader.commands.config import config_command
from reader.commands.convert import convert_command
from reader.commands.keywords import keywords_command
from reader.commands.kwic import kwic_command
from reader.commands.library import library_command
from reader.commands.open import open_command
from reader.commands.output import abandon, finish, occupy_descriptors, say, tell
from reader.commands.related import related_command
from reader.commands.reprints import reprints_command
from reader.commands.search import search_command
from reader.commands.speaking import Group, click_speaks
from reader.commands.stats import stats_command
from reader.commands.trends import trends_command
from reader.complaints import enumerated
from reader.errors import DuwenError, WriteError, system_words
from reader.harmless import leave_raw
from reader.settings import Settings, sound_settings
from reader.wording import _, speak

_FAILED, _INTERRUPTED = 2, 130
_DEBUG = "DUWEN_DEBUG"
"""The environment variable under which a failure that nobody foresaw shows where it happened."""


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
    cache_command,
    cluster_command,
    config_command,
):
    duwen.add_command(_command)


def main() -> None:
    """The `duwen` command: run, and word every failure for a person, in the language of the settings or the locale."""
    occupy_descriptors()
    settings = _settings(sys.argv[1:])
    speak(settings.language)
    leave_raw(settings.raw_exports)
    status = _run()
    try:
        finish()
    except BrokenPipeError:
        abandon()
    except WriteError as error:
        tell(str(error))
        abandon()
        status = _FAILED
    sys.exit(status)


def _run() -> int:
    """Run what the command line says. Returns the exit status."""
    try:
        return int(duwen(standalone_mode=False) or 0)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except DuwenError as error:
        tell(str(error))
    except click.ClickException as error:
        said = StringIO()
        with click_speaks():
            error.show(said)
        say(said.getvalue().rstrip("\n"))
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        return 0
    except OSError as error:
        tell(": ".join(filter(None, [str(error.filename or ""), system_words(error)])))
    except MemoryError:
        tell(_("not enough memory"))
    except BaseException as error:  # also a panic of Polars, which is no Exception
        if os.environ.get(_DEBUG):
            raise
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        told = _("internal error: {reason}; please report it, with the output under {variable}=1")
        tell(told.format(reason=reason, variable=_DEBUG))
    return _FAILED


def _settings(words: list[str]) -> Settings:
    """What is valid in the settings; the defaults where there are none."""
    try:
        return sound_settings(_config_among(words))
    except FileNotFoundError:
        return Settings()


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
