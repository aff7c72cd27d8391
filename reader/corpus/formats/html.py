"""Web pages saved as HTML: one article a file, its main text without what stands around it.

trafilatura is taken because it finds main text, title and date together, in 7 ms a page. It is imported, which takes
0.2 s, only when a page is met; and it is given a tree, so that nothing is ever fetched.
"""

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from reader.article import Problem
from reader.corpus.formats.declared import declared_encoding
from reader.corpus.formats.whole_text import whole_text
from reader.corpus.options import ReadOptions
from reader.corpus.records import Rows
from reader.corpus.streams import PeekedStream, Sample
from reader.errors import SourceError
from reader.wording import _

SUFFIXES = ("html", "htm", "xhtml", "shtml")
LARGEST_PAGE, MOST_ELEMENTS = 3_000_000, 20_000
"""Characters and elements; of a larger page all visible text is taken, for looking for the main text would take
minutes: 0.1 ms an element."""
MOST_ATTRIBUTES = 256
"""Attributes of a tag; more are left out, for lxml and trafilatura take the square of their number."""
SHORTEST_TEXT = 20
"""Characters; where less is found, trafilatura tries coarser ways. Its own 250 are too many for Chinese news."""

_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_HEAD_SIZE = 4096
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}>")
_SITE_BEHIND_TITLE = re.compile(r"(?<=\S{4})(?:_[^_]{1,20}){1,8}$")
_URLS = ("string(.//link[@rel='canonical']/@href)", "string(.//meta[@property='og:url']/@content)")
_SITE = "string(.//meta[@property='og:site_name' or @name='og:site_name']/@content)"
_ABSOLUTE = re.compile(r"(?:https?:)?//\S+$", re.IGNORECASE)
_LINE_END = "\0"
"""Stands for a line end that counts, until all text is together: no page has it."""
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*\n[ \t\n\r\f]*(?=[\u2e80-\uffef])")
_PREFORMATTED = ("pre", "code", "quote")  # the last two are what trafilatura makes of the first
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)|\Z)"
    rf"|(?P<kept><[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+)(?:{_ATTRIBUTE})*+",
    re.DOTALL | re.IGNORECASE,
)
"""A tag up to its end, and what has no tags within. It takes whatever it begins on, so that none is looked at twice."""
_ENTITY_LIKE = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_BREAKS = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|hr|"
    "item|lb|li|list|main|nav|ol|option|p|pre|quote|row|section|table|td|th|tr|ul"
)
"""Elements that stand on lines of their own, in HTML and in what trafilatura makes of it."""
_UNSEEN = re.compile("head|script|style|noscript|template|title|textarea|select|svg")
_NONE = re.compile(r"(?!)")


def fits(sample: Sample) -> bool:
    """True for a text that is named as a page or begins as one."""
    named = sample.suffix in SUFFIXES and bool(sample.text.strip())
    return sample.is_text and (named or _START.match(sample.text[:_HEAD_SIZE]) is not None)


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Rows]:
    """One record. Raises SourceError where nothing in the page can be read."""
    text, problems = whole_text(stream, path, options.encoding or declared_encoding(stream.head))
    tree = _extractor().tree(text)
    title, date, body = "", None, ""
    if tree is not None and _is_large(tree, text):
        problems.append(Problem(path, 0, _("page too large to look for its main text: all of its text is read")))
    elif tree is not None:
        title, date, body = _main_text(tree)
    everything = _paragraphs(tree, _UNSEEN) if tree is not None else ""
    if len("".join(body.split())) in (0, len("".join(everything.split()))):  # then its own lines are the better ones
        body = everything
    if not body:
        raise SourceError(path, _("no text in this page"))
    title = _SITE_BEHIND_TITLE.sub("", title or _value(tree, "string(.//head/title)"))
    url = next((url for url in (_value(tree, place) for place in _URLS) if _ABSOLUTE.match(url)), "")
    source = _value(tree, _SITE)
    body = body.removeprefix(title + "\n") if title else body
    row = (_literal(title), _literal(url), date, _literal(source), _literal(body), 1)
    yield Rows(path, [row], problems)


class _Extractor:
    """trafilatura, imported, quiet, and told what is wanted."""

    def __init__(self) -> None:
        for name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        import trafilatura
        from trafilatura.settings import Extractor, use_config

        self._load, self._extract, self._options = trafilatura.load_html, trafilatura.bare_extraction, Extractor
        self._config = use_config()
        self._config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORTEST_TEXT))

    def tree(self, text: str) -> Any:
        """The elements of a page, or None where it holds none."""
        return self._load("<!DOCTYPE html>\n" + _XML_DECLARATION.sub("", with_fewer_attributes(text), count=1))

    def document(self, tree: Any) -> Any:
        """What is found in a page, or None. Raises whatever the page makes go wrong."""
        dates: Any = {"original_date": True, "extensive_search": False}
        options = self._options(
            config=self._config, output_format="python", comments=False, with_metadata=True, date_params=dates
        )
        return self._extract(tree, options=options)


def with_fewer_attributes(text: str) -> str:
    """The page without what a tag has beyond MOST_ATTRIBUTES."""
    return _TAG.sub(lambda tag: tag[0] if tag["kept"] in (None, tag[0]) else tag["kept"] + " ", text)


def _is_large(tree: Any, text: str) -> bool:
    return len(text) > LARGEST_PAGE or sum(1 for _element in tree.iter()) > MOST_ELEMENTS


@cache
def _extractor() -> _Extractor:
    return _Extractor()


def _main_text(tree: Any) -> tuple[str, str | None, str]:
    """Title, date and body; those that are found."""
    try:
        document = _extractor().document(tree)
    except Exception:  # a page may hold anything and the extractor guards against little; all text is shown instead
        document = None
    if document is None:
        return "", None, ""
    return document.title or "", document.date, _paragraphs(document.body, _NONE)


def _paragraphs(root: Any, unseen: re.Pattern[str]) -> str:
    """The text in an element, a line a paragraph; what is preformatted keeps its lines."""
    pieces: list[str] = []
    ahead = [(root, False, False)]
    while ahead:
        element, done, preformatted = ahead.pop()
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if _BREAKS.fullmatch(tag):
            pieces.append(_LINE_END)
        if done:
            pieces.append(_piece(element.tail, preformatted) if element is not root else "")
            continue
        ahead.append((element, True, preformatted))
        if tag != "comment" and not unseen.fullmatch(tag):
            inside = preformatted or tag in _PREFORMATTED
            pieces.append(_piece(element.text, inside))
            ahead.extend((child, False, inside) for child in reversed(element))
    flowing = _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", "".join(pieces)))
    return "\n".join(line.strip(" ") for line in flowing.split(_LINE_END) if line.strip())


def _piece(text: str | None, preformatted: bool) -> str:
    return (text or "").replace("\n", _LINE_END) if preformatted else text or ""


def _value(tree: Any, xpath: str) -> str:
    return " ".join(str(tree.xpath(xpath)).split())


def _literal(text: str) -> str:
    """The text such that cleaning, which decodes entities, gives it back: here they are decoded already."""
    return _ENTITY_LIKE.sub("&amp;", text)
