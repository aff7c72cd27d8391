"""Every format in every encoding: random articles that are written are read back as the same."""

import csv
import datetime
import io
import json
import string
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.loading import load_corpus
from reader.corpus.options import AS_DETECTED, ReadOptions
from tests.corpus.formats.encodings import SIMPLIFIED, TRADITIONAL, encoded
from tests.dumps import record


class Article(NamedTuple):
    """The fields that a file may hold of an article."""

    title: str
    url: str
    date: str
    source: str
    body: str


Case = tuple[list[Article], ReadOptions]
"""What is written, and how it is read."""


def _entities(article: Article) -> Article:
    """Cleaning decodes entities, so an ampersand is written as one."""
    return Article(*(value.replace("&", "&amp;") for value in article))


def _dump(articles: list[Article]) -> str:
    return "".join(record(title, url, body) for title, url, _, _, body in map(_entities, articles))


def _objects(articles: list[Article]) -> list[dict[str, str]]:
    return [article._asdict() for article in map(_entities, articles)]


def _jsonl(articles: list[Article]) -> str:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in _objects(articles))


def _json(articles: list[Article]) -> str:
    return json.dumps(_objects(articles), ensure_ascii=False, indent=2)


def _table(articles: list[Article], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([Article._fields, *map(_entities, articles)])
    return text.getvalue()


def _xml(articles: list[Article]) -> str:
    fields = ([f"<{name}>{escape(value)}</{name}>\n" for name, value in each._asdict().items()] for each in articles)
    records = (f"<article>{''.join(each)}</article>" for each in fields)
    return f"<articles>{''.join(records)}</articles>"


def _text(article: Article) -> str:
    title, url, date, _, body = _entities(article)
    return f"{title}\n{url}\n{date}\n\n{body}\n"


def _markdown(article: Article) -> str:
    *head, body = _entities(article)
    fields = zip(Article._fields[:-1], head, strict=True)
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields)
    return f"---\n{''.join(lines)}---\n\n# {head[0]}\n\n{body}\n"


FILES: dict[str, Callable[[list[Article]], str]] = {
    "dump.txt": _dump,
    "lines.jsonl": _jsonl,
    "array.json": _json,
    "table.csv": lambda articles: _table(articles, ","),
    "table.tsv": lambda articles: _table(articles, "\t"),
    "tags.xml": _xml,
}
"""Name of a file to what it holds of many articles."""
FOLDERS: dict[str, Callable[[Article], str]] = {"txt": _text, "md": _markdown}
"""Suffix of the files of a folder to what each holds of one article."""
TABLES: dict[str, Callable[[pl.DataFrame, Path], object]] = {
    "table.parquet": lambda frame, path: frame.write_parquet(path),
    "table.arrow": lambda frame, path: frame.write_ipc(path),
    "table.arrows": lambda frame, path: frame.write_ipc_stream(path),
}
"""Name of a file to how it is written; its text is UTF-8 always."""
NO_SOURCE, NO_DATE = ("dump.txt", "txt"), ("dump.txt",)
"""Formats that have no place for it."""

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030", "big5")
_PLANES = {"gb18030": ("gb2312", 0xB0, 0xD7, 0xA1, 0xFE), "big5": ("big5", 0xA4, 0xC6, 0x40, 0x7E)}
"""Where the common characters are: codec, first and last row, first and last cell; the other encodings are told by
their bytes."""


_SELECTORS = "".join(map(chr, (0x34F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000))))
_ANY = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters=f"{_SELECTORS}\ufffdḿ")
"""Whatever cleaning leaves as it is; unassigned and private characters aside, and ḿ, which Python's gb18030 writes with
the bytes that are a private character on the web."""


def _common(encoding: str) -> str:
    """What Chinese text is mostly of, and all ASCII that can be seen."""
    codec, first_row, last_row, first_cell, last_cell = _PLANES[encoding]
    characters = (
        bytes((row, cell)).decode(codec)
        for row in range(first_row, last_row)
        for cell in range(first_cell, last_cell + 1)
    )
    return string.digits + string.ascii_letters + string.punctuation + " " + "".join(characters)


@st.composite
def cases(draw: st.DrawFn, encoding: str) -> Case:
    """Articles that the encoding can hold: of common characters where it must be found out by them."""
    told = draw(st.booleans())
    common = encoding == "big5" or (encoding == "gb18030" and not told)
    alphabet = st.sampled_from(_common(encoding)) if common else _ANY
    sentence = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)).map(str)
    articles = []
    for number in range(draw(st.integers(1, 4))):
        title = f"中{draw(st.text(alphabet, max_size=20))}{number}"
        day = draw(days)
        url = draw(st.sampled_from(["", f"http://例.cn/{day}/{number}?a=1&b=2"]))
        lines = draw(st.lists(st.text(alphabet, max_size=30), max_size=5))
        body = "\n".join([sentence, *lines, "尾。"])
        articles.append(Article(title, url, day, draw(st.sampled_from(["", "中央社"])), body))
    return articles, ReadOptions(encoding=encoding) if told else AS_DETECTED


def assert_read_back(path: Path, name: str, written: list[Article], options: ReadOptions) -> None:
    """What has no place in the format is derived from the URL."""
    corpus = load_corpus([str(path)], options)
    date = pl.col("date").dt.to_string("iso").fill_null("")
    read = [Article(*row) for row in corpus.frame.select("title", "url", date, "source", "body").rows()]
    assert read == [
        each._replace(
            source=(each.source if name not in NO_SOURCE else "") or ("例.cn" if each.url else ""),
            date=each.date if name not in NO_DATE or each.url else "",
        )
        for each in written
    ]
    assert not corpus.problems


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_articles_is_read_back(name: str, encoding: str) -> None:
    @settings(max_examples=10, deadline=None)
    @given(cases(encoding))
    def is_read_back(case: Case) -> None:
        articles, options = case
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(encoded(FILES[name](articles), encoding))
            assert_read_back(path, name, articles, options)

    is_read_back()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("suffix", FOLDERS)
def test_a_folder_of_articles_is_read_back(suffix: str, encoding: str) -> None:
    @settings(max_examples=10, deadline=None)
    @given(cases(encoding))
    def is_read_back(case: Case) -> None:
        articles, options = case
        with tempfile.TemporaryDirectory() as folder:
            for number, article in enumerate(articles):
                path = Path(folder) / f"{number}.{suffix}"
                path.write_bytes(encoded(FOLDERS[suffix](article), encoding))
            assert_read_back(Path(folder), suffix, articles, options)

    is_read_back()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_columns_is_read_back(name: str) -> None:
    @settings(max_examples=10, deadline=None)
    @given(cases("utf-8"))
    def is_read_back(case: Case) -> None:
        articles, options = case
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            TABLES[name](pl.DataFrame(list(map(_entities, articles)), schema=Article._fields, orient="row"), path)
            assert_read_back(path, name, articles, options)

    is_read_back()
