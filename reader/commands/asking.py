"""What the commands that ask about many articles at once share: their options, their progress, where answers go."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.commands.options import limit_option
from reader.commands.output import passing_line, put, tell
from reader.corpus.whole_file import whole_file
from reader.errors import WriteError, system_words
from reader.progress import Progress
from reader.wording import _, counted

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.insight.findings import Findings
    from reader.search.engine import Results

_JSON_LINES = ".jsonl"
_ALSO_JSON_LINES = (".json", ".ndjson")
_AS_PRINTED = ".txt"


class Answers:
    """What was found out, which goes to stdout or, all at once when it is complete, to a file."""

    def __init__(self, output: str | None, as_json: bool, replace: bool) -> None:
        """Raises WriteError where the file's name names no form, or no file can be put there."""
        self._target = Path(output) if output is not None else None
        suffix = self._target.suffix.lower() if self._target is not None else ""
        self._form = _JSON_LINES if as_json or suffix in _ALSO_JSON_LINES else suffix
        if output is not None:
            from reader.corpus.writing import check_target
            from reader.insight.findings import FORMS

            check_target(output, replace=replace, writers=(*FORMS, *_ALSO_JSON_LINES, _AS_PRINTED))

    def give(self, findings: "Findings", for_people: Callable[[], Sequence[str]]) -> None:
        """Print or write them, as lines for people where neither --json nor the file's name asks for another form.

        Raises WriteError.
        """
        from reader.insight.findings import FORMS

        lines = FORMS[self._form](findings) if self._form in FORMS else for_people()
        if self._target is None:
            for line in lines:
                put(line)
            return
        try:
            with whole_file(self._target) as file:
                file.writelines(f"{line}\n".encode() for line in lines)
        except OSError as error:
            raise WriteError(str(self._target), system_words(error)) from error
        rows = sum(1 for _row in findings.rows())
        tell(counted(rows, "{count} row written to {path}", "{count} rows written to {path}", path=str(self._target)))


def asking_options(limit: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add --limit, --json, -o and --force; the command gets `limit` (None for all) and `answers`."""

    def added(command: Callable[..., None]) -> Callable[..., None]:
        @limit_option(limit)
        @click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
        @click.option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to FILE: Markdown, CSV, JSON or as printed, by its suffix .md, .csv, .jsonl or .txt.",
        )
        @click.option("--force", is_flag=True, help="Replace FILE if it exists.")
        @wraps(command)
        def with_options(as_json: bool, output: str | None, force: bool, **others: Any) -> None:
            command(answers=Answers(output, as_json, force), **others)

        return with_options

    return added


def answered(corpus: "Corpus", query: str, order: Any = "relevance") -> "Results":
    """The articles that answer a query. Raises QuerySyntaxError.

    What was searched in place of what was asked is told, and what keeps anything from being found.
    """
    from reader.search.engine import search
    from reader.search.syntax import parse

    results = search(corpus, parse(query), order)
    assert results is not None, "nothing supersedes it"
    _tell_detours(results)
    return results


def _tell_detours(results: "Results") -> None:
    from reader.search.writing import written

    for split in results.splits:
        words = " ".join(split.words)
        told = _("{term} not found; searched for {words} instead")
        tell(told.format(term=split.term.text, words=words))
    if results.without is not None:
        left_out, articles = written(results.without.condition), results.without.articles
        tell(
            counted(
                articles,
                "nothing found; without {condition}: {count} article",
                "nothing found; without {condition}: {count} articles",
                condition=left_out,
            )
        )


def tell_nothing_found(*asked: "Results") -> None:
    """Say that no query finds anything, where it was not said when they were answered."""
    if not any(results.without for results in asked):
        tell(_("nothing found"))


@contextmanager
def told_progress(what: str) -> Iterator[Progress]:
    """A function that tells how far the work is, on stderr where that is a terminal."""
    with passing_line() as show:
        yield lambda done, total: show(f"{what}  {done:,} / {total:,}")
