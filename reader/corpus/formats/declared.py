"""The encoding that a page or an XML file declares for itself, where its bytes do not speak against it."""

import re

from reader.corpus.encoding import detect, speaks_against
from reader.encoding_labels import codec_named

_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)|<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_TELLS_NOTHING = re.compile(r"utf.(?!8)|idna|punycode|unicode_escape|raw_unicode_escape")
"""Encodings in which no declaration could be read, or that are never met."""


def declared_encoding(head: bytes) -> str | None:
    """The codec that the head of a file names, or None where what the bytes look like is the better guess."""
    match = _DECLARATION.search(head)
    name = codec_named((match[1] or match[2]).decode("ascii", "replace")) if match else None
    if name is None or _TELLS_NOTHING.match(name):
        return None
    detected = detect(head)
    if detected.mark or detected.encoding == name:
        return None if detected.mark else name
    if detected.encoding == "utf-8" and not detected.rival:
        return None
    return None if speaks_against(name, head) else name
