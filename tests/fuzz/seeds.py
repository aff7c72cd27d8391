"""Small files without a fault to begin from: every format in every encoding, compression and archive."""

import bz2
import codecs
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

import polars as pl
import zstandard

from tests.dumps import record

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5")
_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_FIELDS = ("title", "url", "date", "source", "content")
_SIMPLIFIED = (
    ("李强昨全天带队跑了八个区", "http://a.cn/2018-09-07/1", "2018-09-07", "新华社", "　　各区贯彻落实。\n“态度”，b。"),
    ("", "", "", "", "没有标题的报道。第二句 &amp; 其他。\n\n尾"),
    ("进口博览会", "http://b.cn/x?a=1", "2018年9月8日", "", '第一行,"引号"|\t竖线\n{"x": [1]} <b>文</b>'),
)
_TRADITIONAL = (
    ("中央氣象局表示颱風登陸", "http://a.tw/2018-09-07/1", "2018-09-07", "中央社", "　　請民眾做好準備。\n「好」，b。"),
    ("", "", "", "", "沒有標題的報導。第二句 &amp; 其他。\n\n尾"),
    ("世界博覽會", "http://b.tw/x?a=1", "2018年9月8日", "", '第一行,"引號"|\t直線\n{"x": [1]} <b>文</b>'),
)
Articles = tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Seed:
    """A file without a fault."""

    name: str
    """What it is, such as `csv gbk gz`."""
    suffix: str
    """What its name should end in, with the dot."""
    data: bytes
    """What it holds."""
    is_packed: bool = False
    """True where it expands to more than it is."""


@cache
def seeds() -> tuple[Seed, ...]:
    """All of them, in an order that never changes."""
    plain = [
        Seed(f"{form} {encoding}", suffix, encoded(write(articles_in(encoding)), encoding))
        for form, (suffix, write) in _TEXTS.items()
        for encoding in ENCODINGS
    ]
    plain += [Seed(form, suffix, write(_frame())) for form, (suffix, write) in _TABLES.items()]
    packed = [
        Seed(f"{seed.name} {packing}", f"{seed.suffix}{suffix}", pack(seed.data), True)
        for seed in plain
        for packing, (suffix, pack) in _COMPRESSIONS.items()
    ]
    archived = [
        Seed(f"{seed.name} {packing}", suffix, pack(f"新闻/a{seed.suffix}", seed.data), True)
        for seed in plain
        for packing, (suffix, pack) in _ARCHIVES.items()
    ]
    return (*plain, *packed, *archived)


def articles_in(encoding: str) -> Articles:
    """Articles that the encoding can hold."""
    return _TRADITIONAL if encoding == "big5" else _SIMPLIFIED


def encoded(text: str, encoding: str) -> bytes:
    """The text as a file has it, UTF-16 with its byte order mark."""
    return _MARKS.get(encoding, b"") + text.encode(encoding)


def _dump(articles: Articles) -> str:
    return "".join(record(title, url, body) for title, url, _, _, body in articles)


def _objects(articles: Articles) -> list[dict[str, str]]:
    return [dict(zip(_FIELDS, article, strict=True)) for article in articles]


def _jsonl(articles: Articles) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in _objects(articles))


def _json(articles: Articles) -> str:
    return json.dumps({"total": 3, "data": _objects(articles)}, ensure_ascii=False, indent=1)


def _table(articles: Articles, delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([_FIELDS, *articles])
    return text.getvalue()


def _sogou(articles: Articles) -> str:
    return "".join(
        f"<doc>\n<url>{escape(url)}</url>\n<contenttitle>{escape(title)}</contenttitle>\n"
        f"<content>{escape(body)}</content>\n</doc>\n"
        for title, url, _, _, body in articles
    )


def _xml(articles: Articles) -> str:
    items = (
        f'<item url="{escape(url)}"><title><![CDATA[{title}]]></title><pubDate>{date}</pubDate>'
        f"<description><![CDATA[<p>{body}</p>]]></description></item>\n"
        for title, url, date, _, body in articles
    )
    return f'<?xml version="1.0"?>\n<rss><channel>{"".join(items)}</channel></rss>\n'


def _html(articles: Articles) -> str:
    title, url, date, source, body = articles[0]
    paragraphs = "".join(f"<p>{line}</p>\n" for line in body.split("\n") * 3)
    return (
        f'<!DOCTYPE html><html><head><title>{title}_{source}</title><link rel="canonical" href="{url}">'
        f'<meta name="pubdate" content="{date}"></head><body><nav><a href="/">x</a></nav>'
        f"<article><h1>{title}</h1>\n{paragraphs}<pre>a\n b</pre></article></body></html>\n"
    )


def _markdown(articles: Articles) -> str:
    title, url, date, source, body = articles[0]
    head = f"---\ntitle: {title}\nurl: {url}\ndate: {date}\nsource: {source}\ntags: [a, b]\n---\n"
    return f"{head}\n# {title}\n\n{body}\n\n```\n# x\n```\n"


def _text(articles: Articles) -> str:
    title, url, date, _, body = articles[0]
    return f"{title}\n{url}\n{date}\n\n{body}\n"


def _frame() -> pl.DataFrame:
    frame = pl.DataFrame(_SIMPLIFIED, schema=_FIELDS, orient="row")
    paragraphs = pl.col("content").str.split("\n")
    day = pl.Series([17_781, None, 17_782], dtype=pl.Int32).cast(pl.Date)
    return frame.with_columns(date=day, paragraphs=paragraphs, raw=pl.col("content").cast(pl.Binary))


def _parquet(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def _arrow(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_ipc(file)
    return file.getvalue()


def _arrow_stream(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_ipc_stream(file)
    return file.getvalue()


def _zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in (name, f"b{name}"):
            archive.writestr(zipfile.ZipInfo(member), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _tarred(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8") as archive:
        for member in (name, f"b{name}"):
            info = tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


_TEXTS: dict[str, tuple[str, Callable[[Articles], str]]] = {
    "dump": (".txt", _dump),
    "jsonl": (".jsonl", _jsonl),
    "json": (".json", _json),
    "csv": (".csv", lambda articles: _table(articles, ",")),
    "tsv": (".tsv", lambda articles: _table(articles, "\t")),
    "sogou": (".dat", _sogou),
    "xml": (".xml", _xml),
    "html": (".html", _html),
    "markdown": (".md", _markdown),
    "text": (".txt", _text),
}
_TABLES: dict[str, tuple[str, Callable[[pl.DataFrame], bytes]]] = {
    "parquet": (".parquet", _parquet),
    "arrow": (".arrow", _arrow),
    "arrow stream": (".arrows", _arrow_stream),
}
_COMPRESSIONS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gz": (".gz", _gzip),
    "bz2": (".bz2", bz2.compress),
    "xz": (".xz", lzma.compress),
    "lzma": (".lzma", lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE)),
    "zst": (".zst", lambda data: zstandard.ZstdCompressor(write_checksum=True).compress(data)),
}
_ARCHIVES: dict[str, tuple[str, Callable[[str, bytes], bytes]]] = {
    "zip": (".zip", _zipped),
    "tar": (".tar", _tarred),
    "tar gz": (".tar.gz", lambda name, data: _gzip(_tarred(name, data))),
    "zip in zip": (".zip", lambda name, data: _zipped("inner.zip", _zipped(name, data))),
}


def _nameless(pack: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda _name, data: pack(data)


PACKINGS: dict[str, tuple[str, Callable[[str, bytes], bytes]]] = {
    "plain": ("", lambda name, data: data),
    **{name: (suffix, _nameless(pack)) for name, (suffix, pack) in _COMPRESSIONS.items()},
    **_ARCHIVES,
}
"""Every way to pack a file with a name, none of them first; and the ending of what comes of it."""
