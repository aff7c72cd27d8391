"""`duwen trends`: articles and hits of queries over time, or by source."""

import datetime
import sys
from typing import TYPE_CHECKING

import click

from reader.commands.asking import Answers, answered, asking_options, tell_nothing_found, told_progress
from reader.commands.corpus import loaded
from reader.commands.options import QueryCommand, reading_options
from reader.commands.output import tell
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from reader.corpus.options import ReadOptions
    from reader.insight.trends import Bar, By, Trends

_BAR = 40
"""Characters of the longest bar."""
_HEADS = {
    "day": later("day"),
    "week": later("week"),
    "month": later("month"),
    "year": later("year"),
    "source": later("source"),
}
"""What stands above the periods, or the sources."""
_DAY_LENGTHS = {"month": 7, "year": 4}


@click.command("trends", cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("queries")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "year", "source"]),
    help="What a line counts; by default chosen so that there are at most about 60 lines.",
)
@asking_options(limit=0)
@reading_options
def trends_command(
    queries: str,
    paths: tuple[str, ...],
    by: "By | None",
    limit: int | None,
    answers: Answers,
    options: "ReadOptions",
) -> None:
    """Print how many articles and hits QUERIES have in each period, of the articles under PATH.

    Separate queries with semicolons. Exit status 0 with articles, 1 without, 2 on an error.
    """
    from reader.insight.findings import of_trends
    from reader.insight.trends import separated, trends
    from reader.search.syntax import parse

    asked = separated(queries)
    for query in asked:
        parse(query)
    corpus = loaded(paths, options)
    results = [answered(corpus, query, "corpus") for query in asked]
    with told_progress(_("reading articles")) as progress:
        found = trends(corpus, list(zip(asked, results, strict=True)), by, progress=progress)
    assert found is not None, "nothing stops it"
    bars = found.bars[:limit]
    answers.give(of_trends(bars), lambda: _table(found, bars))
    if not any(map(len, results)):
        tell_nothing_found(*results)
    elif found.undated and not found.bars:
        tell(_("no result has a date; try --by source"))
    elif found.undated:
        tell(
            counted(
                found.undated,
                "{count} article without a date is left out",
                "{count} articles without a date are left out",
            )
        )
    sys.exit(0 if any(bar.articles for bar in bars) else 1)


def _table(found: "Trends", bars: "tuple[Bar, ...]") -> list[str]:
    """Figures in columns and a bar of hits, or of articles where the queries look for no words."""
    from reader.insight.trends import Measure
    from reader.language.columns import columns

    if not bars:
        return []
    measure: Measure = "hits" if found.greatest["hits"] else "articles"
    several = len(found.queries) > 1
    head = [_(_HEADS[found.by]), *([_("query")] if several else []), _("articles"), _("hits"), _("per million")]
    rows = [head]
    for bar in bars:
        place = _period(bar.first, found.by) if bar.first is not None else bar.source or "-"
        per_million = f"{bar.per_million:,.1f}" if bar.per_million is not None else "-"
        rows.append([place, *([bar.query] if several else []), f"{bar.articles:,}", f"{bar.hits:,}", per_million])
    drawn = ["", *("#" * round(_BAR * bar.value(measure) / (found.greatest[measure] or 1)) for bar in bars)]
    lines = columns(rows, left=2 if several else 1)
    return [f"{line}  {bar}".rstrip() for line, bar in zip(lines, drawn, strict=True)]


def _period(first: datetime.date, by: "By") -> str:
    """A period as people write it: `2022-09`, `2022`; a week by its first day."""
    return first.isoformat()[: _DAY_LENGTHS.get(by)]
