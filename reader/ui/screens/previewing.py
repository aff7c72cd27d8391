"""The preview of a sheet: what is shown beside the rows while the cursor is on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.ui.finding import Finding

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.insight.concordance import Concordance
    from reader.sheets.inquiry import Answer, Inquiry
    from reader.ui.screens.listed import Listed


class Previewing:
    """Finds it for one page; what was shown before makes way where that takes long."""

    def __init__(self, screen: Screen[Any], page: Listed) -> None:
        self._page = page
        self._finding = Finding["Concordance"](screen, lambda _share: self._show(None, ""), self._show, group="preview")

    def of(self, inquiry: Inquiry[Answer, Any], answer: Answer, index: int) -> None:
        """Show what belongs to a row, if there is anything, and room for it."""
        if inquiry.has_preview and self._page.has_preview:
            self._finding.ask(inquiry.preview(answer, index))

    def _show(self, lines: Concordance | None, _wrong: str) -> None:
        if self._page.is_whole:
            self._page.preview(lines)
