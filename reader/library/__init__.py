"""What the reader did: marks on articles, searches, what was open last. Kept in one SQLite file."""

from reader.library.library import Library as Library
from reader.library.place import library_path as library_path

__all__ = ["Library", "library_path"]
