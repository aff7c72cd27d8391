"""A whole stream as one text: what the formats of one article a file share. Undecodable bytes become U+FFFD."""

from reader.article import Problem
from reader.corpus.encoding import TextReader
from reader.corpus.records import undecodable
from reader.corpus.streams import PeekedStream

_BLOCK = 1024 * 1024


def whole_text(stream: PeekedStream, path: str, encoding: str | None) -> tuple[str, list[Problem]]:
    """The text with `\\n` at the end of each line, and a Problem at the first line that is no text."""
    reader = TextReader(stream, encoding)
    data, final, size = bytearray(), False, _BLOCK
    while not final:
        block, final = reader.read_after(b"", size)
        data += block
        size = min(size * 2, 32 * _BLOCK)
    try:
        text, first_bad = data.decode(), -1
    except UnicodeDecodeError as error:
        text, first_bad = data.decode("utf-8", "replace"), error.start
    if reader.transcoded:
        first_bad = data.find("\ufffd".encode())
    return text, [undecodable(path, data.count(b"\n", 0, first_bad) + 1)] if first_bad >= 0 else []
