"""Which field of the data is our title, url, date, source or body. Names are known in advance, or said by `--field`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import polars as pl

from reader.article import Problem
from reader.corpus.nesting import LIST, beneath, holders_of, leaves, plain
from reader.corpus.options import AS_DETECTED, ReadOptions
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

_INNER_NAMES = """text content value html #text _ p $t @value #cdata-section __cdata rendered plain raw paragraph
    paragraphs children blocks data items lines ops insert
    $date $oid $numberlong $numberint $numberdouble $numberdecimal $symbol"""
_INNER_NAMES_OF = {"source": "name title label", "date": "iso"}
"""Names of the text in an object that stands where a text is expected, beside those of the field itself."""

_USUAL = 64
"""Names up to which what they mean is remembered."""
OUR_FIELDS = tuple(_NAMES)


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character not in " _-[]\u3000\ufeff\t\n")


_BODIES = frozenset(map(_plain, _NAMES["body"].split()))
_RANKS = {
    ours: {_plain(name): rank for rank, name in reversed([*enumerate(names.split())])}
    for ours, names in (_NAMES | {"body": f"{_NAMES['body']} {_SECOND_BEST_BODIES}"}).items()
}
_KNOWN = frozenset(name for ranks in _RANKS.values() for name in ranks)
_INNER_RANKS = {
    ours: {
        _plain(name): rank
        for rank, name in reversed(
            [*enumerate((*_NAMES[ours].split(), *_INNER_NAMES_OF.get(ours, "").split(), *_INNER_NAMES.split()))]
        )
    }
    for ours in OUR_FIELDS
}


def standard_names(names: Iterable[str], options: ReadOptions) -> dict[str, str]:
    """Our field to the name it has in the data, for those of our fields that are there."""
    return {ours: theirs[0] for ours, theirs in all_standard_names(names, options).items()}


def all_standard_names(names: Iterable[str], options: ReadOptions) -> Mapping[str, Sequence[str]]:
    """Our field to every name it may have in the data, the best first: where one is empty, the next may not be.

    Where the article lies in an object of its own within the record, as in `_source`, what is in there goes first.
    """
    present, asked = tuple(dict.fromkeys(names)), tuple(options.fields.items())
    return (_all_names if len(present) <= _USUAL else _all_names.__wrapped__)(present, asked)


@lru_cache(maxsize=1024)
def _all_names(present: tuple[str, ...], asked: tuple[tuple[str, str], ...]) -> Mapping[str, Sequence[str]]:
    """Many files have fields of the same names."""
    said = {ours: _named(theirs, present) for ours, theirs in asked}
    free = [name for name in present if name not in said.values()]
    wrapper = _wrapper(free)
    outer = [(name, _plain(name)) for name in free if name not in holders_of(wrapper)]
    inner = [(f"{wrapper}{name}", _plain(name)) for name in beneath(free, wrapper)] if wrapper else []
    found: dict[str, list[str]] = {}
    for ours, ranks in _RANKS.items():
        if ours in said:
            theirs = [name for name in (said[ours],) if name is not None]
        else:
            theirs = [*_ranked(inner, ranks), *_ranked(outer, ranks)]
        if theirs:
            found[ours] = theirs
    return found


def known_names(names: Iterable[str]) -> int:
    """How many of the names are common ones."""
    return sum(_plain(name) in _KNOWN for name in names)


def inner_names(names: Iterable[str], ours: str) -> list[str]:
    """Those of an object's names under which its text commonly lies, the best first."""
    return _ranked([(name, _plain(name)) for name in names], _INNER_RANKS[ours])


def containers(names: Iterable[str], options: ReadOptions) -> Sequence[str]:
    """The names of lists whose objects are the articles, each with its brackets; none where the record itself is one.

    Of several lists those count whose objects are most like articles; see `worth`.
    """
    present, asked = tuple(dict.fromkeys(names)), tuple(options.fields.items())
    return (_all_containers if len(present) <= _USUAL else _all_containers.__wrapped__)(present, asked)


@lru_cache(maxsize=1024)
def _all_containers(present: tuple[str, ...], asked: tuple[tuple[str, str], ...]) -> Sequence[str]:
    options = replace(AS_DETECTED, fields=dict(asked))
    wrapper = _wrapper(present)
    own = worth(beneath(present, wrapper), options) if wrapper else int(_knows("title", _outer(present)))
    worths = {
        each: worth(beneath(present, f"{each}."), within(options, each))
        for name in present
        for each in _lists_around(name)
        if not _is_said_outside(present, each, options)
    }
    best = max(worths.values(), default=0)
    if best <= own or _is_article(present, options):
        return []
    found = [name for name, worth in worths.items() if worth == best]
    return [name for name in found if not any(outer != name and name.startswith(outer) for outer in found)]


def within(options: ReadOptions, container: str) -> ReadOptions:
    """The same for the objects in a list: names that a person gave from the record on begin in there."""
    prefix = f"{plain(container)}."
    return replace(options, fields={ours: plain(name).removeprefix(prefix) for ours, name in options.fields.items()})


def check_names(path: str, names: Iterable[str], options: ReadOptions) -> list[Problem]:
    """Problems of data with fields of these names.

    Raises SourceError where no field can be a title or a body, or where one that was named is missing.
    """
    present = list(dict.fromkeys(names))
    missing = [(ours, theirs) for ours, theirs in options.fields.items() if _named(theirs, present) is None]
    found = all_standard_names(present, options)
    if "body" in found and not missing:
        return []
    told = leaves(present)
    fields = ", ".join(shown_name(name) for name in told[:30]) + (", …" if len(told) > 30 else "")
    if missing:
        ours, theirs = missing[0]
        reason = _("no field {theirs} for {ours}; there are: {fields}")
        raise SourceError(path, reason.format(theirs=shown_name(theirs), ours=ours, fields=fields))
    if "title" not in found:
        reason = _("no known field for the text: name it with --field body=NAME; there are: {fields}")
        raise SourceError(path, reason.format(fields=fields))
    known = {plain(name) for theirs in found.values() for name in theirs}
    if all(known & {name, *holders_of(name)} for name in told):
        return []
    reason = _("only titles are read, no known field for the text: name it with --field body=NAME; there are: {fields}")
    return [Problem(path, 0, reason.format(fields=fields))]


def unread_problem(path: str, line: int, ours: str, name: str, unread: str) -> Problem:
    """The problem of a field whose values hold others; `unread` is where something lies in them that is not read."""
    reason = _("the field {name} has nested values that are not read: name one with --field {ours}={unread}")
    shown = shown_name(plain(name)), shown_name(plain(f"{name}{unread}"), 80)
    return Problem(path, line, reason.format(name=shown[0], ours=ours, unread=shown[1]))


def first_filled(names: Sequence[str]) -> pl.Expr:
    """The first of these columns of text that holds any, row by row."""
    if not names:
        return pl.lit(None, pl.String)
    columns = [pl.when(pl.col(name).str.contains(r"\S")).then(pl.col(name)) for name in names]
    return columns[0] if len(columns) == 1 else pl.coalesce(columns)


def _named(theirs: str, present: Sequence[str]) -> str | None:
    """The name in the data that a person means: exactly so, else but for case, spaces and the brackets of lists."""
    if theirs in present:
        return theirs
    return next((name for name in present if _plain(name) == _plain(theirs)), None)


def _ranked(names: Iterable[tuple[str, str]], ranks: dict[str, int]) -> list[str]:
    """Those of the names whose plain form has a rank, the best first."""
    return [name for name, plain in sorted(names, key=lambda each: ranks.get(each[1], 0)) if plain in ranks]


def _wrapper(names: Sequence[str]) -> str:
    """The beginning, with its dot, of the names in the object that is the article; empty where the record is."""
    holders = {holder: None for name in names for holder in holders_of(name)}
    outer = _outer(names)
    if not holders or _knows("title", outer) or has_body(name for name in outer if name not in holders):
        return ""
    worths = {}
    for holder in holders:
        inner = _outer(beneath(names, f"{holder}."))
        is_field = any(_knows(ours, [holder.rpartition(".")[2]]) for ours in ("title", "url", "date"))
        if LIST not in holder and not is_field:
            worths[f"{holder}."] = 2 * has_body(inner) + (_knows("title", inner) and not has_body(outer))
    best = max(worths.values(), default=0)
    return next((prefix for prefix, worth in worths.items() if worth == best), "") if best else ""


def _outer(names: Sequence[str]) -> list[str]:
    return [name for name in names if "." not in name]


def _knows(ours: str, names: Iterable[str]) -> bool:
    return any(_plain(name) in _RANKS[ours] for name in names)


def has_body(names: Iterable[str]) -> bool:
    """True where one of the names commonly means an article's text."""
    return any(_plain(name) in _BODIES for name in names)


def _is_article(names: Sequence[str], options: ReadOptions) -> bool:
    """True where a record's own fields hold an article, whatever lists it has beside them."""
    outer = _outer(names)
    plain_ones = [name for name in outer if not any(each.startswith((f"{name}.", f"{name}{LIST}")) for each in names)]
    said = options.fields.get("body")
    return (
        has_body(plain_ones)
        or (has_body(outer) and _knows("title", outer))
        or (said is not None and _named(said, outer) is not None)
    )


def _is_said_outside(names: Sequence[str], container: str, options: ReadOptions) -> bool:
    """True where a person's title or body lies in the record, and not in the objects of its list."""
    inner, said = beneath(names, f"{container}."), within(options, container).fields
    return any(
        _named(theirs, _outer(names)) is not None and _named(said[ours], inner) is None
        for ours, theirs in options.fields.items()
        if ours in ("title", "body")
    )


def worth(names: Iterable[str], options: ReadOptions) -> int:
    """How much like articles records with these names are: 0 not at all, 5 where there are title and text."""
    found = all_standard_names(names, options)
    body = found.get("body", [""])[0]
    is_text = "body" in options.fields or has_body([body.rpartition(".")[2]])
    return ("title" in found) + (2 + 2 * is_text if body else 0)


def _lists_around(name: str) -> Iterable[str]:
    """The lists within which a name lies."""
    place = name.find(f"{LIST}.")
    while place >= 0:
        yield name[: place + len(LIST)]
        place = name.find(f"{LIST}.", place + 1)


def shown_name(name: str, longest: int = 40) -> str:
    """A name as it may be shown: shortened, and without characters that can hide or move a cursor."""
    name = printable_line(name[: longest + 1])
    return name if len(name) <= longest else f"{name[:longest]}…"
