"""Places where shards lie: a folder, or what fsspec reaches by a URL such as s3://bucket/news."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from reader.corpus.whole_file import whole_file
from reader.errors import DuwenError, SourceError, WriteError, system_words
from reader.printable import printable_line
from reader.wording import _

_SCHEME = "://"


class Place(Protocol):
    """A folder of files, here or elsewhere. What is put there appears whole or not at all."""

    location: str
    """As a person wrote it."""

    def read(self, name: str) -> bytes | None:
        """All of a file; None where there is none of that name. Raises SourceError."""

    def put(self, name: str, data: bytes) -> None:
        """Write a file, in place of one of that name. Raises WriteError."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there and may be taken away."""


def place_of(location: str) -> Place:
    """The folder or the URL. Raises DuwenError where no library is there to reach it."""
    return Bucket(location) if _SCHEME in location else Folder(location)


class Folder:
    """A folder of a file system."""

    def __init__(self, location: str) -> None:
        self.location = location
        self._folder = Path(location)

    def read(self, name: str) -> bytes | None:
        """All of a file."""
        try:
            return (self._folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise SourceError(os.path.join(self.location, name), system_words(error)) from error

    def put(self, name: str, data: bytes) -> None:
        """Write a file; the folder is made where it is not there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._folder / name) as file:
                file.write(data)
        except OSError as error:
            raise WriteError(os.path.join(self.location, name), system_words(error)) from error

    def remove(self, name: str) -> None:
        """Take a file away."""
        with suppress(OSError):
            (self._folder / name).unlink()


class Bucket:
    """A folder that fsspec reaches."""

    def __init__(self, location: str) -> None:
        """Raises DuwenError."""
        self.location = location
        try:
            from fsspec.core import url_to_fs

            self._system, self._root = url_to_fs(location)
        except ImportError as error:
            told = _("{location} cannot be reached: {reason}; `pip install 'duwen[cluster]'` brings fsspec and s3fs")
            raise DuwenError(told.format(location=location, reason=error)) from error
        except Exception as error:
            raise SourceError(location, _words(error)) from error

    def read(self, name: str) -> bytes | None:
        """All of a file."""
        try:
            return bytes(self._system.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None
        except Exception as error:  # whatever a service may say
            raise SourceError(f"{self.location}/{name}", _words(error)) from error

    def put(self, name: str, data: bytes) -> None:
        """Write a file: an object is there whole or not at all."""
        try:
            if not self._system.exists(self._root):
                with suppress(Exception):
                    self._system.makedirs(self._root, exist_ok=True)
            self._system.pipe_file(f"{self._root}/{name}", data)
        except Exception as error:
            raise WriteError(f"{self.location}/{name}", _words(error)) from error

    def remove(self, name: str) -> None:
        """Take a file away."""
        with suppress(Exception):
            self._system.rm_file(f"{self._root}/{name}")


def _words(error: Exception) -> str:
    return printable_line(system_words(error)) or type(error).__name__
