"""Groups of articles that are nearly the same: unfolded, opened, and held against each other."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.language.typesetting import cells
from reader.ui import keys
from reader.ui.screens.difference import DifferenceScreen
from reader.ui.screens.insight import NARROW, InsightScreen
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import polars as pl

    from reader.corpus.table import Corpus
    from reader.insight.findings import Findings
    from reader.insight.reprints import ReprintGroup
    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous
    from reader.reading.insights import Insights
    from reader.ui.screens.insight import Question


_BEFORE_DAYS = 9
"""Cells of a row that stand before its days."""
_DAY = 10
"""Cells of a day."""


class Facts(NamedTuple):
    """What is told of an article."""

    title: str
    """Its title."""
    day: datetime.date | None
    """Its day."""
    source: str
    """Where it was printed."""
    url: str
    """Its address."""


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


class ReprintsScreen(InsightScreen[int]):
    """The groups, the newest first. Gives the row of the article that is chosen."""

    doing = later("comparing articles")
    hint = later(
        "{read} unfolds a group or opens an article, {difference} shows what differs, "
        "{export} exports, {search} filters, {back} closes"
    )
    file_name = "duwen-reprints.md"
    BINDINGS = [*keys.bindings_of({"difference": "difference"})]

    def __init__(
        self,
        insights: Insights,
        corpus: Corpus,
        found: pl.Series | None,
        text: str,
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        """`found` leaves only the groups that have one of these rows; `text` is the search that found them."""
        heading = _("Reprints with {query}").format(query=text) if found is not None else _("Reprints")
        super().__init__(heading, grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._found = insights, corpus, found
        self.groups: Sequence[ReprintGroup] = ()
        """The answer."""
        self._facts: Mapping[int, Facts] = {}
        self._unfolded: set[int] = set()
        self.entries: Sequence[Entry] = ()
        """What the rows are, the filter apart."""

    def question(self) -> Question:
        """The groups, found, and what is told of their members looked up."""
        insights, corpus, asked = self._insights, self._corpus, self._found

        def find(progress: Progress, stopped: Stopped) -> tuple[Sequence[ReprintGroup], Mapping[int, Facts]] | None:
            import polars as pl

            groups = insights.reprints(corpus, progress, stopped)
            if groups is None:
                return None
            if asked is not None:
                found = set(asked.to_list())
                groups = [group for group in groups if any(member.row in found for member in group.members)]
            rows = [row for group in groups for row in _rows_told_of(group)]
            frame = corpus.frame.select("title", "date", "source", "url")[pl.Series(rows, dtype=pl.UInt32)]
            facts = {row: Facts(*values) for row, values in zip(rows, frame.iter_rows(), strict=True)}
            return sorted(groups, key=lambda group: _newest(group, facts), reverse=True), facts

        return find

    def take(self, answer: tuple[Sequence[ReprintGroup], Mapping[int, Facts]]) -> None:
        """Keep them."""
        self.groups, self._facts = answer
        if self.groups:
            groups = counted(len(self.groups), "{count} group", "{count} groups")
            self.retitle(_("{heading}: {groups}").format(heading=self._title, groups=groups))

    def nothing(self) -> str:
        """Why there are none."""
        if self.groups:
            return ""
        return _("No two articles are nearly the same.") if self._found is None else _("None was found again.")

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """Groups with their size, first and last day; below those unfolded the members, then what was cut off.

        The title of a group is that of its oldest member. Members have a number, and the number and the similarity of
        the one that each is nearest to.
        """
        entries, texts = [], []
        printed = [_printed(group, self._facts) for group in self.groups]
        days = max(map(len, printed), default=0) if width >= NARROW else 0
        for number, group in enumerate(self.groups):
            is_unfolded = number in self._unfolded
            oldest, newest = group.members[0].row, group.members[-1].row
            entries.append(Entry(number, None, (oldest, newest), self._place_of(oldest)))
            size, title = f"x{len(group.members)}", self._facts[oldest].title
            texts.append(f"{'-' if is_unfolded else '+'} {size:<5}  {printed[number]:<{days}}  {title}")
            for row, similarity, told, entry in self._unfold(number, group) if is_unfolded else ():
                facts = self._facts[row]
                entries.append(entry)
                texts.append(f"    {similarity:.2f} {_shown(facts.day):<{max(days, _DAY)}}  {told}  {facts.title}")
        self.entries = entries
        return self._heads(days) if days else "", texts

    def _unfold(self, number: int, group: ReprintGroup) -> Iterator[tuple[int, float, str, Entry]]:
        """The rows of a group with a similarity and with what it is to."""
        places = group.places()
        for member in group.members:
            place, nearest = places[member.row], places[member.nearest]
            pair = (member.nearest, member.row) if nearest < place else (member.row, member.nearest)
            told = _("{place} with {nearest}").format(place=place, nearest=nearest)
            yield member.row, member.similarity, told, Entry(number, member.row, pair, self._place_of(member.row))
        for each in group.cuts:
            drifted = _("cut off, as the texts drift too far from the oldest")
            detail = "  ".join(filter(None, (drifted, self._place_of(each.beyond))))
            told = _("cut off {place}").format(place=places[each.row])
            yield each.beyond, each.similarity, told, Entry(number, each.beyond, (each.row, each.beyond), detail)

    def _place_of(self, row: int) -> str:
        """Where an article was printed."""
        facts = self._facts[row]
        return "  ".join(fact for fact in (facts.source, facts.url) if fact)

    def _heads(self, days: int) -> str:
        printed, title = _("printed"), _("title of the oldest")
        return f"{'':<{_BEFORE_DAYS}}{printed}{' ' * (days - cells(printed, self._ambiguous))}  {title}"

    def detail(self, index: int) -> str:
        """Where the article was printed, and why it was cut off."""
        return self.entries[index].detail

    def on_mount(self) -> None:
        """What is typed behind Enter means the rows that Enter unfolds."""
        self.rows.choose_at_once = lambda row: self.choose(self._shown[row])

    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """The groups with all their articles, cited."""
        from reader.insight.findings import of_reprints

        groups = dict.fromkeys(self.entries[index].group for index in shown)
        return partial(of_reprints, self._corpus, [self.groups[number] for number in groups])

    def choose(self, index: int) -> None:
        """Unfold or fold a group; open a member."""
        entry = self.entries[index]
        if entry.row is not None:
            self.dismiss(entry.row)
            return
        self._unfolded ^= {entry.group}
        self.set_rows()

    def action_difference(self) -> None:
        """The article under the cursor and the one it is nearest to; on a group, its oldest and newest."""
        index = self.under_cursor
        if index is not None:
            first, second = map(self._corpus.article, self.entries[index].pair)
            self.app.push_screen(DifferenceScreen(first, second, self._ambiguous))


def _rows_told_of(group: ReprintGroup) -> list[int]:
    return [*(member.row for member in group.members), *(each.beyond for each in group.cuts)]


def _newest(group: ReprintGroup, facts: Mapping[int, Facts]) -> datetime.date:
    """The last day on which it was printed; the first of all where no day is known."""
    days = (facts[member.row].day for member in group.members)
    return max((day for day in days if day is not None), default=datetime.date.min)


def _printed(group: ReprintGroup, facts: Mapping[int, Facts]) -> str:
    """The days on which it was printed first and last, or the one day; empty where none is known."""
    days = [day for member in group.members if (day := facts[member.row].day) is not None]
    return " .. ".join(_shown(day) for day in sorted({min(days), max(days)})) if days else ""


def _shown(day: datetime.date | None) -> str:
    return day.isoformat() if day is not None and day != datetime.date.min else ""
