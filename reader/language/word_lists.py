"""The word lists that settings name: the user dictionary, in jieba's form, and the stop words."""

import errno
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from reader.errors import system_words
from reader.regular_file import read_regular
from reader.wording import _

_MOST_BYTES = 64 * 1024 * 1024
"""A longer list is refused; jieba's own dictionary has 5 MB."""
_LINE_OF_DICTIONARY = re.compile(r"(.+?)(?:\s+([0-9]+))?(?:\s+(?:[a-z]{1,2}|eng|nrt|nrfg))?")
"""Word, frequency, kind of word; a word may hold spaces, and a longer word in small letters is no kind."""


def read_dictionary(path: Path) -> list[tuple[str, int | None]]:
    """The words of a user dictionary in jieba's form: a line each, `word`, `word frequency` or `word frequency kind`.

    Raises OSError, and UnicodeDecodeError where it is not UTF-8.
    """
    found = map(_LINE_OF_DICTIONARY.fullmatch, _lines(path))
    stripped = ((match[1].strip(), match[2]) for match in found if match)
    return [(word, int(frequency) if frequency else None) for word, frequency in stripped if word]


def read_stop_words(setting: str | tuple[str, ...] | None) -> frozenset[str]:
    """Stop words as the settings have them: a list, or a file with one a line. Raises OSError."""
    if not isinstance(setting, str):
        return frozenset(setting or ())
    return frozenset(_read(Path(setting)).decode("utf-8-sig", "replace").split())


@cache
def teach(dictionary: str | None) -> None:
    """Have the words of a user dictionary known, once; what cannot be read is left to `faults`."""
    if dictionary is not None:
        from reader.language.words import use_words

        with suppress(OSError, UnicodeDecodeError):
            use_words(read_dictionary(Path(dictionary)))


@cache
def stop_words_of(setting: str | tuple[str, ...] | None) -> frozenset[str]:
    """Stop words as the settings have them, read once; none where they cannot be read, which is left to `faults`."""
    try:
        return read_stop_words(setting)
    except OSError:
        return frozenset()


def faults(user_dictionary: str | None, stop_words: str | tuple[str, ...] | None) -> dict[str, str]:
    """Why a list cannot be read, by the name of its setting."""
    found = {}
    for name, path, read in (
        ("user_dictionary", user_dictionary, _lines),
        ("stop_words", stop_words, _read),
    ):
        if isinstance(path, str):
            try:
                read(Path(path))
            except FileNotFoundError:
                found[name] = _("{path}: no such file").format(path=path)
            except (OSError, ValueError) as error:
                found[name] = _("{path}: cannot be read: {reason}").format(path=path, reason=system_words(error))
    return found


def _lines(path: Path) -> list[str]:
    return _read(path).decode("utf-8-sig").replace("\r", "").split("\n")


def _read(path: Path) -> bytes:
    data = read_regular(path, _MOST_BYTES)
    if len(data) > _MOST_BYTES:
        raise OSError(errno.EFBIG, _("is longer than {most} MB").format(most=_MOST_BYTES >> 20), str(path))
    return data
