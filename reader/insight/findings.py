"""What was found out, as it is written for others: JSON Lines, CSV, and Markdown as a table or as citations.

An object of JSON Lines has the fields that docs/cli.md tells. CSV has the same, flat: lists of words have spaces
between them, and each article of a group has a line.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from io import StringIO
from typing import IO, TYPE_CHECKING, Any

from reader.article import Article
from reader.citation import escaped, markdown
from reader.harmless import cell
from reader.wording import _

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.insight.collocates import Collocate
    from reader.insight.concordance import Concordance
    from reader.insight.groups import ReprintGroup
    from reader.insight.keyness import KeyWord
    from reader.insight.related import Related
    from reader.insight.trends import Bar

Record = dict[str, Any]

_DIGITS = 6
"""Behind the point, of measures."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out, in no form yet: it is put into one while it is written."""

    columns: Sequence[str]
    """Of CSV and of a table."""
    records: Callable[[], Iterable[Record]]
    """The objects of JSON Lines, days as text."""
    rows: Callable[[], Iterable[Sequence[object]]]
    """The same for the columns; None for nothing."""
    cited: Callable[[], Iterable[str]] | None = None
    """Lines of Markdown in place of a table."""

    def json_lines(self) -> Iterator[str]:
        """An object a line."""
        return (json.dumps(record, ensure_ascii=False) for record in self.records())

    def csv_lines(self) -> Iterator[str]:
        """The names of the columns, and a line a row."""
        for row in (self.columns, *self.rows()):
            line = StringIO()
            csv.writer(line, lineterminator="").writerow(cell(each) if isinstance(each, str) else each for each in row)
            yield line.getvalue()

    def markdown_lines(self) -> Iterator[str]:
        """Citations, or a table in which figures stand to the right."""
        yield from self.cited() if self.cited is not None else _table(self.columns, [*self.rows()])


FORMS: dict[str, Callable[[Findings], Iterator[str]]] = {
    ".md": Findings.markdown_lines,
    ".csv": Findings.csv_lines,
    ".jsonl": Findings.json_lines,
}
"""Lines by the suffix of the file's name."""


def _writer(lines: Callable[[Findings], Iterator[str]]) -> Callable[[Findings, IO[bytes]], None]:
    return lambda findings, file: file.writelines(f"{line}\n".encode() for line in lines(findings))


WRITERS = {suffix: _writer(lines) for suffix, lines in FORMS.items()}
"""For corpus.writing."""


def of_concordance(lines: Concordance, width: int, limit: int | None = None) -> Findings:
    """Hits with `width` code points of context on each side."""
    from reader.insight.concordance import COLUMNS

    def rows() -> Iterable[Sequence[object]]:
        return ((*_days(row),) for row in lines.table(width, limit).iter_rows())

    return Findings(COLUMNS, lambda: (dict(zip(COLUMNS, row, strict=True)) for row in rows()), rows)


def of_trends(bars: Sequence[Bar]) -> Findings:
    """Bars of periods or of sources."""
    place = ["source"] if bars and bars[0].first is None else ["from", "to"]
    return _tabular(["query", *place, "articles", "hits", "per_million"], lambda: map(_bar, bars))


def of_key_words(words: Sequence[KeyWord]) -> Findings:
    """Key words."""
    columns = ["word", "count", "rest", "documents", "log_likelihood", "log_ratio"]
    return _tabular(columns, lambda: (_rounded(asdict(word)) for word in words))


def of_collocates(words: Sequence[Collocate]) -> Findings:
    """Words near a term."""
    columns = ["word", "count", "documents", "total", "expected", "log_likelihood", "mutual_information", "t_score"]
    return _tabular([*columns, "query"], lambda: (_rounded(asdict(word)) for word in words))


def of_related(corpus: Corpus, related: Sequence[Related]) -> Findings:
    """Articles that are like one."""

    def records() -> Iterator[Record]:
        for each in related:
            article = corpus.article(each.row)
            facts = {"id": article.id, "title": article.title, "url": article.url}
            yield facts | _rounded({"similarity": each.similarity}) | {"words": list(each.words)}

    def rows() -> Iterator[Sequence[object]]:
        return ([*list(record.values())[:-1], " ".join(record["words"])] for record in records())

    def cited() -> Iterator[str]:
        for each in related:
            words = escaped(" ".join(each.words))
            yield f"- {each.similarity:.2f} {markdown(corpus.article(each.row))}: {words}"

    return Findings(["id", "title", "url", "similarity", "words"], records, rows, cited)


def of_reprints(corpus: Corpus, groups: Sequence[ReprintGroup]) -> Findings:
    """Groups of articles that are nearly the same; each names the one it is nearest to, and what was cut off."""

    def facts(row: int) -> Record:
        article = corpus.article(row)
        return {"id": article.id, "title": article.title, "url": article.url, "date": _day(article)}

    def records() -> Iterator[Record]:
        for group in groups:
            articles = {member.row: facts(member.row) for member in group.members}
            for member in group.members:
                nearest = {"nearest": articles[member.nearest]["id"]}
                articles[member.row] |= _rounded({"similarity": member.similarity}) | nearest
            cuts = [
                {"id": articles[each.row]["id"], "beyond": facts(each.beyond)}
                | _rounded({"similarity": each.similarity})
                for each in group.cuts
            ]
            yield {"articles": list(articles.values()), "cuts": cuts}

    def rows() -> Iterator[Sequence[object]]:
        for number, record in enumerate(records(), 1):
            for article in record["articles"]:
                cut_off = (each["beyond"]["id"] for each in record["cuts"] if each["id"] == article["id"])
                yield [number, *article.values(), " ".join(cut_off)]

    def cited() -> Iterator[str]:
        for number, group in enumerate(groups, 1):
            yield f"{number}. {escaped(corpus.article(group.members[0].row).title)}"
            for row, told in told_of_reprints(group):
                yield f"    - {told} {markdown(corpus.article(row))}"

    return Findings(["group", "id", "title", "url", "date", "similarity", "nearest", "cut_off"], records, rows, cited)


def told_of_reprints(group: ReprintGroup) -> Iterator[tuple[int, str]]:
    """The rows of the members and of what was cut off, with what is told of them before their titles."""
    places = group.places()
    for member in group.members:
        told = _("{place}: {similarity} with {nearest}:")
        similarity, nearest = f"{member.similarity:.2f}", places[member.nearest]
        yield member.row, told.format(place=places[member.row], similarity=similarity, nearest=nearest)
    for each in group.cuts:
        told = _("cut off, as the texts drift: {similarity} with {nearest}:")
        yield each.beyond, told.format(similarity=f"{each.similarity:.2f}", nearest=places[each.row])


def _tabular(columns: Sequence[str], records: Callable[[], Iterable[Record]]) -> Findings:
    return Findings(columns, records, lambda: ([record[column] for column in columns] for record in records()))


def _bar(bar: Bar) -> Record:
    place: Record = {"source": bar.source}
    if bar.first is not None and bar.last is not None:
        place = {"from": bar.first.isoformat(), "to": bar.last.isoformat()}
    return _rounded(
        {"query": bar.query, **place, "articles": bar.articles, "hits": bar.hits, "per_million": bar.per_million}
    )


def _rounded(record: Record) -> Record:
    return {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in record.items()}


def _days(row: Iterable[object]) -> Iterator[object]:
    return (value.isoformat() if hasattr(value, "isoformat") else value for value in row)


def _day(article: Article) -> str | None:
    return article.date.isoformat() if article.date else None


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    figures = [any(isinstance(row[place], int | float) for row in rows) for place in range(len(columns))]
    yield _row(columns)
    yield _row(["---:" if is_figure else "---" for is_figure in figures], escape=False)
    yield from map(_row, rows)


def _row(values: Iterable[object], *, escape: bool = True) -> str:
    texts = ["" if value is None else str(value) for value in values]
    cells = [escaped(text).replace("|", "\\|") for text in texts] if escape else texts
    return f"| {' | '.join(cells)} |"
