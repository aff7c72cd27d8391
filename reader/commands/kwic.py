"""`duwen kwic`: every hit of a query in its context."""

import sys
from typing import TYPE_CHECKING

import click

from reader.commands.asking import Answers, answered, asking_options, tell_nothing_found, told_progress
from reader.commands.corpus import loaded
from reader.commands.options import HowMany, QueryCommand, reading_options
from reader.commands.output import tell
from reader.wording import _

if TYPE_CHECKING:
    import polars as pl

    from reader.corpus.options import ReadOptions
    from reader.insight.concordance import Sort

_SORTS = ("result", "left", "right", "left-code", "right-code", "date", "source")


@click.command("kwic", cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--sort",
    type=click.Choice(_SORTS),
    default="result",
    show_default=True,
    help="Order: by the best article, the context left or right of the hit (by pinyin, or -code by code point), "
    "the newest day, or the source.",
)
@click.option(
    "--width",
    type=HowMany(0, 1000),
    metavar="N",
    default=20,
    show_default=True,
    help="Characters of context on each side.",
)
@asking_options(limit=100)
@reading_options
def kwic_command(
    query: str,
    paths: tuple[str, ...],
    sort: "Sort",
    width: int,
    limit: int | None,
    answers: Answers,
    options: "ReadOptions",
) -> None:
    """Print every hit of QUERY in context, aligned on the hit (a concordance).

    Exit status 0 with hits, 1 without, 2 on an error.
    """
    from reader.insight.concordance import concordance
    from reader.insight.findings import of_concordance
    from reader.search.syntax import parse

    parse(query)
    corpus = loaded(paths, options)
    results = answered(corpus, query)
    with told_progress(_("reading articles")) as progress:
        found = concordance(corpus, results, sort, progress=progress)
    assert found is not None, "nothing stops it"
    answers.give(of_concordance(found, width, limit), lambda: _aligned(found.table(width, limit)))
    if limit is not None and limit < len(found):
        told = _("{shown} of {all} hits shown; --limit 0 prints all")
        tell(told.format(shown=f"{limit:,}", all=f"{len(found):,}"))
    if not len(results):
        tell_nothing_found(results)
    elif not len(found):
        tell(_("the query has no search terms, so there are no hits to show"))
    sys.exit(0 if len(found) else 1)


def _aligned(table: "pl.DataFrame") -> list[str]:
    """The hits one below the other, each with day and title of its article."""
    from reader.language.typesetting import cells

    before = max(map(cells, table["left"]), default=0)
    behind = max((cells(hit + right) for hit, right in table.select("hit", "right").iter_rows()), default=0)
    lines = []
    for left, hit, right, date, title in table.select("left", "hit", "right", "date", "title").iter_rows():
        context = f"{' ' * (before - cells(left))}{left} [{hit}] {right}{' ' * (behind - cells(hit + right))}"
        lines.append("  ".join(part for part in (context, date.isoformat() if date else "", title) if part))
    return lines
