"""Random keys of all kinds from a seed. Some make sense together and some do not; none of them leaves the reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from reader.reading.actions import ACTIONS

ENTER, ESCAPE, TAB, PALETTE, CLEAR = "\r", "\x1b", "\t", "\x10", "\x15"
SIZES = ((100, 30), (140, 45), (80, 24), (60, 16), (34, 10), (100, 30))
"""Columns and lines."""

_ARROWS = (*(f"\x1b[{letter}" for letter in "ABCDHF"), "\x1b[5~", "\x1b[6~")
_MOVES = (*"jjjjkkkgGlhnN][wb #", *"\x04\x15\x0f{}", TAB, ENTER, *_ARROWS)
_SHEETS = "cTCWrR!?"
_IN_SHEETS = (*"jjkkgGsupvcd nN/", *_ARROWS, ENTER, ENTER)
WARMING = (
    *(
        f"/{CLEAR}{query}{ENTER}"
        for query in ("城市", "py:shehui", "-城市", "title:上海 OR 经济", "/科.{1,3}学/", "城市")
    ),
    *("S",) * 5,
    *(key for sheet in _SHEETS for key in (sheet, ESCAPE, ESCAPE)),
    f"/{CLEAR}{ENTER}{ESCAPE}",
)
"""What fills each table once, key by key: queries of all kinds, orders, sheets."""
_LOOKS = (*"zSKDF+-<>", "\x14")
_OTHERS = (
    "\x03",
    "\x1a",
    "\x1bx",
    "\x1bOP",
    "\x1b[15~",
    "\x1b[200;1R",
    "\x1b[I",
    "\x1b[O",
    b"\xff\xfe",
    "x",
    "\x7f",
    "X",
)
_WORDS = ("城市", "經濟", "经济", "科学", "比赛", "臺灣", "上海", "的", "研究", "农村", "gdp", "２０１８", "𠮷", "的一")
_QUERIES = (
    *("{0}", "{0}", "{0} {1}", "{0} OR {1}", "-{0} {1}", "title:{0}", '"{0} {1}"~10', "/{0}./", "({0} OR {1}) {2}"),
    *("date:2018 {0}", "len:>1000 {0}", "py:shehui", "is:starred", "is:read", "tag:{0}", "title:(", '"{0}', "{0}*"),
)
_NEVER_CHOSEN = {"quit", "suspend"}
_CHOSEN = tuple(action.id for action in ACTIONS if action.id not in _NEVER_CHOSEN)
"""What is asked of the palette: actions by their names."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """Keys that belong together."""

    kind: str
    """A name in KINDS."""
    keys: tuple[str | bytes, ...] = ()
    """What the terminal sends, key by key."""
    size: tuple[int, int] | None = None
    """The terminal's new columns and lines, which come first."""
    together: bool = False
    """True where the keys arrive in one piece."""


def gestures(seed: int) -> Iterator[Gesture]:
    """Without end, the same for the same seed."""
    chance = Random(seed)
    kinds = [kind for kind, (weight, _keys) in KINDS.items() for _ in range(weight)]
    while True:
        kind = chance.choice(kinds)
        if kind == "resize":
            yield Gesture(kind, size=chance.choice(SIZES))
        else:
            keys = tuple(KINDS[kind][1](chance))
            yield Gesture(kind, keys, together=kind != "palette" and chance.random() < 0.2)


def _some(keys: tuple[str, ...] | str, chance: Random, most: int) -> list[str]:
    return chance.choices(keys, k=chance.randint(1, most))


def _move(chance: Random) -> list[str]:
    return _some(_MOVES, chance, 12)


def _query(chance: Random) -> str:
    return chance.choice(_QUERIES).format(*chance.choices(_WORDS, k=3))


def _search(chance: Random) -> list[str]:
    typed = [*_query(chance), *(["\x7f"] * chance.randint(0, 2))]
    return ["/", *typed, *chance.choice([[ENTER], [TAB], [TAB, TAB], [ESCAPE], [ENTER, "n", "n"], []])]


def _sheet(chance: Random) -> list[str]:
    return [chance.choice(_SHEETS), *_some(_IN_SHEETS, chance, 10), *([ESCAPE] * chance.randint(0, 3))]


def _mark(chance: Random) -> list[str]:
    asked = chance.choice("tta\x13")
    answer = [asked, *chance.choice(_WORDS), " ", *chance.choice(_WORDS), chance.choice([ENTER, ESCAPE])]
    return chance.choice([["s"], ["u"], answer])


def _share(chance: Random) -> list[str]:
    return chance.choice([["y"], ["Y"], ["M"], ["o", ENTER], ["v", "l", "l", "j", "y"], ["P"], ["e", ENTER], ["*"]])


def _look(chance: Random) -> list[str]:
    return _some(_LOOKS, chance, 4)


def _back(chance: Random) -> list[str]:
    return [ESCAPE] * chance.randint(1, 4)


def _palette(chance: Random) -> list[str]:
    return [PALETTE, *chance.choice(_CHOSEN), chance.choice([ENTER, ENTER, ESCAPE])]


def _paste(chance: Random) -> list[str]:
    pasted = chance.choice(["\n", " ", ""]).join(chance.choices(_WORDS, k=chance.choice([1, 3, 500])))
    return [*chance.choice([["/"], ["a"], ["t"], []]), f"\x1b[200~{pasted}\x1b[201~", chance.choice([ENTER, ESCAPE])]


def _mouse(chance: Random) -> list[str]:
    """Clicks, drags, the wheel; never in the line of keys, where one may leave."""
    column, line = chance.randint(1, 60), chance.randint(1, 9)
    other, lower = chance.randint(1, 60), chance.randint(1, 9)
    pressed, released = f"\x1b[<0;{column};{line}M", f"\x1b[<0;{column};{line}m"
    wheel = [f"\x1b[<{chance.choice([64, 65])};{column};{line}M"] * chance.randint(1, 20)
    dragged = [pressed, f"\x1b[<32;{other};{lower}M", f"\x1b[<0;{other};{lower}m"]
    return chance.choice([wheel, [pressed, released], dragged, [f"\x1b[<35;{column};{line}M"]])


def _other(chance: Random) -> list[str | bytes]:
    return chance.choices(_OTHERS, k=chance.randint(1, 3))


KINDS: dict[str, tuple[int, Callable[[Random], list[str] | list[str | bytes]]]] = {
    "move": (8, _move),
    "search": (5, _search),
    "sheet": (4, _sheet),
    "back": (4, _back),
    "mark": (2, _mark),
    "look": (2, _look),
    "mouse": (3, _mouse),
    "palette": (1, _palette),
    "share": (1, _share),
    "paste": (1, _paste),
    "resize": (1, lambda _chance: []),
    "other": (1, _other),
}
"""Each kind, how often it comes beside the others, and how its keys are made."""
