"""Bars as texts: those of trends, a label, a figure and a bar each, and those behind the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.language.typesetting import cells, fit
from reader.sheets.made import MadeLines
from reader.sheets.row_mark import NO_MARK, RowMark, series_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.insight.trends import Bar, Measure, Trends
    from reader.sheets.inquiry import Common

_GAP = "  "
_LONGEST_LABEL, _LONGEST_QUERY = 24, 12
_LENGTHS = {"day": 10, "week": 10, "month": 7, "year": 4}
"""Characters of a day that name a period."""
_LONGEST_BEHIND, _SHORTEST_BEHIND = 40, 4
"""Cells of the bars behind a table, at most and at least."""


class BarLines(MadeLines):
    """Each line: whether it is in the span that is being chosen, label, figure, bar. The longest fills the line."""

    def __init__(
        self,
        trends: Trends,
        measure: Measure,
        width: int,
        common: Common,
        in_span: Callable[[int], bool] = lambda index: False,
    ) -> None:
        self._trends, self._measure, self._in_span = trends, measure, in_span
        self._common = common
        self._greatest = trends.greatest[measure]
        sources = (self._source(bar) for bar in trends.bars)
        self._label_width = (
            max(map(self._cells, sources), default=0) if trends.by == "source" else len(self._day(trends.bars[:1]))
        )
        self._query_width = max(map(self._cells, map(self._query, trends.bars)), default=0)
        self._figure_width = max(len(self._figure(self._greatest)), 1)
        before = len(_GAP) + self._label_width + self._query_width + self._figure_width
        self._room = max(width - before - 2 * len(_GAP) - (len(_GAP) if self._query_width else 0), 1)

    def __len__(self) -> int:
        return len(self._trends.bars)

    def line(self, index: int) -> str:
        """Label, figure and bar."""
        before, bar = self._parts(index)
        return before + bar

    def bar_in(self, index: int) -> RowMark:
        """Where the bar stands in a line; of several queries each has a look of its own. A line without is faint."""
        before, bar = self._parts(index)
        if not bar:
            return RowMark(0, len(before), "nothing")
        queries = len(self._trends.queries)
        return RowMark(len(before), len(before) + len(bar), "bar" if queries == 1 else series_look(index % queries))

    def _parts(self, index: int) -> tuple[str, str]:
        bar = self._trends.bars[index]
        series = index % len(self._trends.queries)
        value = bar.value(self._measure)
        length = max(round(self._room * value / self._greatest), 1) if value else 0
        figure = self._figure(value) if self._measure != "per_million" or bar.per_million is not None else "-"
        mark = f"{self._common.signs.span} " if self._in_span(index) else _GAP
        parts = [self._padded("" if series else self.label(bar), self._label_width)]
        if self._query_width:
            parts.append(self._padded(self._query(bar), self._query_width))
        parts.append(f"{figure:>{self._figure_width}}")
        return mark + _GAP.join(parts) + _GAP, self._common.signs.bar(series, length)

    def label(self, bar: Bar) -> str:
        """The period or the source."""
        return self._source(bar) if self._trends.by == "source" else self._day([bar])

    def _source(self, bar: Bar) -> str:
        return bar.source[: fit(bar.source, _LONGEST_LABEL, self._common.ambiguous)] or "-"

    def _query(self, bar: Bar) -> str:
        """Whose bar it is, where there are several."""
        if len(self._trends.queries) == 1:
            return ""
        return bar.query[: fit(bar.query, _LONGEST_QUERY, self._common.ambiguous)]

    def _day(self, bars: Sequence[Bar]) -> str:
        days = [bar.first for bar in bars if bar.first is not None]
        return days[0].isoformat()[: _LENGTHS[self._trends.by]] if days else ""

    def _figure(self, value: float) -> str:
        return f"{value:,.1f}" if self._measure == "per_million" else f"{value:,.0f}"

    def _padded(self, text: str, width: int) -> str:
        return text + " " * (width - self._cells(text))

    def _cells(self, text: str) -> int:
        return cells(text, self._common.ambiguous)


class BarsBehind(MadeLines):
    """The rows of a table, all as wide as each other, with a bar behind each where there is room."""

    def __init__(self, rows: Sequence[str], values: Sequence[float], width: int, common: Common) -> None:
        self._rows, self._values, self._signs = rows, values, common.signs
        room = width - len(_GAP) - max((cells(row, common.ambiguous) for row in rows[:1]), default=0)
        self._room = min(room, _LONGEST_BEHIND) if room >= _SHORTEST_BEHIND else 0
        self._greatest = max(values, default=0.0)

    def __len__(self) -> int:
        return len(self._rows)

    def line(self, index: int) -> str:
        """The row, and its bar."""
        return self._rows[index] + (_GAP + self._bar(index) if self._room else "")

    def bar_in(self, index: int) -> RowMark:
        """Where the bar stands in a row."""
        start = len(self._rows[index]) + len(_GAP)
        return RowMark(start, start + len(self._bar(index)), "bar") if self._room else NO_MARK

    def _bar(self, index: int) -> str:
        value = self._values[index]
        return self._signs.bar(0, max(round(self._room * value / self._greatest), 1) if value > 0 else 0)
