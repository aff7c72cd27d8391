"""Words, by jieba: the keywords of a text. The only importer of jieba, which is slow to load and talks too much.

jieba's own cache of its dictionary lies in a shared temporary folder and is unmarshalled from there; this module
reads the dictionary itself, which no other user can write and which leaves the screen room to breathe.
"""

import logging
import warnings
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

_SHORTEST_KEYWORD, _SHORTEST_LATIN_KEYWORD = 2, 3


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    logging.getLogger("jieba").setLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@cache
def _rarities() -> tuple[dict[str, float], float]:
    """Inverse document frequency of words, by jieba's table, and the median for all others."""
    table: dict[str, float] = {}
    with files("jieba").joinpath("analyse/idf.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, value = line.rstrip("\n").partition(" ")
            table[word] = float(value)
    return table, sorted(table.values())[len(table) // 2]


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
