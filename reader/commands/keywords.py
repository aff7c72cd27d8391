"""`duwen keywords`: the words that set some articles apart from the rest."""

import sys
from typing import TYPE_CHECKING

import click

from reader.commands.asking import Answers, answered, asking_options, tell_nothing_found, told_progress
from reader.commands.corpus import loaded
from reader.commands.options import HowMany, counting_options
from reader.commands.output import tell
from reader.commands.speaking import Command
from reader.language.columns import columns
from reader.wording import _, later

if TYPE_CHECKING:
    from reader.corpus.options import ReadOptions
    from reader.insight.keyness import KeyWord

_HEAD = (
    later("word"),
    later("count"),
    later("rest"),
    later("articles"),
    later("log-likelihood"),
    later("log ratio"),
)


@click.command("keywords", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-q",
    "--query",
    required=True,
    metavar="QUERY",
    help="The articles to compare with all others.",
)
@click.option(
    "--minimum-count",
    type=HowMany(min=1),
    metavar="N",
    default=3,
    show_default=True,
    help="Only words that occur at least N times.",
)
@click.option(
    "--minimum-articles",
    type=HowMany(min=1),
    metavar="N",
    default=2,
    show_default=True,
    help="Only words in at least N articles.",
)
@asking_options(limit=20)
@counting_options
def keywords_command(
    paths: tuple[str, ...],
    query: str,
    minimum_count: int,
    minimum_articles: int,
    limit: int | None,
    answers: Answers,
    options: "ReadOptions",
) -> None:
    """Print the words that are more frequent in the articles that match a query than in all others under PATH.

    Most significant first; docs/insight.md explains the figures. Exit status 0 with words, 1 without, 2 on an error.
    """
    from reader.insight.findings import of_key_words
    from reader.insight.keyness import keywords

    corpus = loaded(paths, options)
    results = answered(corpus, query)
    with told_progress(_("counting words")) as progress:
        found = keywords(
            corpus,
            results,
            limit=limit,
            minimum_count=minimum_count,
            minimum_documents=minimum_articles,
            progress=progress,
        )
    assert found is not None, "nothing stops it"
    answers.give(of_key_words(found), lambda: _table(found))
    if not len(results):
        tell_nothing_found(results)
    elif len(results) == len(corpus):
        tell(_("the query matches every article; there is nothing to compare with"))
    elif not found:
        tell(_("no word is significantly more frequent than in the rest"))
    sys.exit(0 if found else 1)


def _table(found: "list[KeyWord]") -> list[str]:
    if not found:
        return []
    rows = [
        (
            each.word,
            f"{each.count:,}",
            f"{each.rest:,}",
            f"{each.documents:,}",
            f"{each.log_likelihood:,.2f}",
            f"{each.log_ratio:.2f}",
        )
        for each in found
    ]
    return columns([tuple(map(_, _HEAD)), *rows])
