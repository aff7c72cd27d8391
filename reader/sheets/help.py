"""Help: every key with what it does, in groups, and the query language. What is typed into the line leaves some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from reader.language.typesetting import cells
from reader.sheets.inquiry import Inquiry, Listing, Outcome, Question
from reader.sheets.row_mark import RowMark
from reader.wording import _, later

_QUERIES = (
    ("博览会", later("these characters, simplified or traditional, in any case and width")),
    ("上海 博览会", later("both; also 上海、博览会 and 上海 AND 博览会")),
    ("上海 OR 北京", later("either; also 上海|北京")),
    ("上海 -体育", later("the first without the second; also NOT")),
    ("(上海 OR 北京) -体育", later("parentheses group")),
    ('"一网通办 平台"', later("exactly this run of characters")),
    ("上*开幕", later("up to 20 characters in between")),
    ("一?通办", later("any one character in between")),
    ('"上海 世博"~10', later("near each other: at most 10 characters in between")),
    ("/李.{0,2}强/", later("a regular expression; /gdp/i ignores case")),
    ("py:shjbh", later("titles by pinyin, whole or initials")),
    ("title:上海", later("in the title; also body:")),
    ("source:新华", later("from a source; url: looks in addresses")),
    ("date:2018-09", later("of a day, month or year")),
    ("date:2018..2020", later("in a span of time; also date:>=2018")),
    ("len:>1000", later("by number of characters; also len:500..2000")),
    ("is:starred", later("starred; also is:unread")),
    ("tag:展会", later("with a tag of yours")),
)
_GAP, _INDENT = 2, 2
_LEAST = 7
"""Cells that keys have at least."""


class Entry(NamedTuple):
    """A line of help."""

    keys: str
    """Keys or a query, as people write them."""
    does: str
    """A sentence."""


class Group(NamedTuple):
    """Lines of help under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class HelpInquiry(Inquiry["Sequence[Entry]", None]):
    """Lists what is known already."""

    groups: tuple[Group, ...]

    doing: ClassVar[str] = later("loading")
    hint: ClassVar[str] = later("{search} filters, {back} closes")
    file_name: ClassVar[str] = ""

    def heading(self, answer: Sequence[Entry] | None) -> str:
        """What it is."""
        return _("Help")

    def question(self, before: Sequence[Entry] | None) -> Question[Sequence[Entry]]:
        """All lines; a heading has no sentence, and a blank line before it."""
        queries = Group(_("Queries"), tuple(Entry(query, _(does)) for query, does in _QUERIES))
        lines: list[Entry] = []
        for group in (*self.groups, queries):
            lines += [Entry("", "")] * bool(lines) + [Entry(group.heading, ""), *group.entries]
        return lambda _progress, _stopped: lines

    def nothing(self, answer: Sequence[Entry]) -> str:
        """There is always something."""
        return ""

    def listing(self, answer: Sequence[Entry], width: int, cursor: Callable[[], int]) -> Listing:
        """Keys and beside them what they do; headings stand out."""
        longest = max(cells(entry.keys) for entry in answer if entry.does)
        column = max(min(longest, width // 3), _LEAST)
        rows = [self._row(entry, column) for entry in answer]

        def mark(index: int) -> RowMark:
            entry = answer[index]
            start = _INDENT if entry.does else 0
            return RowMark(start, start + len(entry.keys), "key" if entry.does else "heading")

        return Listing(rows, mark=mark)

    def _row(self, entry: Entry, column: int) -> str:
        if not entry.does:
            return entry.keys
        blank = max(column - cells(entry.keys, self.common.ambiguous), 0) + _GAP
        return f"{' ' * _INDENT}{entry.keys}{' ' * blank}{entry.does}"

    def detail(self, answer: Sequence[Entry], index: int, width: int) -> str:
        """The whole sentence, which a narrow row has no room for."""
        entry = answer[index]
        row = self._row(entry, max(width // 3, _LEAST))
        return f"{entry.keys}  {entry.does}" if entry.does and cells(row) > width else ""

    def choose(self, answer: Sequence[Entry], index: int) -> Outcome:
        """Nothing more to show."""
        return None
