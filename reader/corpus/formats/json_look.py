"""What a look at the beginning tells of JSON: whether a text is some, and what a page's script has around it."""

import json
import re

from reader.corpus.streams import HEAD_SIZE, Sample

LINES_SUFFIXES = ("jsonl", "ndjson", "jl", "jsonlines")
_SUFFIXES = (*LINES_SUFFIXES, "json")

_OPENINGS = (
    r"\)\]\}',?",  # keeps a page from running it
    r"(?:try\s*\{\s*)?[\w$.]{1,100}\s*(?:&&\s*[\w$.]{1,100}\s*)?\(",  # a call
    r"(?:(?:var|let|const)\s+)?[\w$.]{1,100}\s*=",  # a variable
)
_OPENING = re.compile(
    rf"\s*(?:/\*.{{0,100}}?\*/\s*)?(?:{'|'.join(_OPENINGS)})\s*(?=[\[{{]\s*[\"\[{{\]}}])",
    re.ASCII,
)
_LONGEST_OPENING = 600
_CLOSING = re.compile(rb"[\s;)]*(?:\}\s*catch\s*\(\w*\)\s*\{\s*\}[\s;]*)?\Z")
_LONGEST_CLOSING = 200
_TOKENS = re.compile(
    r'(?:[\s\[\]{},:]|"(?:[^"\\]|\\.)*+"|-?\d[\d.eE+-]*|true|false|null)*+(?:"(?:[^"\\]|\\.)*+\\?|[-\w]*)',
    re.ASCII | re.DOTALL,
)
_BRACKET = re.compile(r"\s*(?=[\[{])")


def is_named_json(sample: Sample) -> bool:
    """True where the file's name says that it is JSON."""
    return sample.suffix in _SUFFIXES


def unwrapped(text: str) -> str:
    """A text without byte order mark, space, and the call or assignment in front of its JSON."""
    text = text.removeprefix("\ufeff")
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text.lstrip()


def is_json(sample: Sample) -> bool:
    """True where what is in sight of a text is JSON in brackets."""
    text = unwrapped(sample.text)
    if len(sample.head) >= HEAD_SIZE:
        return text.startswith(("[", "{")) and _TOKENS.fullmatch(text) is not None
    decoder, place = json.JSONDecoder(strict=False), 0
    try:
        while place < len(text):
            bracket = _BRACKET.match(text, place)
            if bracket is None:
                return place > 0 and not text[place:].strip()
            place = decoder.raw_decode(text, bracket.end())[1]
    except json.JSONDecodeError:
        return False
    except RecursionError:
        return True
    return place > 0


def beginning(data: bytearray) -> tuple[int, bool]:
    """Where the JSON of a buffer begins, and whether a call or an assignment stands in front of it."""
    opening = _OPENING.match(data[:_LONGEST_OPENING].decode("utf-8", "replace"))
    if opening:
        return len(opening[0].encode()), True
    return len(data) - len(data.lstrip()), False


def without_closing(data: bytearray) -> bytearray:
    """A last buffer without what closes the call or the assignment."""
    closing = _CLOSING.search(data, max(len(data) - _LONGEST_CLOSING, 0))
    return data[: closing.start()] if closing else data
