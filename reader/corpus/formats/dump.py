"""The dump format: title, URL, a rule of dashes, the body, a rule of equals signs. Bytes to records.

A rule is 60 or more of its character on a line. A record's head is a title line, a line with a URL or nothing,
and a rule of dashes; a rule of equals signs closes a body only before another head or the end of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from reader.article import Problem
from reader.corpus.blocks import Blocks
from reader.corpus.formats.rules import SHORTEST_RULE, Lines, byte_values, lines_of, slices
from reader.corpus.formats.small_dump import rows_of
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume
from reader.corpus.records import RAW_SCHEMA, RawRecord, Records, Rows, decoded, undecodable
from reader.corpus.streams import PeekedStream, Sample
from reader.wording import _

UNSEEN = "\u200b"
"""A zero-width space: what begins with it is no rule, and cleaning takes it out. It makes anything a URL line."""
URL_LINE = (
    rf"[ \t]*+(?:(?:[A-Za-z][A-Za-z0-9+.-]*+:|[/?#]|www\.|{UNSEEN})[^\s]*+"
    r"|[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++/[^\s]*+)?[ \t]*+"
)
"""What may stand under a title: a URL with or without its beginning, or nothing. It never backtracks: that took
the square of the line's length."""

_RULE_LINE = re.compile(r"^(?:-{60,}|={60,})$", re.MULTILINE)
_URL, _URL_OF_TEXT = re.compile(URL_LINE.encode()), re.compile(URL_LINE)
_SUSPICIOUS = re.compile(
    rb"(?P<before>\n?)\n={60,}(?P<closed>\n|\Z)(?P<first>[^\n]*)\n?(?P<second>[^\n]*)\n?(?P<third>[^\n]*)"
    rb"|(?P<unclosed>\n)[^\n]+\n[A-Za-z][A-Za-z0-9+.-]*://[^\n]*\n-{60,}(?=\n|\Z)"
)
"""A rule of equals signs with the lines behind it, or what looks like a head without such a rule before it."""
_ADDRESS = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*://[^\n]*")
_DASHES = b"-" * SHORTEST_RULE
_NEWLINE, _USUAL_LINE_ENDS = 10, 3
"""The byte, and how many of them behind a body are left out here; of more, cleaning takes the rest."""
_OTHER_SUFFIXES = ("csv", "tsv", "tab", "md", "markdown", "html", "htm", "xhtml")
"""Of formats in whose texts a rule may stand on a line."""
_LINES_ABOVE = {"title": 0, "url": 1, "body": 3}
"""Lines of a record above each of its fields."""


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where the records of a buffer lie, in bytes; all columns have a row a record."""

    titles: tuple[pl.Series, pl.Series]
    """Start and end of the title lines."""
    urls: tuple[pl.Series, pl.Series]
    """Start and end of the URL lines."""
    bodies: tuple[pl.Series, pl.Series]
    """Start and end of the bodies, without the line ends around them."""
    lines: pl.Series
    """UInt32: the title line of each, counted from 1."""
    consumed: int
    """Bytes that need not be looked at again."""
    last: tuple[int, int] | None
    """Where the last record begins, complete or not: its first byte, and its line counted from 1."""


def fits(sample: Sample) -> bool:
    """True where a rule is in sight; a broken head is this format's to report."""
    return sample.suffix not in _OTHER_SUFFIXES and _RULE_LINE.search(sample.text) is not None


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records | Rows]:
    """All records of a stream, block by block."""
    yield from _records(Blocks(stream, options.encoding), path)


def read_on(stream: PeekedStream, path: str, options: ReadOptions, resume: Resume) -> Iterator[Records | Rows]:
    """The records of a file from a place on."""
    stream.skip_to(resume.offset)
    yield from _records(Blocks(stream, resume=resume), path)


def _records(blocks: Blocks, path: str) -> Iterator[Records | Rows]:
    while blocks.advance():
        if blocks.line == 1 and blocks.is_final and (rows := _small(blocks)) is not None:
            yield Rows(path, rows, [])
            return
        problems: list[Problem] = []
        cuts = _cut(blocks.buffer, blocks.line, blocks.is_final, path, problems)
        resume = blocks.resume(*cuts.last) if cuts.last is not None else None
        yield Records(_frame(blocks.buffer, cuts, path, blocks.transcoded, problems), problems, resume)
        blocks.consume(cuts.consumed, blocks.line if cuts.last is None else cuts.last[1])
        blocks.held(len(cuts.lines))


def _small(blocks: Blocks) -> list[RawRecord] | None:
    """The records of a whole file, if it is as usual and all of its bytes are text."""
    try:
        text = blocks.buffer.decode()
    except UnicodeDecodeError:
        return None
    return None if blocks.transcoded and "\ufffd" in text else rows_of(text, _URL_OF_TEXT)


def _cut(data: bytearray, line: int, final: bool, path: str, problems: list[Problem]) -> _Cuts:
    """Find the records that are complete in `data`, whose first line is number `line`."""
    lines = lines_of(data, complete=final)
    heads = _heads(data, lines)
    starts, ends = lines.starts, lines.ends
    if heads.is_empty():
        none = starts.clear()
        consumed = len(data) if final else 0
        return _Cuts((none, none), (none, none), (none, none), heads.cast(pl.UInt32), consumed, None)
    title = heads - 2
    before = int(starts[title[0]])
    if data[:before].strip():
        problems.append(Problem(path, line, _("text before the first article's title line is left out")))
    body_starts = (ends.gather(heads) + 1).clip(upper_bound=len(data))
    body_ends = starts.gather(heads[1:] - 3) - 1
    last = int(starts[title[-1]]), line + int(title[-1])
    complete, consumed, last_end = len(heads) - 1, last[0], 0
    if final:
        complete, consumed = len(heads), len(data)
        last_end = _last_rule(data, body_starts[-1])
        body_ends = pl.concat([body_ends, pl.Series([last_end], dtype=pl.Int64)])
    title, url = title.head(complete), (heads - 1).head(complete)
    cuts = _Cuts(
        (starts.gather(title), ends.gather(title)),
        (starts.gather(url), ends.gather(url)),
        _without_line_ends(data, body_starts.head(complete), body_ends),
        (title + line).cast(pl.UInt32),
        consumed,
        last,
    )
    end = heads[-1] if not final else len(starts)
    closed = complete - (final and last_end == len(data))
    if (lines.equals < end).sum() > closed or (lines.dashes <= end).sum() > len(heads):
        problems.extend(_broken_heads(data, cuts, path))
    return cuts


def _heads(data: bytearray, lines: Lines) -> pl.Series:
    """The lines, by number, that are the rule of a head: Int64. All but the first have a closing rule three above."""
    dashes = lines.dashes.cast(pl.Int64)
    first = next((rule for rule in dashes if rule >= 2 and _is_url(data, lines, rule - 1)), None)
    if first is None:
        return dashes.clear()
    closed = dashes.filter((dashes > first) & (dashes - 3).is_in(lines.equals.cast(pl.Int64).implode()))
    [urls] = slices(data, (lines.starts.gather(closed - 1), lines.ends.gather(closed - 1)))
    fitting = decoded(urls)[0].str.contains(f"^(?:{URL_LINE})$")
    return pl.concat([pl.Series([first], dtype=pl.Int64), closed.filter(fitting)])


def _is_url(data: bytearray, lines: Lines, number: int) -> bool:
    return _URL.fullmatch(data, lines.starts[number], lines.ends[number]) is not None


def _without_line_ends(data: bytearray, starts: pl.Series, ends: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The same stretches without the line ends around them."""
    values = byte_values(data)
    ends = pl.select(pl.max_horizontal(starts, ends)).to_series()
    for _end in range(_USUAL_LINE_ENDS):
        more = (ends > starts) & (values.gather((ends - 1).clip(lower_bound=0)) == _NEWLINE)
        if not more.any():
            break
        ends = ends - more.cast(pl.Int64)
    return starts, ends


def _is_rule(data: bytearray, start: int, end: int) -> bool:
    return end - start >= SHORTEST_RULE and data.count(b"=", start, end) == end - start


def _before(ends: bytes, data: bytearray, start: int, end: int) -> int:
    """Where the stretch ends without those bytes at its end."""
    while end > start and data[end - 1] in ends:
        piece = data[max(start, end - 4096) : end]
        end -= len(piece) - len(piece.rstrip(ends))
    return end


def _last_rule(data: bytearray, body: int) -> int:
    """Where the body that reaches the end of the file ends: before a closing rule, if there is one."""
    end = _before(b"\n \t", data, body, len(data))
    start = max(data.rfind(b"\n", 0, end) + 1, body)
    return start if _is_rule(data, start, end) else len(data)


def _broken_heads(data: bytearray, cuts: _Cuts, path: str) -> Iterator[Problem]:
    """Stretches of a body that look as if a record began there whose head is damaged."""
    for line, head, start, end in zip(cuts.lines, cuts.titles[0], *cuts.bodies, strict=True):
        position = max(start - 1, 0)
        while found := _SUSPICIOUS.search(data, position, end):
            title = max(found.end("closed"), found.end("unclosed"))
            position = title if found["unclosed"] else title - 1
            if missing := _missing(found):
                place = line + data.count(b"\n", head, title) + (found["closed"] == b"")
                yield Problem(path, place, missing)


def _missing(found: re.Match[bytes]) -> str:
    """What is said of a damaged head; nothing where a rule is likely to be meant as text."""
    if found["unclosed"] is not None:
        return _("a record without a closing rule before it: read as text of the article before")
    if found["third"].startswith(_DASHES):
        return _("a record without a URL or an empty line in its head: read as text of the article before")
    if found["first"].startswith(_DASHES) or found["second"].startswith(_DASHES):
        return _("a record without a title or a URL line in its head: read as text of the article before")
    if _ADDRESS.fullmatch(found["second"]):
        return _("a record without the rule of dashes in its head: read as text of the article before")
    return _("a record without a head: read as text of the article before") if found["before"] else ""


def _frame(buffer: bytearray, cuts: _Cuts, path: str, transcoded: bool, problems: list[Problem]) -> pl.DataFrame:
    """The records as views into the buffer: the text is not copied."""
    lines = cuts.lines.alias("line")
    columns = zip(("title", "url", "body"), slices(buffer, cuts.titles, cuts.urls, cuts.bodies), strict=True)
    texts = [_text(name, column, lines, path, problems) for name, column in columns]
    constant = {"date": pl.lit(None, pl.String), "source": pl.lit(None, pl.String), "path": pl.lit(path)}
    frame = pl.DataFrame([*texts, lines]).select(constant.get(name, pl.col(name)).alias(name) for name in RAW_SCHEMA)
    if transcoded:
        broken = frame.filter(pl.any_horizontal(pl.col("title", "url", "body").str.contains("\ufffd", literal=True)))
        problems.extend(undecodable(path, line) for line in broken["line"])
    return frame


def _text(name: str, column: pl.Series, lines: pl.Series, path: str, problems: list[Problem]) -> pl.Series:
    """Bytes as text; bytes that are no UTF-8 become U+FFFD and a Problem."""
    texts, broken = decoded(column)
    for row, place in broken.items():
        above = column[row].count(b"\n", 0, place)
        problems.append(undecodable(path, lines[row] + _LINES_ABOVE[name] + above))
    return texts.alias(name)
