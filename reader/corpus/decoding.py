"""Bytes to text as the WHATWG Encoding Standard decodes them: Python's codecs, mended where these are narrower.

Python's gb18030 is the edition of 2000, its big5hkscs and euc_jp miss pairs of the standard's indexes (of 2024-09-18),
and all of them know no 0x80 of Windows. What is wrong anyway is U+FFFD, and never takes an ASCII character with it.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

_BIG5_PAIRS = (
    "877a㡵𡵓𣚞𦀡㻬𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦珄𥶹瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮"
    "𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿拁灮鿋 "
    "a3c0␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡€ "
    "8e69箸 8e6f簆 8e7e糎 8eab緒 8eb4縝 8ecd者 8ed0耨 8f57菁 8f69蒨 8f6e萏 8fcb覦覩 8ffe起 906d都 907a銹 "
    "90dc靜 90f1響 91bf鼖 9244蔃 92af兙兛兝兞 92c8鍮 92d1瑹 9447浧 94ca禛 95d9邗 9644靝 96ed瀞 96fc嬨 9b76爁 "
    "9b78矗 9b7b纇 9bc6駖 9bde釔 9bec惞 9bf6澶 9c42輶 9c53侻 9c62營 9c68鄄 9c6b鷰 9c77菏 9cbc尐秣 9cd0婧 "
    "9d57輋 9d5a筑 9dc4拐 9ea9恢 9eef痹 9efd汊 9f60鬮 9f66鼗 9fcb僭 9fd8弌 a063蠏 a077拎 a0d5瑨 a0df煢 a0e4牐 "
    "c6cf廴 c6d3无 c6d5癶 c6d7隶 c6de〃仝 fa5f倩 fa66偽 fabd包 fac5卄 fad5卿 fb48嘅 fbb8婷 fbf3幵 fbf9廐 "
    "fc4f彘 fc6c悤 fcb9撐 fce2晴 fcf1杞 fdb7沜渝 fdbb港 fdf1煮 fe52猪 fe6f瑜 feaa瓩 fedd砉"
)
"""Pairs that Python's codec does not know: the first, in hex, and the characters of it and those behind it."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """Where a codec of Python and the standard's decoder part."""

    added: Mapping[bytes, str] = field(default_factory=dict)
    """What bytes mean that the codec takes for wrong."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """What characters should have been that the codec reads."""
    ambiguous: Mapping[bytes, str] = field(default_factory=dict)
    """What pairs mean that the codec reads as others too."""
    rare: tuple[bytes, ...] = ()
    """In UTF-8, one of these is in each text with a character to be changed; where none are given, nobody knows."""


class Decoder:
    """Decodes one stream, piece by piece."""

    def __init__(self, codec: str) -> None:
        self._difference = _differences().get(codec, _SAME)
        self._inner = codecs.getincrementaldecoder(codec)(_handler_of(codec))

    def text(self, data: bytes | bytearray, final: bool = True) -> str:
        """The text of the next bytes; what could be the beginning of a character waits for more unless `final`."""
        return self._mended(self._decoded(bytes(data), final))

    def utf8(self, data: bytes | bytearray, final: bool = True) -> bytes:
        """The same in UTF-8."""
        text = self._decoded(bytes(data), final)
        rare = self._difference.rare
        if rare:
            encoded = text.encode("utf-8", "replace")
            if not any(sign in encoded for sign in rare):
                return encoded
        return self._mended(text).encode("utf-8", "replace")

    def _decoded(self, data: bytes, final: bool) -> str:
        ambiguous = self._difference.ambiguous
        if not ambiguous or (not any(pair in data for pair in ambiguous) and not self._waiting()):
            return self._inner.decode(data, final)
        pieces, start = [], 0
        if pair := ambiguous.get(self._waiting() + data[:1]):
            self._inner.reset()
            pieces, start = [pair], 1
        for found in _pattern_of(tuple(ambiguous)).finditer(data, start):
            pieces.append(self._inner.decode(data[start : found.start()]))
            start = found.start()
            if not self._waiting():  # else its first byte is the second of the pair before
                pieces.append(ambiguous[found[0]])
                start = found.end()
        return "".join([*pieces, self._inner.decode(data[start:], final)])

    def _waiting(self) -> bytes:
        return bytes(self._inner.getstate()[0])

    def _mended(self, text: str) -> str:
        changed = self._difference.changed
        if any(character in text for character in changed):
            return text.translate({ord(one): other for one, other in changed.items()})
        return text


_SAME = _Difference()
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")


@cache
def _differences() -> dict[str, _Difference]:
    c1 = _Difference({bytes((code,)): chr(code) for code in range(0x80, 0xA0)})
    shifted = _Difference(changed={"\u0a00": "\ufffd"}, rare=("\u0a00".encode(),))  # a line end, off by one byte
    windows = {f"cp{number}": c1 for number in (874, *range(1250, 1259))}
    return windows | {
        "utf-16-le": shifted,
        "utf-16-be": shifted,
        "cp1255": _Difference({**c1.added, b"\xca": "\u05ba"}),
        "koi8-u": _Difference(changed={"╝": "ў", "╬": "Ў"}),
        "gb18030": _Difference({b"\x80": "€"}, _gb_changes(), rare=(b"\xee", "\u1e3f".encode())),
        "big5hkscs": _Difference(
            _big5_pairs(),
            _pairs("•‧ ､﹑ ‾¯ ∼～ ♁⊕ ☉⊙ ¥￥ ¢￠ £￡"),
            {b"\xa2\x41": "\u2215", b"\xa2\x42": "\ufe68"},
        ),
        "cp932": _Difference(changed=dict.fromkeys("\uf8f0\uf8f1\uf8f2\uf8f3", "\ufffd"), rare=(b"\xef\xa3",)),
        "euc_jp": _Difference(_euc_pairs(), _pairs("〜～ ‖∥ −－ ¢￠ £￡ ¬￢")),
    }


def _pairs(text: str) -> dict[str, str]:
    """`ab cd` as a to b, c to d."""
    return {pair[0]: pair[1] for pair in text.split()}


def _gb_changes() -> dict[str, str]:
    """The ideographic space of 0xA3A0, and the pairs that editions of 2005 and 2022 moved out of the private area."""
    marks = zip((*range(0xE78D, 0xE794), 0xE794, 0xE795, 0xE796), "︐︒︑︓︔︕︖︗︘︙", strict=True)
    radicals = zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), "龴龵龶龷龸龹龺龻", strict=True)
    moved = {chr(code): character for code, character in (*marks, *radicals)}
    return {"\ue5e5": "\u3000", "\ue7c7": "\u1e3f", "\u1e3f": "\ue7c7"} | moved


def _big5_pairs() -> dict[bytes, str]:
    pairs = {}
    for run in _BIG5_PAIRS.split():
        lead, trail = bytes.fromhex(run[:4])
        for character in run[4:]:
            pairs[bytes((lead, trail))] = character
            trail = 0xA1 if trail == 0x7E else trail + 1
    return pairs


def _euc_pairs() -> dict[bytes, str]:
    """The rows that Windows added, which cp932 has: cells of JIS X 0208 lie in both by one rule."""
    pairs = {}
    for row in range(94):
        for cell in range(94):
            pair = bytes((row + 0xA1, cell + 0xA1))
            trail = cell + (0x9F if row % 2 else 0x40 if cell < 0x3F else 0x41)
            shifted = bytes((row // 2 + (0x81 if row < 62 else 0xC1), trail))
            character = shifted.decode("cp932", "replace")
            if not pair.decode("euc_jp", "ignore") and len(character) == 1 and not _PRIVATE.match(character):
                pairs[pair] = character
    return pairs


@cache
def _pattern_of(pairs: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(map(re.escape, pairs)))


@cache
def _handler_of(codec: str) -> str:
    """The name of what Python asks where it cannot decode."""
    added = _differences().get(codec, _SAME).added
    leads = _LEADS.get(codec)

    def handled(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        start = error.start
        for length in (2, 1):
            key = error.object[start : start + length]
            if character := added.get(key):
                return character, start + len(key)
        if leads is None:
            return "\ufffd", error.end
        second = error.object[start + 1 : start + 2]
        return "\ufffd", start + (2 if error.object[start] in leads and second > b"\x7f" else 1)

    name = f"duwen.{codec}"
    codecs.register_error(name, handled)
    return name


_LEADS = {
    **dict.fromkeys(("gb18030", "big5hkscs", "cp949"), frozenset(range(0x81, 0xFF))),
    "cp932": frozenset((*range(0x81, 0xA0), *range(0xE0, 0xFD))),
    "euc_jp": frozenset((0x8E, 0x8F, *range(0xA1, 0xFF))),
}
"""First bytes of pairs. With a second one beyond ASCII that makes no character of them, both are one that is wrong."""
