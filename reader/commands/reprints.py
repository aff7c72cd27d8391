"""`duwen reprints`: groups of articles that are nearly the same."""

import sys
from typing import TYPE_CHECKING

import click

from reader.commands.asking import Answers, answered, asking_options, tell_nothing_found, told_progress
from reader.commands.corpus import loaded
from reader.commands.options import reading_options
from reader.commands.output import tell
from reader.commands.speaking import Command
from reader.wording import _

if TYPE_CHECKING:
    from reader.corpus.options import ReadOptions
    from reader.corpus.questions import Corpus
    from reader.insight.groups import ReprintGroup


@click.command("reprints", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-q", "--query", metavar="QUERY", help="Only among the articles that match this.")
@click.option(
    "--similarity",
    type=click.FloatRange(0.4, 1.0),
    metavar="X",
    default=0.5,
    show_default=True,
    help="Minimum similarity to a member of the group.",
)
@asking_options(limit=0)
@reading_options
def reprints_command(
    paths: tuple[str, ...],
    query: str | None,
    similarity: float,
    limit: int | None,
    answers: Answers,
    options: "ReadOptions",
) -> None:
    """Print the groups of articles under PATH whose texts are nearly the same, the oldest of each first.

    Exit status 0 with groups, 1 without, 2 on an error.
    """
    from reader.insight.findings import of_reprints
    from reader.insight.reprints import reprints

    corpus = loaded(paths, options)
    results = answered(corpus, query, "corpus") if query is not None else None
    rows = results.rows if results is not None else None
    with told_progress(_("comparing articles")) as progress:
        found = reprints(corpus, rows, least=similarity, progress=progress)
    assert found is not None, "nothing stops it"
    if limit is not None and len(found) > limit:
        told = _("{shown} of {all} groups shown; --limit 0 prints all")
        tell(told.format(shown=f"{limit:,}", all=f"{len(found):,}"))
    answers.give(of_reprints(corpus, found[:limit]), lambda: [_lines(corpus, each) for each in found[:limit]])
    if results is not None and not len(results):
        tell_nothing_found(results)
    elif not found:
        tell(_("no reprints"))
    sys.exit(0 if found else 1)


def _lines(corpus: "Corpus", group: "ReprintGroup") -> str:
    from reader.insight.findings import told_of_reprints

    lines = []
    for row, told in told_of_reprints(group):
        article = corpus.article(row)
        facts = (article.date.isoformat() if article.date else "", article.source, f"{article.path}:{article.line}")
        lines.append(f"{told}  {article.title}")
        lines.append("      " + "  ".join(fact for fact in facts if fact))
    return "\n".join([*lines, ""])
