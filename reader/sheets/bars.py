"""The bars of trends as texts: a label, a figure, and plain characters that are one cell wide in every terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from reader.language.typesetting import cells, fit
from reader.sheets.row_mark import RowMark, series_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.insight.trends import Bar, Measure, Trends
    from reader.language.widths import Ambiguous

FILLS = "#=*o+x"
"""What bars are drawn with, one a query; of more queries they begin again."""
_LONGEST_LABEL = 24
_IN_SPAN, _OUTSIDE = "| ", "  "
_LENGTHS = {"day": 10, "week": 10, "month": 7, "year": 4}
"""Characters of a day that name a period."""


class BarLines(Sequence[str]):
    """Each line: whether it is in the span that is being chosen, label, figure, bar. The longest fills the line."""

    def __init__(
        self,
        trends: Trends,
        measure: Measure,
        width: int,
        in_span: Callable[[int], bool] = lambda index: False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        self._trends, self._measure, self._in_span = trends, measure, in_span
        self._ambiguous: Ambiguous = ambiguous
        self._greatest = trends.greatest[measure]
        sources = (self._source(bar) for bar in trends.bars)
        self._label_width = (
            max(map(self._cells, sources), default=0) if trends.by == "source" else len(self._day(trends.bars[:1]))
        )
        self._figure_width = max(len(self._figure(self._greatest)), 1)
        self._room = max(width - len(_OUTSIDE) - self._label_width - self._figure_width - 4, 1)

    def __len__(self) -> int:
        return len(self._trends.bars)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        before, bar = self._parts(index)
        return before + bar

    def bar_in(self, index: int) -> RowMark:
        """Where the bar stands in a line; of several queries each has a look of its own."""
        before, bar = self._parts(index)
        queries = len(self._trends.queries)
        return RowMark(len(before), len(before) + len(bar), "bar" if queries == 1 else series_look(index % queries))

    def _parts(self, index: int) -> tuple[str, str]:
        bar = self._trends.bars[index]
        query = index % len(self._trends.queries)
        label = ("" if query else self.label(bar)) if len(self._trends.queries) > 1 else self.label(bar)
        value = bar.value(self._measure)
        length = max(round(self._room * value / self._greatest), 1) if value else 0
        figure = self._figure(value) if self._measure != "per_million" or bar.per_million is not None else "-"
        mark = _IN_SPAN if self._in_span(index) else _OUTSIDE
        padded = label + " " * (self._label_width - self._cells(label))
        return f"{mark}{padded}  {figure:>{self._figure_width}}  ", FILLS[query % len(FILLS)] * length

    def label(self, bar: Bar) -> str:
        """The period or the source."""
        return self._source(bar) if self._trends.by == "source" else self._day([bar])

    def _source(self, bar: Bar) -> str:
        return bar.source[: fit(bar.source, _LONGEST_LABEL, self._ambiguous)] or "-"

    def _day(self, bars: Sequence[Bar]) -> str:
        days = [bar.first for bar in bars if bar.first is not None]
        return days[0].isoformat()[: _LENGTHS[self._trends.by]] if days else ""

    def _figure(self, value: float) -> str:
        return f"{value:,.1f}" if self._measure == "per_million" else f"{value:,.0f}"

    def _cells(self, text: str) -> int:
        return cells(text, self._ambiguous)
