"""Words, by jieba: the keywords of a text. The only importer of jieba, which is slow to load and talks too much.

jieba's own cache of its dictionary lies in a shared temporary folder and is unmarshalled from there; this module
reads the dictionary itself, which no other user can write and which leaves the screen room to breathe.
"""

import logging
import warnings
from collections import Counter
from functools import cache
from importlib.resources import files
from io import BytesIO
from statistics import median_high
from typing import IO, Any

_SHORTEST_KEYWORD, _SHORTEST_LATIN_KEYWORD = 2, 3


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
    return tokenizer


def _in_memory(file: IO[bytes]) -> BytesIO:
    """The file's bytes, read at once: read line by line it would take the interpreter from the screen at every block."""
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


def cut(text: str) -> list[str]:
    """The words of a text, in order; joined they are the text."""
    words: list[str] = _tokenizer().lcut(text)
    return words


def keywords(text: str, count: int = 6) -> list[str]:
    """The words that tell most about a text, best first, by TF-IDF; numbers and single characters never do."""
    frequencies = Counter(word for word in cut(text) if _may_be_keyword(word))
    rarities, median = _rarities()
    weighed = {word: times * rarities.get(word, median) for word, times in frequencies.items()}
    return sorted(weighed, key=lambda word: (-weighed[word], word))[:count]


def _may_be_keyword(text: str) -> bool:
    shortest = _SHORTEST_LATIN_KEYWORD if text.isascii() else _SHORTEST_KEYWORD
    return len(text) >= shortest and text.isalpha()
