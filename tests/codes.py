"""Code points to try one by one."""

from collections.abc import Iterator
from itertools import chain


def codes_of_every_kind() -> Iterator[int]:
    """All that may have a character or be private, no surrogates; of planes without any, the ends."""
    empty = (code for plane in range(4, 14) for code in (plane << 16, (plane << 16) + 0xFFFF))
    private = chain(range(0xF0000, 0xF0100), range(0x10FF00, 0x110000))
    return chain(range(0xD800), range(0xE000, 0x40000), empty, range(0xE0000, 0xE1000), private)
