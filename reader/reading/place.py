"""What the place line says: where in hits and text the reader is, or a word about the last key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.state import ReadingState


def place_told(state: ReadingState) -> str:
    """One line of plain text."""
    if state.told:
        return state.told
    if state.compared is not None:
        comparing = _("comparing articles {percent}% ({fold} stops)")
        return state.with_keys(comparing, percent=f"{100 * state.compared:.0f}")
    if (article := state.opened) is None:
        return ""
    if article.is_selecting:
        return state.with_keys(_("selecting: {copy} copies, {back} cancels"))
    parts = []
    if places := article.hit.places:
        parts.append(_("hit {number} / {count}").format(number=article.at + 1, count=f"{len(places):,}"))
    if state.layout.has_text:
        parts.append(_("read to {percent}%").format(percent=f"{100 * article.share_read:.0f}"))
    return "  ".join(parts)
