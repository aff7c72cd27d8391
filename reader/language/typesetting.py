"""Line breaking for Chinese text, and texts measured in cells. Terminal cells begin here; offsets are code points.

Lines never start with a closing mark nor end with an opening one (避头尾), ellipses and dashes stay whole, and so
do words, numbers with their unit, dates and URLs, unless they are longer than a line. docs/typesetting.md says why.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product

from reader.language.widths import Ambiguous, width

ELLIPSIS = "…"
INDENT = 4
"""Cells in front of a paragraph: two Chinese characters."""

_KINDS = {
    "c": "，。、；：？！．｡､‼⁇⁈⁉…‥⋯・･〜゠々〻ゝゞヽヾーｰ゛゜ﾞﾟ～"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ︐︑︒︓︔︕︖︙﹐﹑﹒﹔﹕﹖﹗",
    "q": "’",
    "e": ",.:;!?)]}❢❣%％‰‱°℃℉¢￠﹪",
    "h": "-~|′″–‐·‧－﹣﹘∼",
    "b": "/／⁄∕",
    "p": "([{$￥＄￡￦£¥€+\\±∓−№¤﹩¡¿",
    "g": "\"'❛❜❝❞❟❠〵〼",
    "d": "—⸺⸻",
    "u": "年月日时分秒号点个吨米元人次名家条项届级度克斤亩倍岁种辆架艘台套所座件只位天周"
    "平方公里立千厘毫顷斤小钟美欧十百千万亿",
}
"""What may begin or end a line, a letter a kind; `_kind` says what any other character is."""
_KIND_OF = {character: kind for kind, characters in _KINDS.items() for character in characters}

_UNITS = (
    "平方公里|平方米|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|小时|分钟|个月|美元|欧元|人次|"
    "[年月日时分秒号点个吨米元人次名家条项届级度克斤亩倍岁种辆架艘台套所座件只位天周]"
)
_NUMBER = re.compile(
    r"[0-9０-９]+年[0-9０-９]+月(?:[0-9０-９]+[日号])?|[0-9０-９]+月[0-9０-９]+[日号]"
    rf"|[0-9０-９]+[十百千万亿]*(?:{_UNITS})?"
)
"""A number and its unit, or a date, on one line. Points and commas inside numbers are kept by their kind."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: `text[start:end]` after `indent` blank cells."""

    start: int
    """First code point."""
    end: int
    """One past the last; equal to start on a blank line."""
    indent: int = 0
    """Blank cells in front."""


def _kind(character: str) -> str:
    """What a character is to a line: one of the letters below, or of `_KINDS`.

    w wide and free, a a word's, n a digit, o opening, c closing, r half a flag, s space, z no cell of its own,
    g glued to both neighbours, j a jamo that begins a syllable.
    """
    if character in _KIND_OF:
        return _KIND_OF[character]
    if not width(character):
        return "z"
    if character.isspace():
        return "s"
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return "r"
    if "\u1100" <= character <= "\u115f" or "\ua960" <= character <= "\ua97c":
        return "j"
    category = unicodedata.category(character)
    is_wide = width(character) == 2
    match category:
        case "Ps" | "Pi":
            return "o" if is_wide or category == "Pi" else "p"
        case "Pe" | "Pf":
            return "c" if is_wide or category == "Pf" else "e"
        case "Nd":
            return "n"
    if is_wide:
        return "w"
    return (
        "a"
        if (category[0] in "LN" and category != "Lm") or category in ("So", "Sm") or "!" <= character <= "~"
        else "g"
    )


class _Table(dict[int, str]):
    """For `str.translate`: a character's kind, an upper-case letter where it takes two cells; filled as met."""

    def __init__(self, ambiguous: Ambiguous) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = _kind(character)
        self[code] = letter = kind.upper() if width(character, self._ambiguous) == 2 else kind
        return letter


_TABLES: dict[Ambiguous, _Table] = {1: _Table(1), 2: _Table(2)}
_CELLS = bytes(0 if code == ord("z") else 2 if chr(code).isupper() else 1 for code in range(256))
"""Cells by the letter of a kind."""
_WORDS = "anehpgqrb"
_NEVER_FIRST, _NEVER_LAST = "cqehgzb", "opgbj"
_NEVER_FIRST_BEHIND_SPACE, _NEVER_LAST_BEFORE_SPACE = "cqezb", "opb"


def _is_free(before: str, after: str) -> bool:
    """True where a line may break between two kinds, whatever else stands there; False also says: look closer."""
    return not (
        (after in _NEVER_FIRST or before in _NEVER_LAST)
        or (before in _WORDS and after in _WORDS)
        or (before in "nu" and after in "nu")
        or (before == after == "d")
        or before in "sz"
        or after == "s"
    )


_FREE = frozenset(
    letters
    for before, after in product("wcodanughperqszbj", repeat=2)
    if _is_free(before, after) and after != "d"
    for letters in map("".join, product((before, before.upper()), (after, after.upper())))
)


@lru_cache(maxsize=4096)
def cells(text: str, ambiguous: Ambiguous = 1) -> int:
    """How many cells a text takes."""
    return sum(_widths(text, ambiguous))


def fit(text: str, width: int, ambiguous: Ambiguous = 1) -> int:
    """How many code points of the text fit into `width` cells."""
    return bisect_right(list(accumulate(_widths(text, ambiguous))), width)


def shortened(text: str, width: int, ambiguous: Ambiguous = 1) -> str:
    """As much of the text as fits into `width` cells, with an ellipsis where it is cut."""
    if fit(text, width, ambiguous) == len(text):
        return text
    return text[: fit(text, max(width - cells(ELLIPSIS, ambiguous), 0), ambiguous)] + ELLIPSIS


def _widths(text: str, ambiguous: Ambiguous) -> bytes:
    return text.translate(_TABLES[ambiguous]).encode("ascii").translate(_CELLS)


def lay_out(text: str, measure: int, *, indent: int = INDENT, spacing: int = 0, ambiguous: Ambiguous = 1) -> list[Line]:
    """All lines of a `Typeset`."""
    return list(Typeset(text, measure, indent=indent, spacing=spacing, ambiguous=ambiguous))


class Typeset:
    """The lines of a text whose paragraphs end with newlines, at most `measure` cells each, laid out as looked at.

    Each paragraph begins with `indent` cells in place of the space it has in the source; `spacing` blank lines
    stand between paragraphs. Blank paragraphs are left out. What has been looked at and all above it is exact;
    `len` guesses the rest at the pace of what is known, and is exact once the last line has been looked at.
    """

    def __init__(
        self, text: str, measure: int, *, indent: int = INDENT, spacing: int = 0, ambiguous: Ambiguous = 1
    ) -> None:
        self._text, self._measure = text, max(measure, 2)
        self._indent, self._spacing = max(min(indent, self._measure - 2), 0), spacing
        self._ambiguous: Ambiguous = ambiguous
        self._lines: list[Line] = []
        self._starts: list[int] = []
        self._source = self._all()
        self._breaks = text.count("\n")
        self._breaks_passed = 0
        self.complete = False
        """True once the last line has been laid out."""

    @property
    def reached(self) -> int:
        """Code points laid out so far."""
        return len(self._text) if self.complete else self._lines[-1].end if self._lines else 0

    @property
    def known_lines(self) -> int:
        """Lines laid out so far."""
        return len(self._lines)

    def __len__(self) -> int:
        if self.complete:
            return len(self._lines)
        if not self._lines and not self._lay_out_one():
            return 0
        known = self._guess(self.reached, self._breaks_passed + 1)
        rest = self._guess(len(self._text) - self.reached, self._breaks - self._breaks_passed)
        return len(self._lines) + max(round(rest * len(self._lines) / known), 1)

    def __iter__(self) -> Iterator[Line]:
        number = 0
        while self.reach(number):
            yield self._lines[number]
            number += 1

    def __getitem__(self, number: int) -> Line:
        if number < 0 or not self.reach(number):
            raise IndexError(number)
        return self._lines[number]

    def reach(self, number: int) -> bool:
        """Lay out up to that line; False where there are fewer."""
        while len(self._lines) <= number:
            if not self._lay_out_one():
                return False
        return True

    def line_of(self, offset: int) -> int:
        """The number of the line that shows a code point; 0 above the first."""
        while not self._starts or self._starts[-1] <= offset:
            if not self._lay_out_one():
                break
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _guess(self, characters: int, paragraphs: int) -> float:
        """Lines of so much text if all its characters were Chinese."""
        return 2 * characters / self._measure + (self._spacing + 0.5) * paragraphs

    def _lay_out_one(self) -> bool:
        line = next(self._source, None)
        if line is None:
            self.complete = True
            return False
        self._lines.append(line)
        self._starts.append(line.start)
        return True

    def _all(self) -> Iterator[Line]:
        start, is_first = 0, True
        while start <= len(self._text):
            newline = self._text.find("\n", start)
            end = newline if newline >= 0 else len(self._text)
            paragraph = _Paragraph(self._text[start:end], self._ambiguous)
            if not paragraph.is_blank:
                if not is_first:
                    first = start + paragraph.start
                    yield from (Line(first, first) for _ in range(self._spacing))
                for line in paragraph.lines(self._measure, self._indent):
                    yield Line(start + line.start, start + line.end, line.indent)
                is_first = False
            start = end + 1
            self._breaks_passed += 1


class _Paragraph:
    """One paragraph, its characters' kinds and cells."""

    def __init__(self, text: str, ambiguous: Ambiguous) -> None:
        self._text = text
        self._kinds = text.translate(_TABLES[ambiguous])
        self._ends = list(accumulate(self._kinds.encode("ascii").translate(_CELLS), initial=0))
        self._length = len(self._kinds.rstrip("sS"))
        self.start = len(self._kinds) - len(self._kinds.lstrip("sS"))
        """The first code point that is no space."""

    @property
    def is_blank(self) -> bool:
        """True where there is nothing but space."""
        return not self._length

    def lines(self, measure: int, indent: int) -> Iterator[Line]:
        """The lines, offsets counted from the paragraph's beginning."""
        start, ends, length = self.start, self._ends, self._length
        while ends[length] - ends[start] > measure - indent:
            fitting = bisect_right(ends, ends[start] + measure - indent, start) - 1
            following = self._break_before(start, max(fitting, start + 1))
            yield Line(start, self._without_space(following), indent)
            start, indent = following, 0
        yield Line(start, length, indent)

    def _break_before(self, start: int, fitting: int) -> int:
        """Where the next line starts: the last place up to `fitting` and the space behind it."""
        kinds = self._kinds
        if kinds[fitting - 1 : fitting + 1] in _FREE:
            return fitting
        last = self._behind_space(fitting)
        for may_part in (self._may_break, self._may_break_word):
            for position in range(last, start, -1):
                if may_part(position, start):
                    return position
        return fitting

    def _behind_space(self, position: int) -> int:
        while self._kinds[position] in "sS":
            position += 1
        return position

    def _without_space(self, position: int) -> int:
        while position and self._kinds[position - 1] in "sS":
            position -= 1
        return position

    def _may_break(self, position: int, start: int) -> bool:
        kinds = self._kinds
        pair = kinds[position - 1 : position + 1]
        if pair in _FREE:
            return True
        after = pair[1].lower()
        if after in "sz" or (after == "d" and self._is_single_dash(position)):
            return False
        base = position - 1
        while base > start and kinds[base] == "z":
            base -= 1
        before = kinds[base].lower()
        if before == "s":
            base = self._without_space(base + 1) - 1
            before = kinds[base].lower()
            return not (
                after in _NEVER_FIRST_BEHIND_SPACE or before in _NEVER_LAST_BEFORE_SPACE or before == after == "d"
            )
        if before in "nu" and after in "nu":
            return not (before == after == "n" or self._in_number(position, start))
        if before == after == "r":
            return (position - len(kinds[start:position].rstrip("r")) - start) % 2 == 0
        return before != "z" and _is_free(before, after)

    def _may_break_word(self, position: int, start: int) -> bool:
        """Where nothing else is left: anywhere but at marks, dashes and inside a character."""
        before, after = self._kinds[position - 1].lower(), self._kinds[position].lower()
        if after in _NEVER_FIRST or before in _NEVER_LAST or (before == after and before in "dr"):
            return False
        return after != "d" or not self._is_single_dash(position)

    def _is_single_dash(self, position: int) -> bool:
        """True for a — that joins two words, as in 北京—上海; two of them are one dash, which may begin a line."""
        return self._text[position] == "—" and "—" not in self._text[position - 1 : position + 2 : 2]

    def _in_number(self, position: int, start: int) -> bool:
        """True inside a number with its unit, or a date."""
        first = position
        while first > start and self._kinds[first - 1] in "nNuU":
            first -= 1
        for number in _NUMBER.finditer(self._text, first):
            if number.end() > position:
                return number.start() < position
            if number.start() >= position:
                break
        return False
