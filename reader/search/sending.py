"""How a query is sent to another process: as text, which is parsed there."""

import copyreg
from collections.abc import Callable

from reader.search.syntax import parse
from reader.search.tree import Query
from reader.search.writing import written


def _sent(query: Query) -> tuple[Callable[[str], Query], tuple[str]]:
    return parse, (written(query.root) if query.root is not None else "",)


copyreg.pickle(Query, _sent)
