"""Writing a corpus so that reading it back gives the same articles: dump, JSON Lines, CSV or Parquet.

What cleaning would change a second time is written as an entity, and a line of text that would be read as a rule
begins with a zero-width space, which cleaning takes out.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import IO, TypeVar

import polars as pl

from reader.article import Article
from reader.citation import escaped, markdown
from reader.corpus.cleaning import ENTITY
from reader.corpus.dates import dates
from reader.corpus.formats.dump import UNSEEN, URL_LINE
from reader.corpus.formats.rules import RULE_LENGTH
from reader.corpus.table import source_of_url
from reader.corpus.whole_file import check_place, whole_file
from reader.errors import WriteError, system_words
from reader.harmless import cells, paragraph
from reader.wording import _, counted

What = TypeVar("What")

_ROWS_AT_A_TIME = 10_000
_AMPERSAND = rf"&({ENTITY.removeprefix('&')})"
_RULE_LINE = r"(?m)^(-{60,}|={60,})$"


def write(frame: pl.DataFrame, path: str, *, replace: bool = False) -> None:
    """Write the articles of a corpus's frame so that they can be read back; see WRITERS and `write_by`."""
    write_by(WRITERS, frame, path, replace=replace)


def write_by(
    writers: Mapping[str, Callable[[What, IO[bytes]], None]], what: What, path: str, *, replace: bool = False
) -> None:
    """Write something; the suffix of the path says by which of the writers.

    The file appears under its name only when it is whole. Raises WriteError.
    """
    check_target(path, replace=replace, writers=writers)
    target = Path(path)
    try:
        with whole_file(target) as file:
            writers[target.suffix.lower()](what, file)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise WriteError(path, system_words(error)) from error


def check_target(path: str, *, replace: bool = False, writers: Collection[str] | None = None) -> None:
    """Raise WriteError where nothing could be written to that path, before any work is done."""
    target = Path(path)
    writers = WRITERS if writers is None else writers
    if target.suffix.lower() not in writers:
        raise WriteError(path, _("the name must end in one of {endings}").format(endings=", ".join(writers)))
    check_place(target, replace=replace)


def what_is_lost(frame: pl.DataFrame, path: str) -> str:
    """What the format of that path cannot hold, in words; empty where it holds everything."""
    if Path(path).suffix.lower() != ".txt":
        return ""
    derived = frame.with_columns(pl.lit(None, pl.String).alias("date"), pl.lit("").alias("source"))
    kept = pl.DataFrame({"date": dates(derived), "source": derived.select(source_of_url())["source"]})
    lost = (kept["date"].ne_missing(frame["date"]) | (kept["source"] != frame["source"])).sum()
    if not lost:
        return ""
    return counted(
        int(lost),
        "the dump format has no place for dates and sources: those of {count} article are lost",
        "the dump format has no place for dates and sources: those of {count} articles are lost",
    )


def _written(frame: pl.DataFrame) -> pl.DataFrame:
    """title, url, date, source, body as they are written: String, none of them null."""
    title = pl.when(pl.col("title_is_derived")).then(pl.lit("")).otherwise(pl.col("title"))
    return frame.select(
        title.str.replace_all(_AMPERSAND, "&amp;${1}").alias("title"),
        pl.col("url").str.replace_all(_AMPERSAND, "&amp;${1}"),
        pl.col("date").dt.to_string("iso").fill_null(""),
        pl.col("source", "body").str.replace_all(_AMPERSAND, "&amp;${1}"),
    )


def _write_dump(frame: pl.DataFrame, file: IO[bytes]) -> None:
    url = pl.col("url")
    is_url = (url == "") | url.str.contains(f"^(?:{URL_LINE})$")
    record = pl.concat_str(
        pl.col("title").str.replace_all(_RULE_LINE, UNSEEN + "${1}"),
        pl.lit("\n"),
        pl.when(is_url).then(url).otherwise(pl.concat_str(pl.lit(UNSEEN), url)),
        pl.lit(f"\n{'-' * RULE_LENGTH}\n"),
        pl.col("body").str.replace_all(_RULE_LINE, UNSEEN + "${1}"),
        pl.lit(f"\n\n{'=' * RULE_LENGTH}\n"),
    )
    for rows in _written(frame).iter_slices(_ROWS_AT_A_TIME):
        for text in rows.select(record.alias("record"))["record"]:
            file.write(text.encode())


def _write_markdown(frame: pl.DataFrame, file: IO[bytes]) -> None:
    for values in frame.drop("characters").iter_rows(named=True):
        article = Article(**values)
        paragraphs = "\n\n".join(paragraph(line.strip()) for line in article.body.split("\n") if line.strip())
        file.write(f"## {escaped(article.title)}\n\n{markdown(article)}\n\n{paragraphs}\n\n".encode())


Writer = Callable[[pl.DataFrame, IO[bytes]], None]

WRITERS: dict[str, Writer] = {
    ".txt": _write_dump,
    ".jsonl": lambda frame, file: _written(frame).write_ndjson(file),
    ".csv": lambda frame, file: _written(frame).with_columns(cells(pl.col(pl.String))).write_csv(file),
    ".parquet": lambda frame, file: _written(frame).write_parquet(file),
}
"""By the suffix of the file's name; `.txt` is the dump format."""

EXPORTERS: dict[str, Writer] = {**WRITERS, ".md": _write_markdown}
"""What can be written for others: Markdown too, which is not read back as articles."""
