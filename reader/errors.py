"""The exception tree: what can go wrong for a person, worded for that person.

DuwenError
├── SourceError        a path that cannot be read
├── WriteError         a path, or the standard output, that cannot be written
├── SettingsError      a settings file that was named and is not there
├── QuerySyntaxError   a query that cannot be understood
└── Incomplete         an answer that some shards would have to give, and do not
"""

from collections.abc import Mapping

from reader.wording import _, later

_SYSTEM_WORDS = (
    later("Address already in use"),
    later("Cannot assign requested address"),
    later("Connection refused"),
    later("File name too long"),
    later("File too large"),
    later("Input/output error"),
    later("Invalid argument"),
    later("Is a directory"),
    later("No space left on device"),
    later("No such file or directory"),
    later("Not a directory"),
    later("Operation not permitted"),
    later("Permission denied"),
    later("Read-only file system"),
    later("Too many levels of symbolic links"),
    later("Too many open files"),
    later("attempt to write a readonly database"),
    later("database disk image is malformed"),
    later("database is locked"),
    later("database or disk is full"),
    later("disk I/O error"),
    later("file is not a database"),
    later("unable to open database file"),
)
"""What systems and SQLite say most when a file cannot be had; the rest is repeated as it is said."""


def system_words(error: Exception) -> str:
    """What the system or a library says of a failure, in the language that is spoken."""
    return _(getattr(error, "strerror", None) or str(error))


class DuwenError(Exception):
    """Any failure whose message may be shown as it is."""


class SourceError(DuwenError):
    """A path from which no article can be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class WriteError(DuwenError):
    """A path, or the standard output, to which nothing can be written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SettingsError(DuwenError):
    """A settings file that was named and is not there, or must not be replaced."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class QuerySyntaxError(DuwenError):
    """A query that no reading makes sense of."""

    def __init__(self, reason: str, column: int) -> None:
        super().__init__(_("column {column}: {reason}").format(column=column, reason=reason))
        self.reason = reason
        self.column = column
        """First wrong character, counted from 1."""


class Incomplete(DuwenError):
    """An answer that would not be whole: some shards cannot be asked."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        first, reason = next(iter(reasons.items()))
        told = _("{count} shards are missing, {name} among them: {reason}") if len(reasons) > 1 else "{name}: {reason}"
        super().__init__(told.format(count=len(reasons), name=first, reason=reason))
        self.reasons = reasons
        """Why, by the names of the shards."""


def missing_of(error: DuwenError) -> Mapping[str, str]:
    """What of a corpus could not be asked, by name, and why; empty where that is not what failed."""
    return error.reasons if isinstance(error, Incomplete) else {}
