"""What may happen to a file: bits flip, ends are cut, pieces double or vanish, and what has a meaning turns up."""

from collections.abc import Callable
from random import Random

MOST_BYTES, MOST_PACKED_BYTES = 1024 * 1024, 64 * 1024
"""No input becomes larger, so that each takes little time; what is packed expands to hundreds of times its size."""

MEANINGFUL = (
    *(b"\0", b"\x1b[31m", b"\x1b]0;x\x07", b"\x07", b"\r", b"\r\n", b"\r\r\n", b"\n", b"\t", b" ", b"\x7f", b"\x85"),
    *(b"-" * 120, b"=" * 120, b"\n" + b"-" * 60 + b"\n", b"\n" + b"=" * 60 + b"\n", b"\n---\n", b"# ", b"```"),
    *(b'"', b'""', b"'", b"\\", b'\\"', b"\\u0000", b"\\ud800", b"\\u202e", b"{", b"}", b"[", b"]", b"},{", b'{"a":'),
    *(b",", b";", b"|", b":", b": ", b"1e999", b"NaN", b"null", b"[[[[", b"&", b"&#0;", b"&#x202E;", b"&amp;#8203;"),
    *(b"<", b">", b"</", b"/>", b"<doc>", b"</doc>", b"<![CDATA[", b"]]>", b"<!--", b"<p>", b"<title>", b"&#55296;"),
    *("\u202e".encode(), "\u200b".encode(), "\ufeff".encode(), "\u2028".encode(), "\U000e0001".encode(), "　".encode()),
    *("𠀀😀".encode(), "e\u0301".encode(), "中文".encode("gb18030"), "中文".encode("big5"), "中".encode("utf-16-le")),
    *(b"\xff", b"\xfe", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80"),
    *(b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0" * 8, b"9" * 30, b"A" * 300),
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"PAR1", b"ARROW1"),
    *(b"9999-99-99", b"2018-02-30", b"0000-00-00", b"99999999999", b"-1", b"http://[", b"http://a:b@\xff/", b"//"),
)


def mutated(chance: Random, data: bytes, other: bytes, most: int = MOST_BYTES) -> bytes:
    """The file after one to eight things happened to it, at most `most` bytes; some join it with another file."""
    changed = bytearray(data)
    for _ in range(min(chance.randint(1, 8), chance.randint(1, 8))):
        chance.choice(_CHANGES)(chance, changed, other)
        del changed[most:]
    return bytes(changed)


def noise(chance: Random) -> bytes:
    """A file that never was one: random bytes, or nothing but pieces with a meaning."""
    if chance.random() < 0.5:
        return chance.randbytes(chance.choice((0, 1, 3, 20, 400, 5000)))
    return b"".join(chance.choices(MEANINGFUL, k=chance.choice((1, 5, 30, 200))))


def _flip(chance: Random, data: bytearray, other: bytes) -> None:
    for _ in range(chance.choice((1, 1, 4, 30))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(chance: Random, data: bytearray, other: bytes) -> None:
    start = _place(chance, data)
    new = chance.randbytes(chance.choice((1, 2, 4, 8)))
    data[start : start + len(new)] = new


def _cut_end(chance: Random, data: bytearray, other: bytes) -> None:
    del data[_place(chance, data) :]


def _cut_beginning(chance: Random, data: bytearray, other: bytes) -> None:
    del data[: min(_place(chance, data), chance.choice((1, 3, 50, MOST_BYTES)))]


def _cut_out(chance: Random, data: bytearray, other: bytes) -> None:
    start = _place(chance, data)
    del data[start : start + chance.choice((1, 1, 2, 7, 100))]


def _double(chance: Random, data: bytearray, other: bytes) -> None:
    start, end = sorted((_place(chance, data), _place(chance, data)))
    place = chance.choice((end, _place(chance, data)))
    data[place:place] = data[start:end] * chance.choice((1, 1, 2, 10))


def _enlarge(chance: Random, data: bytearray, other: bytes) -> None:
    """Several blocks long, now and then."""
    if data and chance.random() < 0.03:
        data *= min(MOST_BYTES // len(data), chance.choice((50, 5000))) or 1


def _insert(chance: Random, data: bytearray, other: bytes) -> None:
    for _ in range(chance.choice((1, 1, 2, 10))):
        place = _place(chance, data)
        data[place:place] = chance.choice(MEANINGFUL) * chance.choice((1, 1, 1, 2, 30))


def _replace(chance: Random, data: bytearray, other: bytes) -> None:
    new = chance.choice(MEANINGFUL)
    start = _place(chance, data)
    data[start : start + len(new)] = new


def _splice(chance: Random, data: bytearray, other: bytes) -> None:
    start = _place(chance, other)
    data[_place(chance, data) :] = other[start:]


def _graft(chance: Random, data: bytearray, other: bytes) -> None:
    start, end = sorted((_place(chance, other), _place(chance, other)))
    place = _place(chance, data)
    data[place:place] = other[start:end]


def _swap(chance: Random, data: bytearray, other: bytes) -> None:
    first, middle, last = sorted(_place(chance, data) for _ in range(3))
    data[first:last] = data[middle:last] + data[first:middle]


def _place(chance: Random, data: bytes | bytearray) -> int:
    """Anywhere, and more often near an end, where headers and footers lie."""
    if chance.random() < 0.2:
        near = min(chance.randrange(64), len(data))
        return chance.choice((near, len(data) - near))
    return chance.randint(0, len(data))


_CHANGES: tuple[Callable[[Random, bytearray, bytes], None], ...] = (
    *(_flip, _overwrite, _cut_end, _cut_beginning, _cut_out, _double, _enlarge, _insert, _replace, _splice, _graft),
    *(_insert, _swap),
)
