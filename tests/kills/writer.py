"""`python -m tests.kills.writer LIBRARY FIRST LARGEST`: marks articles and tells which are kept, until it is killed.

No file may grow larger than LARGEST bytes, 0 for any size: to the library that is a disk that is full.
"""

import resource
import sys
from itertools import count

from reader.library import Library
from tests.library.articles import article

MARKS = 4
"""Made on each article."""


def main(path: str, first: int, largest: int) -> None:
    """Mark the articles from `first` on, and print the number of each whose marks are in the library or its journal."""
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    library = Library.open(path)
    since = first
    for number in count(first):
        mark(library, number)
        if library.flush(0.02):
            since = number + 1
            print(number, flush=True)
        elif _is_journaled(library, MARKS * (number + 1 - since)):
            print(number, flush=True)


def mark(library: Library, number: int) -> None:
    """Make the marks of one article, and go on in the note of the one that all share."""
    library.set_read(article(number))
    library.add_tag(article(number), str(number))
    library.set_place(article(number), number + 1)
    library.set_starred(article(number))
    library.set_starred(article(number), number % 2 == 0)
    library.remember_query(str(number))


def _is_journaled(library: Library, marks: int) -> bool:
    keeping = library.keeping
    return keeping.waiting == marks and not keeping.unkept


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
