"""`duwen related`: the articles that are most like one."""

import os
import re
import sys
from typing import TYPE_CHECKING

import click

from reader.commands.asking import Answers, answered, asking_options, tell_nothing_found, told_progress
from reader.commands.corpus import loaded
from reader.commands.options import counting_options
from reader.commands.output import tell
from reader.commands.speaking import Command
from reader.errors import SourceError
from reader.wording import _

if TYPE_CHECKING:
    from reader.corpus.options import ReadOptions
    from reader.corpus.questions import Corpus
    from reader.insight.related import Related

_ID = re.compile(r"[0-9a-f]{16}")


@click.command("related", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="[ID] PATH...")
@click.option("-q", "--query", metavar="QUERY", help="Instead of an ID: the best match of this query.")
@asking_options(limit=20)
@counting_options
def related_command(
    words: tuple[str, ...], query: str | None, limit: int | None, answers: Answers, options: "ReadOptions"
) -> None:
    """Print the articles under PATH most similar to one: the one with this ID, or the first hit of a query.

    Most similar first, with the words they share. Exit status 0 with articles, 1 without, 2 on an error.
    """
    from reader.insight.findings import of_related
    from reader.insight.related import related

    asked, paths = _divided(words, query)
    corpus = loaded(paths, options)
    row = _row_of(corpus, asked) if asked is not None else _first_hit(corpus, query or "")
    if row is None:
        answers.give(of_related(corpus, []), list)
        sys.exit(1)
    with told_progress(_("counting words")) as progress:
        found = related(corpus, row, limit or len(corpus), progress)
    assert found is not None, "nothing stops it"
    tell(_("similar to {title}").format(title=corpus.article(row).title))
    answers.give(of_related(corpus, found), lambda: [_lines(corpus, each) for each in found])
    if not found:
        tell(_("no other article shares a word with it"))
    sys.exit(0 if found else 1)


def _divided(words: tuple[str, ...], query: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The ID, if the first word is one, and the paths. A file of that name goes before."""
    is_id = _ID.fullmatch(words[0]) is not None and not os.path.exists(words[0])
    if is_id == (query is not None):
        raise click.UsageError(_("name an article: an ID before PATH, or --query, not both"))
    if is_id and len(words) == 1:
        raise click.UsageError(_("Missing argument 'PATH...'."))
    return (words[0], words[1:]) if is_id else (None, words)


def _row_of(corpus: "Corpus", asked: str) -> int:
    from reader.corpus.questions import WithId

    rows = corpus.ask(WithId(int(asked, 16)))["row"]
    if rows.is_empty():
        raise SourceError(asked, _("no article has this ID"))
    return int(rows[0])


def _first_hit(corpus: "Corpus", query: str) -> int | None:
    results = answered(corpus, query)
    if not len(results):
        tell_nothing_found(results)
        return None
    return int(results.rows[0])


def _lines(corpus: "Corpus", found: "Related") -> str:
    article = corpus.article(found.row)
    facts = (f"{article.path}:{article.line}", article.date.isoformat() if article.date else "", article.source)
    place = "  ".join(fact for fact in facts if fact)
    return f"{found.similarity:.2f}  {article.title}\n      {place}\n      {' '.join(found.words)}"
