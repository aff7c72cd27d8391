"""`--follow`: hits of a query among articles that arrive after the first answer."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.commands.output import finish, tell

if TYPE_CHECKING:
    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Table
    from reader.search.hits import Hits


def arriving(
    query: str, paths: Sequence[str], options: "ReadOptions", corpus: "Table", since: float
) -> Iterator["Hits"]:
    """The hits among each batch of new articles, without end; the corpus was loaded by what began at `since`.

    What cannot be read is told.
    """
    from reader.corpus.following import Following
    from reader.corpus.table import Table
    from reader.search.engine import search
    from reader.search.hits import Hits
    from reader.search.syntax import parse

    finish()
    for frame, problems in Following(paths, options, corpus, since).arrivals():
        for problem in problems:
            tell(str(problem))
        if frame.height:
            new = Table.empty().extended(frame)
            results = search(new, parse(query), "corpus")
            if results is not None and len(results):
                yield Hits(new, results)
