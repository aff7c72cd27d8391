"""One input, from its number: a file that is loaded or a query that is searched, and what is wrong with what comes."""

import re
import sys
import tempfile
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random

import polars as pl

from reader.corpus import blocks
from reader.corpus.formats import FORMATS
from reader.corpus.loading import load
from reader.corpus.options import ReadOptions
from reader.corpus.table import SCHEMA, Table
from reader.errors import QuerySyntaxError, SourceError
from reader.search.engine import Searcher
from reader.search.ranking import ORDERS
from reader.search.spans import spans_in
from reader.search.syntax import parse
from tests.fuzz.mutations import MOST_BYTES, MOST_PACKED_BYTES, mutated, noise
from tests.fuzz.queries import query
from tests.fuzz.seeds import seeds
from tests.search.corpora import Row, corpus_of_rows

_SUFFIXES = ("", ".txt", ".jsonl", ".json", ".csv", ".tsv", ".parquet", ".arrow", ".xml", ".html", ".md", ".bin")
OURS = "a fault in duwen"
"""What the barrier around a file says of an exception that nobody foresaw."""
_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "latin-1", "shift_jis", "ascii", "utf-7")

_ROWS = (
    Row("上海开博览会", "　　上海世博会展馆，　ＧＤＰ５％。\n第二段 a1 😀𠀀", "http://a.cn/1", "2018-09-07", "新华社"),
    Row("臺灣颱風", "台湾台风 李强 e\u0301 /a/ [b]\n\n“引号”", "", None, ""),
    Row("Straße ﬁ İ", "①㍿ gdp GDP zzzz", "https://b.cn/X?y=上海", "2020-01-01", "b.cn"),
)


def fault_of(number: int) -> str:
    """What is wrong with what becomes of the input of that number; empty where nothing is."""
    chance = Random(number)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return _query(chance) if number % 4 == 3 else _file(chance)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Polars is no Exception
            return f"{place_of(error)}: {type(error).__name__}: {str(error)[:300]}"


def input_of(number: int) -> tuple[str, bytes | str, ReadOptions]:
    """The name and bytes of that number's file and how it is read, or the text of its query; for looking at it."""
    chance = Random(number)
    if number % 4 == 3:
        return "query", query(chance), ReadOptions()
    return _made(chance)


def _file(chance: Random) -> str:
    name, data, options = _made(chance)
    in_folder, block = chance.random() < 0.2, chance.choice((0, 0, 0, 16, 100, 1000))
    with tempfile.TemporaryDirectory(prefix="duwen-fuzz-") as folder, _blocks_of(block):
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            for batch in load([folder if in_folder else str(path)], options):
                if fault := _fault_in(batch.frame) or _fault_in_words(map(str, batch.problems)):
                    return fault
        except SourceError as error:
            return _fault_in_words([str(error)])
    return ""


def _made(chance: Random) -> tuple[str, bytes, ReadOptions]:
    seed, other = chance.choice(seeds()), chance.choice(seeds())
    most = MOST_PACKED_BYTES if seed.is_packed or other.is_packed else MOST_BYTES
    data = noise(chance) if chance.random() < 0.05 else mutated(chance, seed.data, other.data, most)
    suffix = seed.suffix if chance.random() < 0.8 else chance.choice(_SUFFIXES)
    form = chance.choice(FORMATS).name if chance.random() < 0.15 else None
    encoding = chance.choice(_ENCODINGS) if chance.random() < 0.1 else None
    return f"a{suffix}", data, ReadOptions(encoding, form)


@contextmanager
def _blocks_of(size: int) -> Iterator[None]:
    """Files are read in blocks that begin with `size` bytes, so that small ones have many; 0 leaves them."""
    before = blocks.FIRST_BLOCK
    blocks.FIRST_BLOCK = size or before
    try:
        yield
    finally:
        blocks.FIRST_BLOCK = before


def _fault_in(frame: pl.DataFrame) -> str:
    if dict(frame.schema) != SCHEMA:
        return f"the schema is {frame.schema}"
    if (missing := frame.select(pl.exclude("date").null_count()).sum_horizontal().sum()) or frame["line"].eq(0).any():
        return f"{missing} values are missing, or a line is 0"
    for name in ("title", "url", "source", "path", "body"):
        for text in frame[name]:
            if found := _unseen().search(text.replace("\n", "") if name == "body" else text):
                return f"U+{ord(found[0]):04X} is left in {name}"
    if frame["title"].str.strip_chars().eq("").any():
        return "a title is blank"
    return ""


def _fault_in_words(texts: Iterable[str]) -> str:
    for text in texts:
        if OURS in text:
            return text
        if found := _unseen().search(text):
            return f"U+{ord(found[0]):04X} is left in {text[:200]!r}"
    return ""


@cache
def _unseen() -> re.Pattern[str]:
    """Controls, format characters (bidi, zero-width), separators of lines, and selectors of variants."""
    unseen = [
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") or 0xFE00 <= code <= 0xFE0F
    ]
    return re.compile("[" + "".join(f"\\U{code:08x}" for code in unseen) + "]")


@cache
def _corpus() -> Table:
    return corpus_of_rows(_ROWS)


def _query(chance: Random) -> str:
    """As it is typed: twice by one searcher, the second time longer, and with the places of what was found."""
    text, searcher, corpus = query(chance), Searcher(), _corpus()
    for typed in (text[: len(text) // 2], text):
        try:
            asked = parse(typed, typing=chance.random() < 0.5)
            results = searcher.search(corpus, asked, chance.choice(ORDERS))
        except QuerySyntaxError as error:
            if not 1 <= error.column <= len(typed) + 1:
                return f"column {error.column} of {typed!r}: {error.reason}"
            continue
        if results is None:
            return f"no results of {typed!r}"
        for field in ("title", "body"):
            texts = corpus.frame[field].to_list()
            for spans, within in zip(spans_in(texts, results.query.terms, field), texts, strict=True):
                if any(not 0 <= span.start < span.end <= len(within) for span in spans):
                    return f"{typed!r} is at {spans} of a {field}"
    return ""


def place_of(error: BaseException) -> str:
    """The innermost line of ours that it went through."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if "/reader/" in path or not place:
            place = f"{path.rpartition('/reader/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
