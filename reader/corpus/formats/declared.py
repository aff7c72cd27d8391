"""The encoding that a page or an XML file declares for itself, where its bytes do not speak against it."""

import codecs
import re

from reader.corpus.encoding import detect

_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)|<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]+")
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What is meant where the smaller standard is said."""
_UNLIKELY = re.compile(r"utf|idna|punycode|unicode_escape|raw_unicode_escape")
"""Whose declaration tells nothing: bytes in them are known at sight, or are never met."""
_MOST_FAULTS = 0.01
"""Share of characters that may be undecodable in the encoding declared."""


def declared_encoding(head: bytes) -> str | None:
    """The codec that the head of a file names, or None where what the bytes look like is the better guess."""
    match = _DECLARATION.search(head)
    name = _codec((match[1] or match[2]).decode("ascii", "replace")) if match else None
    if name is None:
        return None
    detected = detect(head)
    if detected.mark or detected.encoding == "utf-8":
        return None
    text = codecs.getincrementaldecoder(name)("replace").decode(head)
    if text.count("\ufffd") > _MOST_FAULTS * sum(character > "\x7f" for character in text):
        return None
    one_byte_each = len(text) == len(head)
    return None if one_byte_each and _mostly_in_runs(head) else name


def _codec(name: str) -> str | None:
    """The codec of that name where it makes text of bytes."""
    try:
        codec = codecs.lookup(name).name
        b"a".decode(codec)
    except (LookupError, ValueError):
        return None
    return None if _UNLIKELY.match(codec) else _LARGER.get(codec, codec)


def _mostly_in_runs(head: bytes) -> bool:
    """True where most bytes beyond ASCII stand together: Chinese, whatever Western encoding is declared."""
    runs = [len(run) for run in _FOREIGN_RUN.findall(head)]
    return sum(length for length in runs if length > 1) * 2 > sum(runs)
