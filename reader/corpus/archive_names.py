"""Names in archives: bytes that do not say their encoding, to text for people. No name is ever used as a path."""

import re
from collections.abc import Sequence
from typing import Final

from reader.corpus.decoding import Decoder
from reader.corpus.likelihood import plausibility

_TRUSTED: Final = 0.5
"""A plausibility above which names are in a Chinese encoding."""
_CHINESE: Final = ("utf-8", "gb18030", "big5hkscs")
_KANA: Final = re.compile("[ぁ-ヿ]{2}")


def names_of(raw: Sequence[bytes], marked: Sequence[bool]) -> list[str]:
    """The names with `/` between folders; `marked` says which claim to be UTF-8.

    What is surely UTF-8 is read so, one by one; the rest is in one encoding, which is told from all of it. A backslash
    parts folders too, but where the encoding is not known: there it may be the second byte of a character.
    """
    known = [_utf8(*each) for each in zip(raw, marked, strict=True)]
    unknown = b"\n".join(name for name, text in zip(raw, known, strict=True) if text is None)
    encoding = _encoding_of(unknown)
    texts = (text or name.decode(encoding or "cp437", "replace") for name, text in zip(raw, known, strict=True))
    return [
        text.replace("\\", "/") if encoding or sure is not None else text
        for text, sure in zip(texts, known, strict=True)
    ]


def name_of(raw: bytes) -> str:
    """The name of a tar's member; of one in no encoding that is known, the odd bytes are U+FFFD."""
    return _utf8(raw, False) or raw.decode(_encoding_of(raw) or "utf-8", "replace")


def is_hidden(raw: bytes) -> bool:
    """True for what systems hide in archives. Bytes decide, so that a misread name hides nothing."""
    return any(part == b"__MACOSX" or (part.startswith(b".") and part.strip(b".")) for part in raw.split(b"/"))


def _utf8(raw: bytes, marked: bool) -> str | None:
    """The name where it is UTF-8 beyond doubt: unmarked letters of two bytes may be one Chinese character."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    return text if marked or raw.isascii() or max(text) >= "\u0800" else None


def _encoding_of(names: bytes) -> str | None:
    """That of a Chinese or Japanese system where it makes sense."""
    try:
        names.decode()
    except UnicodeDecodeError:
        texts = {encoding: Decoder(encoding).text(names) for encoding in _CHINESE}
        encoding = max(texts, key=lambda encoding: plausibility(texts[encoding]))
        if plausibility(texts[encoding]) > _TRUSTED:
            return encoding
        return "cp932" if _KANA.search(names.decode("cp932", "ignore")) else None
    return "utf-8"
