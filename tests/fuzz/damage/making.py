"""One file from its number: its articles, what happens to one of them, and what must come of it.

Damage stays within the bytes of one article, but for a cut and a splice, which take what is behind it too.
"""

import codecs
from dataclasses import dataclass
from random import Random

from tests.fuzz.damage.forms import FORMS, Form
from tests.fuzz.damage.stories import Story, stories
from tests.fuzz.damage.tables import TABLES
from tests.fuzz.mutations import MEANINGFUL
from tests.fuzz.seeds import PACKINGS

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be")
_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_KINDS = ("none", "inside", "inside", "anywhere", "cut", "splice")
_FEWEST, _MOST = 4, 24
_TABLE_SHARE = 0.05
"""Of files are Parquet or Arrow."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file, and what must come of it."""

    name: str
    """Its ending is that of its form and packing."""
    data: bytes
    whole: tuple[Story, ...]
    """The articles that no damage reached."""
    inside: bool
    """True where nothing was touched that holds the file together: then each of the others must be read."""
    must_tell: bool
    """True where it holds bytes that its encoding does not have."""


def file_of(number: int) -> Damaged:
    """The file of that number."""
    chance = Random(f"damage {number}")
    if chance.random() < _TABLE_SHARE:
        return _damaged_table(chance, number)
    encoding, form = chance.choice(_ENCODINGS), chance.choice([*FORMS.values()])
    told = stories(chance, encoding, 1 if form.holds_one else chance.randint(_FEWEST, _MOST))
    return _damaged(chance, number, form, told[:1] if form.holds_one else told, encoding)


def _damaged(chance: Random, number: int, form: Form, told: list[Story], encoding: str) -> Damaged:
    before, middle, behind = form.parts(told)
    head, tail = _MARKS.get(encoding, b"") + before.encode(encoding), behind.encode(encoding)
    pieces, whole = [each.encode(encoding) for each in middle], [*told]
    kind, hurt = chance.choice(_KINDS), chance.randrange(len(pieces))
    if kind in ("inside", "anywhere"):
        harm = _hurt_inside if kind == "inside" else _hurt
        pieces[hurt] = harm(chance, pieces[hurt], told[hurt], encoding)
        del whole[hurt]
    elif kind in ("cut", "splice"):
        pieces[hurt] = pieces[hurt][: chance.randrange(len(pieces[hurt]))]
        del pieces[hurt + 1 :], whole[hurt:]
        tail = _other_end(chance) if kind == "splice" else b""
    data = head + b"".join(pieces) + tail
    inside = kind in ("inside", "none")
    must_tell = encoding == "utf-8" and inside and not _is_valid(data, encoding)
    ending, pack = chance.choice([*PACKINGS.values()])
    return Damaged(f"{number}{form.suffix}{ending}", pack(f"a{form.suffix}", data), tuple(whole), inside, must_tell)


def _damaged_table(chance: Random, number: int) -> Damaged:
    """A table in Parquet or Arrow: a flipped bit in its text is a text like any other, so only a cut must be told."""
    suffix, write = chance.choice(TABLES)
    told = stories(chance, "utf-8", chance.randint(_FEWEST, _MOST))
    data, kind = write(told), chance.choice(("none", "anywhere", "cut"))
    if kind == "anywhere":
        data, told = _hurt(chance, data, told[0], "utf-8"), []
    elif kind == "cut":
        data = data[: chance.randrange(len(data))]
    return Damaged(f"{number}{suffix}", data, tuple(told), kind == "none", must_tell=False)


def _other_end(chance: Random) -> bytes:
    """The end of a file of any form and encoding."""
    encoding = chance.choice(_ENCODINGS)
    form = chance.choice([*FORMS.values()])
    before, middle, behind = form.parts(stories(chance, encoding, 2)[: 1 if form.holds_one else 2])
    data = (before + "".join(middle) + behind).encode(encoding)
    return data[chance.randrange(len(data)) :]


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


def _hurt(chance: Random, data: bytes, story: Story, encoding: str) -> bytes:
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


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
