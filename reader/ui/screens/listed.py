"""What a sheet shows: what it is about, a line to type into, what is told, the rows, a line about one of them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label, Static

from reader.sheets.kwic import KwicLines
from reader.ui.printing import plain
from reader.ui.widgets.line_input import LineInput
from reader.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.insight.concordance import Concordance
    from reader.sheets.inquiry import Common, Listing


class Listed(Vertical):
    """Parts below each other."""

    def __init__(self, heading: str, line: LineInput, *, previews: bool, common: Common) -> None:
        """`previews` says that something is shown beside the rows, where there is room."""
        super().__init__(id="sheet", classes="-previewing" if previews else "")
        self.line, self.rows, self._preview = (
            line,
            Rows(common.signs),
            Rows(common.signs, is_preview=True, id="sheet-preview"),
        )
        self._ambiguous = common.ambiguous
        self._heading, self._told = Static(plain(heading), id="sheet-heading"), Static(id="sheet-told")
        self._columns, self._detail = Static(id="sheet-columns"), Static(id="sheet-detail")
        self._texts: Sequence[str] = ()
        self.shown: Sequence[int] = ()
        """Which of all the rows are listed."""

    def compose(self) -> ComposeResult:
        """From above to below."""
        yield self._heading
        with Horizontal(id="sheet-line"):
            yield Label("/ ", id="sheet-prompt")
            yield self.line
        yield self._told
        with Horizontal(id="sheet-halves"):
            with Vertical():
                yield self._columns
                yield self.rows
            yield self._preview
        yield self._detail

    @property
    def is_whole(self) -> bool:
        """Whether its parts are there: neither before they are nor while they are being taken away."""
        return self.rows.is_attached and self.display

    @property
    def under_cursor(self) -> int | None:
        """Which of all the rows the cursor is on; None where none is shown."""
        return self.shown[self.rows.cursor] if self.rows.cursor < len(self.shown) else None

    def show(self, listing: Listing, filter: str) -> None:
        """List the rows, those that hold a text."""
        self._texts, self.rows.mark = listing.rows, listing.mark
        listing.when_read(self._refreshing(self.rows))
        self._columns.display = bool(listing.columns and len(listing.rows))
        self._columns.update(plain(f"  {listing.columns}"))
        self.filter(filter)

    def _refreshing(self, rows: Rows) -> Callable[[], None]:
        """What draws rows again; may be called from any thread, also after the sheet is left."""
        loop, context = asyncio.get_running_loop(), copy_context()

        def refresh() -> None:
            with suppress(RuntimeError):  # the loop is closed: the reader was left
                loop.call_soon_threadsafe(rows.refresh, context=context)

        return refresh

    def filter(self, text: str) -> None:
        """Leave only the rows that hold a text, in any case."""
        wanted = text.casefold()
        if wanted:
            self.shown = [index for index, each in enumerate(self._texts) if wanted in each.casefold()]
            self.rows.texts = [self._texts[index] for index in self.shown]
        else:
            self.shown, self.rows.texts = range(len(self._texts)), self._texts

    @property
    def has_preview(self) -> bool:
        """Whether something can be seen beside the rows."""
        return self._preview.text_width > 0

    def preview(self, lines: Concordance | None) -> None:
        """Show lines of a concordance beside the rows, or none."""
        if lines is None:
            self._preview.texts = ()
        else:
            texts = KwicLines(lines, self._preview.text_width, self._ambiguous)
            lines.when_read(self._refreshing(self._preview))
            self._preview.mark, self._preview.texts = texts.hit_in, texts

    def head(self, text: str) -> None:
        """Say what it is about."""
        self._heading.update(plain(text))

    def tell(self, *parts: str, is_error: bool = False) -> None:
        """Say something below the line, until something else is to be said."""
        self._told.set_class(is_error, "-error")
        self._told.update(plain("  ".join(part for part in parts if part)))

    def detail(self, text: str) -> None:
        """Say something of the row under the cursor; no such line where there is nothing to say."""
        self._detail.display = bool(text)
        self._detail.update(plain(text))
