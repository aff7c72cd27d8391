"""`duwen collocates`: the words that stand near a term."""

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
    from reader.corpus.questions import Corpus
    from reader.insight.collocates import Collocate
    from reader.search.engine import Results
    from reader.search.tree import Term

_HEAD = (
    later("word"),
    later("search"),
    later("near"),
    later("in all"),
    later("articles"),
    later("log-likelihood"),
    later("MI"),
    later("t-score"),
)


@click.command("collocates", cls=Command)
@click.argument("term")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-q", "--query", metavar="QUERY", help="Only the articles that match this.")
@click.option(
    "--window",
    type=HowMany(1, 50),
    metavar="N",
    default=5,
    show_default=True,
    help="Words on each side of the term.",
)
@click.option(
    "--minimum-count",
    type=HowMany(min=1),
    metavar="N",
    default=3,
    show_default=True,
    help="Only collocates seen at least N times.",
)
@asking_options(limit=20)
@counting_options
def collocates_command(
    term: str,
    paths: tuple[str, ...],
    query: str | None,
    window: int,
    minimum_count: int,
    limit: int | None,
    answers: Answers,
    options: "ReadOptions",
) -> None:
    """Print the words that stand near TERM more often than by chance, in the articles under PATH.

    Most significant first; docs/insight.md explains the figures. Exit status 0 with words, 1 without, 2 on an error.
    """
    from reader.insight.collocates import collocates
    from reader.insight.findings import of_collocates
    from reader.search.tree import Term

    if not term.strip():
        raise click.BadParameter(_("the term is empty"), param_hint="TERM")
    corpus = loaded(paths, options)
    within = answered(corpus, query) if query is not None else None
    with told_progress(_("counting words")) as progress:
        found = collocates(
            corpus,
            Term(term.strip()),
            within=within,
            left=window,
            right=window,
            limit=limit,
            minimum_count=minimum_count,
            progress=progress,
        )
    assert found is not None, "nothing stops it"
    answers.give(of_collocates(found), lambda: _table(found))
    if within is not None and not len(within):
        tell_nothing_found(within)
    elif not found:
        tell(_why_none(corpus, Term(term.strip()), within))
    sys.exit(0 if found else 1)


def _why_none(corpus: "Corpus", term: "Term", within: "Results | None") -> str:
    from reader.search.engine import search
    from reader.search.tree import Query

    holding = search(corpus, Query(term), "corpus")
    assert holding is not None, "nothing supersedes it"
    rows = holding.rows if within is None else holding.rows.filter(holding.rows.is_in(within.rows.implode()))
    if holding.splits or rows.is_empty():
        return _("{term} not found").format(term=term.text)
    return _("no significant collocates")


def _table(found: "list[Collocate]") -> list[str]:
    if not found:
        return []
    rows = [
        (
            each.word,
            each.query,
            f"{each.count:,}",
            f"{each.total:,}",
            f"{each.documents:,}",
            f"{each.log_likelihood:,.2f}",
            f"{each.mutual_information:.2f}",
            f"{each.t_score:.2f}",
        )
        for each in found
    ]
    return columns([tuple(map(_, _HEAD)), *rows], left=2)
