"""Groups of articles that are nearly the same: unfolded, opened, and held against each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from reader.language.typesetting import cells
from reader.sheets.inquiry import NARROW, Give, Inquiry, List, Listing, Open, Outcome, Question
from reader.sheets.sheet import Difference
from reader.wording import _, counted, later

if TYPE_CHECKING:
    import polars as pl

    from reader.corpus.questions import Corpus
    from reader.insight.findings import Findings
    from reader.insight.groups import ReprintGroup
    from reader.insight.kept import Insights
    from reader.progress import Progress, Stopped

_BEFORE_DAYS = 9
"""Cells of a row that stand before its days."""
_DAY = 10
"""Cells of a day."""


class Facts(NamedTuple):
    """What is told of an article."""

    title: str
    day: datetime.date | None
    source: str
    url: str


class Entry(NamedTuple):
    """A row of the sheet."""

    group: int
    """Which group."""
    row: int | None
    """The article; None for the group itself."""
    pair: tuple[int, int]
    """The two that are held against each other, the older first: of a group the oldest and the newest."""
    detail: str
    """What is told of it at the bottom."""
    lead: str
    """What stands before the days."""
    days: str
    """When it was printed, or with a member, when that was."""
    text: str
    """What stands behind the days."""


class Groups:
    """The groups, the newest first, and what is told of their articles."""

    def __init__(self, groups: Sequence[ReprintGroup], facts: Mapping[int, Facts]) -> None:
        self.groups = sorted(groups, key=lambda group: _newest(group, facts), reverse=True)
        self._facts = facts
        self.entries = lru_cache(maxsize=1)(self._entries)
        """Groups and, below those that are unfolded, their members and what was cut off."""

    def _entries(self, unfolded: frozenset[int]) -> Sequence[Entry]:
        entries = []
        for number, group in enumerate(self.groups):
            is_unfolded = number in unfolded
            oldest, newest = group.members[0].row, group.members[-1].row
            lead = f"{'-' if is_unfolded else '+'} {f'x{len(group.members)}':<5}  "
            days, title = self._printed(group), self._facts[oldest].title
            entries.append(Entry(number, None, (oldest, newest), self._place_of(oldest), lead, days, title))
            entries += self._members(number, group) if is_unfolded else ()
        return entries

    def _members(self, number: int, group: ReprintGroup) -> Iterator[Entry]:
        """Members with their number, and the number and the similarity of the one that each is nearest to."""
        places = group.places()
        for member in group.members:
            place, nearest = places[member.row], places[member.nearest]
            pair = (member.nearest, member.row) if nearest < place else (member.row, member.nearest)
            told = _("no. {place}, like no. {nearest}").format(place=place, nearest=nearest)
            yield self._member(number, member.row, pair, member.similarity, told)
        for each in group.cuts:
            told = _("cut off from no. {place}").format(place=places[each.row])
            drifted = _("cut off, as the texts drift too far from the oldest")
            yield self._member(number, each.beyond, (each.row, each.beyond), each.similarity, told, drifted)

    def _member(
        self, group: int, row: int, pair: tuple[int, int], similarity: float, told: str, why: str = ""
    ) -> Entry:
        facts = self._facts[row]
        detail = "  ".join(filter(None, (why, self._place_of(row))))
        return Entry(group, row, pair, detail, f"    {similarity:.2f} ", _shown(facts.day), f"{told}  {facts.title}")

    def _place_of(self, row: int) -> str:
        """Where an article was printed."""
        facts = self._facts[row]
        return "  ".join(fact for fact in (facts.source, facts.url) if fact)

    def _printed(self, group: ReprintGroup) -> str:
        """The days on which it was printed first and last, or the one day; empty where none is known."""
        days = [day for member in group.members if (day := self._facts[member.row].day) is not None]
        return " .. ".join(_shown(day) for day in sorted({min(days), max(days)})) if days else ""


@dataclass(frozen=True)
class ReprintsInquiry(Inquiry[Groups, int]):
    """The groups, the newest first. Gives the row of the article that is chosen."""

    insights: Insights
    corpus: Corpus
    text: str
    """The search that the groups were found by."""
    found: pl.Series | None = None
    """Leaves only the groups that have one of these rows; None where nothing is searched."""
    unfolded: frozenset[int] = frozenset()
    """Which groups show their members."""

    doing: ClassVar[str] = later("comparing articles")
    hint: ClassVar[str] = later(
        "{read} unfolds a group or opens an article, {difference} shows what differs, "
        "{export} exports, {search} filters, {back} closes"
    )
    file_name: ClassVar[str] = "duwen-reprints.md"
    actions: ClassVar[Sequence[str]] = ("difference",)

    def heading(self, answer: Groups | None) -> str:
        """What is searched, and how many groups there are."""
        heading = _("Reprints with {query}").format(query=self.text) if self.found is not None else _("Reprints")
        if answer is None or not answer.groups:
            return heading
        groups = counted(len(answer.groups), "{count} group", "{count} groups")
        return _("{heading}: {groups}").format(heading=heading, groups=groups)

    def question(self, before: Groups | None) -> Question[Groups]:
        """The groups, found, and what is told of their members looked up."""

        def find(progress: Progress, stopped: Stopped) -> Groups | None:
            import polars as pl

            from reader.corpus.questions import Columns

            groups = self.insights.reprints(self.corpus, progress, stopped)
            if groups is None:
                return None
            if self.found is not None:
                found = set(self.found.to_list())
                groups = [group for group in groups if any(member.row in found for member in group.members)]
            rows = [row for group in groups for row in _rows_told_of(group)]
            frame = self.corpus.ask(
                Columns(("title", "date", "source", "url")), pl.Series(rows, dtype=pl.UInt32).unique()
            )
            facts = {row: Facts(*values) for *values, row in frame.iter_rows()}
            return Groups(groups, facts)

        return find

    def nothing(self, answer: Groups) -> str:
        """Why there are none."""
        if answer.groups:
            return ""
        return _("No reprints.") if self.found is None else _("No reprints among the results.")

    def listing(self, answer: Groups, width: int, cursor: Callable[[], int]) -> Listing:
        """Groups with their size, first and last day and the title of the oldest; members below those unfolded."""
        entries = answer.entries(self.unfolded)
        printed = max((len(entry.days) for entry in entries if entry.row is None), default=0)
        days = printed if width >= NARROW else 0
        rows = [
            f"{entry.lead}{entry.days:<{max(days, _DAY) if entry.row is not None else days}}  {entry.text}"
            for entry in entries
        ]
        return Listing(rows, self._heads(days) if days else "")

    def _heads(self, days: int) -> str:
        printed, title = _("published"), _("first title")
        return f"{'':<{_BEFORE_DAYS}}{printed}{' ' * (days - cells(printed, self.common.ambiguous))}  {title}"

    def detail(self, answer: Groups, index: int, width: int) -> str:
        """Where the article was printed, and why it was cut off."""
        return answer.entries(self.unfolded)[index].detail

    def findings(self, answer: Groups, shown: Sequence[int]) -> Callable[[], Findings]:
        """The groups with all their articles, cited."""
        from reader.insight.findings import of_reprints

        entries = answer.entries(self.unfolded)
        groups = dict.fromkeys(entries[index].group for index in shown)
        return partial(of_reprints, self.corpus, [answer.groups[number] for number in groups])

    def choose(self, answer: Groups, index: int) -> Outcome:
        """Unfold or fold a group; open a member."""
        entry = answer.entries(self.unfolded)[index]
        return Give(entry.row) if entry.row is not None else List(replace(self, unfolded=self.unfolded ^ {entry.group}))

    def act(self, action: str, answer: Groups, index: int | None) -> Outcome:
        """The article under the cursor and the one it is nearest to; on a group, its oldest and newest."""
        if action != "difference" or index is None:
            return None
        first, second = map(self.corpus.article, answer.entries(self.unfolded)[index].pair)
        return Open(Difference(first, second, self.common.signs, self.common.ambiguous))


def _rows_told_of(group: ReprintGroup) -> list[int]:
    return [*(member.row for member in group.members), *(each.beyond for each in group.cuts)]


def _newest(group: ReprintGroup, facts: Mapping[int, Facts]) -> datetime.date:
    """The last day on which it was printed; the first of all where no day is known."""
    days = (facts[member.row].day for member in group.members)
    return max((day for day in days if day is not None), default=datetime.date.min)


def _shown(day: datetime.date | None) -> str:
    return day.isoformat() if day is not None and day != datetime.date.min else ""
