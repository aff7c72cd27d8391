"""Which field of the data is our title, url, date, source or body. Names are known in advance, or said by `--field`."""

import math
from collections.abc import Iterable, Sequence

import polars as pl

from reader.article import Problem
from reader.corpus.options import ReadOptions
from reader.errors import SourceError
from reader.printable import printable_line
from reader.wording import _

_NAMES = {
    "title": """title headline news_title article_title content_title doc_title title_name subject
        标题 題目 题目 標題 新闻标题 新聞標題 文章标题 题名 篇名""",
    "url": """url link href page_url article_url news_url web_url source_url permalink uri
        网址 網址 链接 鏈接 連結 新闻链接 原文链接 文章链接""",
    "date": """date pub_date publish_date published_date date_published date_publish published_at publish_time
        published_time published pub_time release_time release_date news_date article_date time datetime date_time
        timestamp created_at created create_time crawl_time ctime
        发布时间 发布日期 發布時間 發佈時間 刊登日期 出版日期 日期 时间 時間""",
    "source": """source source_name media media_name publisher site site_name website newspaper outlet source_domain
        domain origin host 来源 來源 媒体 媒體 来源网站 新闻来源 网站 網站 报纸 報紙 报刊 出处""",
    "body": """content body text article article_text article_body article_content news_content full_text main_text
        news_text news_body content_text raw_content raw_text passage passages paragraphs paragraph sentence sentences
        document doc story context 正文 內文 内文 内容 內容 新闻内容 新聞內容 文章内容 正文内容 全文 文本 文章""",
}
"""Common names in order of preference; letter case, spaces, `_` and `-` make no difference."""
_SECOND_BEST_BODIES = "encoded description desc summary abstract digest 摘要 简介 簡介 描述 导语"

OUR_FIELDS = tuple(_NAMES)


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character not in " _-\u3000\ufeff\t\n")


_BODIES = frozenset(map(_folded, _NAMES["body"].split()))
_RANKS = {
    ours: {_folded(name): rank for rank, name in reversed([*enumerate(names.split())])}
    for ours, names in (_NAMES | {"body": f"{_NAMES['body']} {_SECOND_BEST_BODIES}"}).items()
}
_KNOWN = frozenset(name for ranks in _RANKS.values() for name in ranks)


def standard_names(names: Iterable[str], options: ReadOptions) -> dict[str, str]:
    """Our field to the name it has in the data, for those of our fields that are there."""
    return {ours: theirs[0] for ours, theirs in all_standard_names(names, options).items()}


def all_standard_names(names: Iterable[str], options: ReadOptions) -> dict[str, list[str]]:
    """Our field to every name it may have in the data, the best first: where one is empty, the next may not be."""
    present = list(dict.fromkeys(names))
    said = {ours: _named(theirs, present) for ours, theirs in options.fields.items()}
    free = [(name, _folded(name)) for name in present if name not in said.values()]
    found: dict[str, list[str]] = {}
    for ours, ranks in _RANKS.items():
        if ours in said:
            theirs = [name for name in (said[ours],) if name is not None]
        else:
            theirs = sorted((name for name, folded in free if folded in ranks), key=lambda name: ranks[_folded(name)])
        if theirs:
            found[ours] = theirs
    return found


def known_names(names: Iterable[str]) -> int:
    """How many of the names are common ones."""
    return sum(_folded(name) in _KNOWN for name in names)


def has_body(names: Iterable[str]) -> bool:
    """True where one of the names commonly means an article's text."""
    return any(_folded(name) in _BODIES for name in names)


def check_names(path: str, names: Iterable[str], options: ReadOptions) -> list[Problem]:
    """Problems of data with fields of these names.

    Raises SourceError where no field can be a title or a body, or where one that was named is missing.
    """
    present = list(dict.fromkeys(names))
    fields = ", ".join(shown_name(name) for name in present[:30]) + (", …" if len(present) > 30 else "")
    for ours, theirs in options.fields.items():
        if _named(theirs, present) is None:
            reason = _("no field is named {theirs}, asked for as {ours}; there are: {fields}")
            raise SourceError(path, reason.format(theirs=theirs, ours=ours, fields=fields))
    found = all_standard_names(present, options)
    if "body" in found:
        return []
    if "title" not in found:
        reason = _("no field that is known to hold articles: say which with --field body=NAME; there are: {fields}")
        raise SourceError(path, reason.format(fields=fields))
    if len(present) == sum(map(len, found.values())):
        return []
    reason = _(
        "only titles are read, no field that is known to hold the text: "
        "say which with --field body=NAME; there are: {fields}"
    )
    return [Problem(path, 0, reason.format(fields=fields))]


def first_filled(names: Sequence[str]) -> pl.Expr:
    """The first of these columns of text that holds any, row by row."""
    if not names:
        return pl.lit(None, pl.String)
    columns = [pl.when(pl.col(name).str.contains(r"\S")).then(pl.col(name)) for name in names]
    return columns[0] if len(columns) == 1 else pl.coalesce(columns)


def text_of(value: object) -> str | None:
    """A value as text: numbers as they are written, lists of such as paragraphs, nothing of nested objects."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if math.isnan(value):
            return None
        case int() | float():
            return str(value)
        case list() | tuple():
            paragraphs = [text_of(each) for each in value if not isinstance(each, (list, tuple))]
            return "\n".join(each for each in paragraphs if each is not None) if any(paragraphs) else None
        case _:
            return None


def _named(theirs: str, present: list[str]) -> str | None:
    """The name in the data that a person means: exactly so, else but for case and spaces."""
    if theirs in present:
        return theirs
    return next((name for name in present if _folded(name) == _folded(theirs)), None)


def shown_name(name: str, longest: int = 40) -> str:
    """A name as it may be shown: of so many characters at most, none of which can hide or move a cursor."""
    name = printable_line(name[: longest + 1])
    return name if len(name) <= longest else f"{name[:longest]}…"
