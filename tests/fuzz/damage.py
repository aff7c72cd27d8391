"""A file of many articles in which one is damaged: the others are read as they stand, and no loss is silent.

The judge knows the articles, for they were made, or cut from a dump by three lines of its own; it never asks what is
judged. Damage stays within the bytes of one article, but for a cut, which takes what is behind it too.
"""

import csv
import io
import json
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from reader.corpus.loading import load
from reader.corpus.options import ReadOptions
from reader.errors import SourceError
from tests.dumps import EQUALS, record
from tests.fuzz.mutations import MEANINGFUL
from tests.fuzz.seeds import PACKINGS
from tests.fuzz.trial import OURS, place_of

DUMP_VARIABLE = "DUWEN_FUZZ_DUMP"
"""Names a dump in UTF-8 whose articles are damaged too."""

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be")
_MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_FEWEST, _MOST = 4, 24
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


@dataclass(frozen=True, slots=True)
class Damaged:
    """An input, and what must come of it."""

    name: str
    """Of the file; its ending is that of its form."""
    data: bytes
    whole: tuple[Story, ...]
    """The articles that no damage reached."""
    inside: bool
    """True where nothing was touched that holds the file together: then each of the others must be read."""


def fault_of(number: int) -> str:
    """What is wrong with what becomes of the input of that number; empty where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return _fault_in(input_of(number))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Polars is no Exception
            return f"{place_of(error)}: {type(error).__name__}: {str(error)[:300]}"


def input_of(number: int) -> Damaged:
    """The input of that number."""
    chance = Random(f"damage {number}")
    encoding = chance.choice(_ENCODINGS)
    stories = _stories(chance, encoding)
    form, (suffix, parts) = chance.choice([*_FORMS.items()])
    before, middle, behind = parts(stories)
    mark = _MARKS.get(encoding, b"")
    pieces = [each.encode(encoding) for each in middle]
    hurt = chance.randrange(len(pieces))
    kind = chance.choice(("inside", "inside", "anywhere", "cut", "none"))
    whole = [*stories]
    if kind == "inside":
        pieces[hurt] = _hurt_inside(chance, pieces[hurt], stories[hurt], encoding)
    elif kind == "anywhere":
        pieces[hurt] = _hurt(chance, pieces[hurt])
    if kind in ("inside", "anywhere"):
        del whole[hurt]
    head, tail = mark + before.encode(encoding), behind.encode(encoding)
    if kind == "cut":
        pieces[hurt] = pieces[hurt][: chance.randrange(len(pieces[hurt]))]
        del pieces[hurt + 1 :], whole[hurt:]
        tail = b""
    data = head + b"".join(pieces) + tail
    ending, pack = chance.choice([*PACKINGS.values()])
    return Damaged(f"{form}{suffix}{ending}", pack(f"a{suffix}", data), tuple(whole), kind in ("inside", "none"))


def _stories(chance: Random, encoding: str) -> list[Story]:
    count = chance.randint(_FEWEST, _MOST)
    real = _real_stories()
    if real and chance.random() < 0.5:
        chosen = chance.sample(real, min(count, len(real)))
        return [each for each in chosen if _holds(encoding, each)] or [_story(chance, 0, encoding)]
    return [_story(chance, number, encoding) for number in range(count)]


def _holds(encoding: str, story: Story) -> bool:
    try:
        f"{story.title}{story.body}".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _real_stories() -> tuple[Story, ...]:
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
        if (
            title.strip()
            and text.strip()
            and re.fullmatch(r"[\w，。、“”（）：；！？《》\n\u3000 -]+", f"{title}\n{text}")
        ):
            found.append(Story(title.strip(), url, text))
    return tuple(found)


def _story(chance: Random, number: int, encoding: str) -> Story:
    """An article whose title and last words are found nowhere else."""
    sure = f"第{number}篇{chance.randrange(10**9)}"
    alphabet = chance.choice(_ALPHABETS) if encoding.startswith("utf") and chance.random() < 0.4 else ""
    lines = []
    for _ in range(chance.randint(1, 4)):
        if alphabet:
            lines.append("".join(chance.choices(alphabet, k=chance.randint(20, 200))).strip())
        else:
            words = [word for word in _WORDS if _holds(encoding, Story(word, "", ""))]
            lines.append("　　" + "".join(chance.choices(words, k=chance.randint(5, 60))) + "。")
    url = f"http://news.example.com/2018-09-{number % 28 + 1:02}/{number}.html"
    return Story(f"渡船{sure}", url, "\n".join([*lines, f"完{sure}"]))


def _hurt_inside(chance: Random, data: bytes, story: Story, encoding: str) -> bytes:
    """The bytes of one article with bad ones in its title, URL or text, none of which means anything to a format."""
    text = chance.choice([story.title, story.url, story.body]).encode(encoding)
    start = data.find(text)
    if start < 0 or not text:
        return data
    place = start + chance.randrange(len(text))
    bad = bytes(chance.choice((0x80, 0xFF, 0xC3, 0xE4, 0xF0, 0xA1)) for _ in range(chance.choice((1, 1, 2, 5))))
    if encoding.startswith("utf-16"):
        place -= (place - start) % 2
        bad = bad[:1] + b"\xdc"
    return data[:place] + bad + data[place + chance.choice((0, len(bad))) :]


def _hurt(chance: Random, data: bytes) -> bytes:
    """The bytes of one article after anything happened to them."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0 if changed:
                changed[place % len(changed)] ^= 1 << chance.randrange(8)
            case 1:
                del changed[place : place + chance.choice((1, 2, 9, 80))]
            case 2:
                changed[place:place] = chance.choice(MEANINGFUL)
            case 3:
                changed[place : place + 4] = chance.randbytes(chance.randint(1, 8))
            case _:
                changed[place:place] = b"\0" * chance.choice((1, 8, 512))
    return bytes(changed)


def _fault_in(made: Damaged) -> str:
    problems: list[str] = []
    texts: list[str] = []
    titles: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="duwen-fuzz-") as folder:
        path = Path(folder) / made.name
        path.write_bytes(made.data)
        try:
            for batch in load([str(path)], ReadOptions()):
                problems += map(str, batch.problems)
                texts += map(_bare, batch.frame["body"])
                titles |= set(map(_bare, batch.frame["title"]))
        except SourceError as error:
            problems.append(str(error))
    if ours := next((each for each in problems if OURS in each), ""):
        return f"{made.name}: {ours}"
    everything = "\n".join([*texts, *titles])
    lost = [each for each in made.whole if _bare(each.body) not in everything or _bare(each.title) not in everything]
    if lost and not problems:
        return f"{made.name}: lost in silence: {lost[0].title}"
    if lost and made.inside:
        return f"{made.name}: {len(lost)} of {len(made.whole)} that are whole are lost: {lost[0].title}; {problems[0]}"
    return ""


def _bare(text: str) -> str:
    """Without white space, which each format keeps in its own way."""
    return "".join(text.split())


Parts = tuple[str, list[str], str]
"""What stands before the articles, each article, and what stands behind."""


def _dump(stories: Sequence[Story]) -> Parts:
    return "", [record(each.title, each.url, each.body) for each in stories], ""


def _jsonl(stories: Sequence[Story]) -> Parts:
    return "", [json.dumps(_fields(each), ensure_ascii=False) + "\n" for each in stories], ""


def _json(stories: Sequence[Story]) -> Parts:
    objects = [json.dumps(_fields(each), ensure_ascii=False, indent=1) for each in stories]
    return '{"total": 9, "data": [\n', [*(f"{each},\n" for each in objects[:-1]), objects[-1]], "\n]}\n"


def _table(stories: Sequence[Story], delimiter: str) -> Parts:
    return (
        delimiter.join(("title", "url", "content")) + "\r\n",
        [_row([each.title, each.url, each.body], delimiter) for each in stories],
        "",
    )


def _row(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerow(cells)
    return text.getvalue()


def _sogou(stories: Sequence[Story]) -> Parts:
    return (
        "",
        [
            f"<doc>\n<url>{escape(each.url)}</url>\n<contenttitle>{escape(each.title)}</contenttitle>\n"
            f"<content>{escape(each.body)}</content>\n</doc>\n"
            for each in stories
        ],
        "",
    )


def _rss(stories: Sequence[Story]) -> Parts:
    items = [
        f"<item><title>{escape(each.title)}</title><link>{escape(each.url)}</link>"
        f"<description><![CDATA[{each.body}]]></description></item>\n"
        for each in stories
    ]
    return '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>news</title>\n', items, "</channel></rss>\n"


def _fields(story: Story) -> dict[str, str]:
    return {"title": story.title, "url": story.url, "content": story.body}


_FORMS: dict[str, tuple[str, Callable[[Sequence[Story]], Parts]]] = {
    "dump": (".txt", _dump),
    "jsonl": (".jsonl", _jsonl),
    "json": (".json", _json),
    "csv": (".csv", lambda stories: _table(stories, ",")),
    "tsv": (".tsv", lambda stories: _table(stories, "\t")),
    "sogou": (".dat", _sogou),
    "rss": (".xml", _rss),
}
