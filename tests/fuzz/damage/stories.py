"""Articles that the judge knows: made by chance, or real ones from a dump that the environment names."""

import os
import re
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.dumps import EQUALS

DUMP_VARIABLE = "DUWEN_FUZZ_DUMP"
"""Names a dump in UTF-8 whose articles are damaged too."""

_WORDS = ("渡船", "班次", "河口", "鎮上", "展馆", "交通", "活動", "會議", "经济", "记者", "消息", "天气", "上海")
_UNCHANGED = re.compile(r"[\w，。、“”（）：；！？《》\n\u3000 -]+")
"""Texts that cleaning leaves as they are."""
_ALPHABETS = (
    "абвгдежзиклмнопрстуфхцчшы ",
    "가나다라마바사아자차카타파하 ",
    "éèêëàâùûüîïôöç etaoin ",
    "ăâđêôơưạảấầẩẫậắằ nh ",
)


@dataclass(frozen=True, slots=True)
class Story:
    """An article that the judge knows."""

    title: str
    url: str
    body: str
    """Paragraphs, each on a line."""


def stories(chance: Random, encoding: str, count: int) -> list[Story]:
    """As many as the encoding can hold, or fewer where they are real; at least one."""
    if real_stories() and chance.random() < 0.5:
        chosen = chance.sample(real_stories(), min(count, len(real_stories())))
        if held := [each for each in chosen if _holds(encoding, f"{each.title}{each.body}")]:
            return held
    return [_story(chance, number, encoding) for number in range(count)]


@cache
def real_stories() -> tuple[Story, ...]:
    """Those of the dump that the environment names, by a reader of a few lines: no rule within, nothing hidden."""
    named = os.environ.get(DUMP_VARIABLE)
    if not named:
        return ()
    with open(named, encoding="utf-8") as file:
        records = file.read(8_000_000).split(f"\n{EQUALS}\n")[:-1]
    found = []
    for each in records:
        title, url, _, *body = each.strip("\n").split("\n")
        text = "\n".join(body).strip("\n")
        if title.strip() and text.strip() and _UNCHANGED.fullmatch(f"{title}\n{text}"):
            found.append(Story(title.strip(), url, text))
    return tuple(found)


def _story(chance: Random, number: int, encoding: str) -> Story:
    """An article whose title and last words are found nowhere else."""
    sure = f"第{number}篇{chance.randrange(10**9)}"
    line = _line_of_letters if encoding.startswith("utf") and chance.random() < 0.4 else _line_of_words
    alphabet, words = chance.choice(_ALPHABETS), [word for word in _WORDS if _holds(encoding, word)]
    lines = [line(chance, words if line is _line_of_words else alphabet) for _ in range(chance.randint(1, 4))]
    url = f"http://news.example.com/2018-09-{number % 28 + 1:02}/{number}.html"
    return Story(f"渡船{sure}", url, "\n".join([*lines, f"完{sure}"]))


def _line_of_letters(chance: Random, alphabet: str | list[str]) -> str:
    return "".join(chance.choices(alphabet, k=chance.randint(20, 200))).strip()


def _line_of_words(chance: Random, words: str | list[str]) -> str:
    return "　　" + "".join(chance.choices(words, k=chance.randint(5, 60))) + "。"


def _holds(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
