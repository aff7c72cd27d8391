"""Words, by jieba: the keywords of a text. The only importer of jieba, which is slow to load and talks too much.

jieba's own cache of its dictionary lies in a shared temporary folder and is unmarshalled from there; this module
reads the dictionary itself, which no other user can write and which leaves the screen room to breathe.

One text is cut by jieba; many are cut by rjieba, the same algorithm in Rust, over the very same dictionary.
"""

import logging
import re
import sys
import threading
import warnings
import zlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from importlib.resources import files
from importlib.util import find_spec, module_from_spec
from io import BytesIO
from itertools import accumulate, chain, pairwise
from pathlib import Path
from statistics import median_high
from typing import IO, Any

from reader.article import Span
from reader.language.variants import normal, normalized

SEPARATOR = "\x02"
"""Stands behind the words of each text that is cut with others; no cleaned text holds it."""
LONGEST_PIECE = 131_072
"""Characters that rjieba cuts in one go: it keeps the interpreter while it hands over the words, about 10 ms of it."""

_SHORTEST_KEYWORD, _SHORTEST_LATIN_KEYWORD = 2, 3
_BREAKS = re.compile("[\n。！？!?]")
_LOOKED_AT = 200
"""Characters from which it is told whether a text is traditional, or full width."""
_TRADITIONAL_SHARE = 0.1
"""The share of different characters that makes a text traditional; a simplified one may have a 乾."""

_LOOKED_UP = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")
"""The texts that jieba looks up in its dictionary (`re_han_default`); at any other character it cuts unseen."""

_loading = threading.Lock()
_own_words: dict[str, int | None] = {}


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    logging.getLogger("jieba").setLevel(60)
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(_in_memory(file))
    tokenizer.initialized = True
    for word, frequency in _own_words.items():
        tokenizer.add_word(word, frequency)
    return tokenizer


@cache
def _bulk_tokenizer() -> Any:
    """rjieba's tokenizer, filled word by word: its ready-made one would keep the interpreter for a quarter second."""
    tokenizer = _rjieba().Jieba.empty()
    for line in (_folder_of("jieba") / "dict.txt").read_bytes().splitlines():
        word, frequency, kind = line.decode().split(" ")
        tokenizer.add_word(word, int(frequency), kind)
    for own, own_frequency in _own_words.items():
        tokenizer.add_word(own, own_frequency, None)
    return tokenizer


def _rjieba() -> Any:
    """The extension inside the package: the package itself makes a tokenizer that nobody asked for when imported."""
    name = "rjieba.rjieba"
    if name not in sys.modules:
        spec = FileFinder(str(_folder_of("rjieba")), (ExtensionFileLoader, EXTENSION_SUFFIXES)).find_spec(name)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    return sys.modules[name]


def _folder_of(package: str) -> Path:
    """Where a package lies, without importing it."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0])


def use_words(words: Iterable[tuple[str, int | None]]) -> None:
    """Have these words known from now on, each with its frequency, or None for one that keeps it whole.

    They take the place of those that were given before. What was cut already stays as it is.
    """
    with _loading:
        _own_words.clear()
        _own_words.update(words)
        _tokenizer.cache_clear()
        _bulk_tokenizer.cache_clear()
        _unseen.cache_clear()


def segmenter() -> tuple[str, ...]:
    """What cuts words, by its versions: what is cut by the same is cut alike."""
    from importlib.metadata import version

    own = "\n".join(f"{word}\t{frequency}" for word, frequency in _own_words.items())
    return version("rjieba"), version("jieba"), f"{zlib.crc32(own.encode()):08x}"


@cache
def _unseen() -> re.Pattern[str] | None:
    """The own words that jieba would cut unseen, longest first, as the one group of a pattern; None without any."""
    words = sorted((word for word in _own_words if not _LOOKED_UP.fullmatch(word)), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})") if words else None


def _cut(tokenizer: Any, text: str) -> Iterable[str]:
    """The words of a text, those of its own too that hold spaces or symbols."""
    unseen = _unseen()
    pieces = enumerate(unseen.split(text) if unseen else [text])
    return chain.from_iterable([piece] if place % 2 else tokenizer.cut(piece) for place, piece in pieces if piece)


def _in_memory(file: IO[bytes]) -> BytesIO:
    """The file's bytes, read at once: read line by line it would take the interpreter at every block."""
    return BytesIO(file.read())


@cache
def _rarities() -> tuple[dict[str, float], float]:
    """Inverse document frequency of words, by jieba's table, and the median for all others."""
    table: dict[str, float] = {}
    for line in files("jieba").joinpath("analyse/idf.txt").read_text(encoding="utf-8").split("\n"):
        word, _, value = line.partition(" ")
        if value:
            table[word] = float(value)
    return table, median_high(table.values())


def words_in(text: str) -> list[Span]:
    """Where the words of a text stand, in order; punctuation and space are none."""
    words, start = [], 0
    for word in cut(text):
        if any(map(str.isalnum, word)):
            words.append(Span(start, start + len(word)))
        start += len(word)
    return words


def cut(text: str) -> list[str]:
    """The words of a text, in order; joined they are the text.

    What is traditional or full width is cut as if it were not, for the dictionary knows no such words.
    """
    table = _table(text)
    return list(_cut(_tokenizer(), text) if table is None else _cut_as(_tokenizer(), text, table))


def cut_many(texts: Sequence[str]) -> list[str]:
    """The words of all texts in order, as `cut` gives them, a SEPARATOR behind each text's."""
    with _loading:
        tokenizer = _bulk_tokenizer()
    words: list[str] = []
    together: list[str] = []
    size = 0
    for text in texts:
        table = _table(text)
        if table is None and len(text) < LONGEST_PIECE:
            together += (text, SEPARATOR)
            size += len(text)
            if size < LONGEST_PIECE:
                continue
        words += _cut(tokenizer, "".join(together))
        together, size = [], 0
        if table is not None or len(text) >= LONGEST_PIECE:
            for piece in _pieces(text):
                words += _cut(tokenizer, piece) if table is None else _cut_as(tokenizer, piece, table)
            words.append(SEPARATOR)
    words += _cut(tokenizer, "".join(together))
    return words


def _cut_as(tokenizer: Any, text: str, table: dict[int, int]) -> Iterator[str]:
    """The words of a text where they are in the text that the table makes of it."""
    ends = accumulate(map(len, _cut(tokenizer, text.translate(table))), initial=0)
    return (text[start:end] for start, end in pairwise(ends))


def _pieces(text: str) -> Iterator[str]:
    """A long text in pieces of about LONGEST_PIECE, divided between sentences where there are any."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        found = _BREAKS.search(text, start + LONGEST_PIECE // 2, start + LONGEST_PIECE)
        end = found.end() if found else start + LONGEST_PIECE
        yield text[start:end]
        start = end
    yield text[start:]


def _table(text: str) -> dict[int, int] | None:
    """What to write in place of a text's characters before it is cut; None for the usual text."""
    looked_at = set(text[:_LOOKED_AT])
    found = looked_at & _unusual()
    if not found:
        return None
    is_traditional = len(found & traditional()) >= _TRADITIONAL_SHARE * len(looked_at)
    is_wide = any("\uff01" <= character <= "\uff5e" for character in found)
    return _tables()[0] if is_traditional else _tables()[1] if is_wide else None


@cache
def _unusual() -> frozenset[str]:
    """The characters that the tables change."""
    return frozenset(map(chr, _tables()[0]))


@cache
def _tables() -> tuple[dict[int, int], dict[int, int]]:
    """Traditional and full-width characters with their equals; full-width ones alone."""
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}
    return {**{ord(character): ord(normal(character)) for character in traditional()}, **wide}, wide


@cache
def traditional() -> frozenset[str]:
    """The Han characters that simplified text writes otherwise."""
    han = map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)))
    return frozenset(character for character in han if normal(character) != character)


def keywords(text: str, count: int = 6, stop_words: Container[str] = ()) -> list[str]:
    """The words that tell most about a text, best first, by TF-IDF; numbers and single characters never do."""
    frequencies = Counter(word for word in cut(text) if _may_be_keyword(word) and word not in stop_words)
    rarities, median = _rarities()
    weighed = {word: times * rarities.get(normalized(word), median) for word, times in frequencies.items()}
    return sorted(weighed, key=lambda word: (-weighed[word], word))[:count]


def _may_be_keyword(text: str) -> bool:
    shortest = _SHORTEST_LATIN_KEYWORD if text.isascii() else _SHORTEST_KEYWORD
    return len(text) >= shortest and text.isalpha()
