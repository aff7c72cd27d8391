"""The sheet that is on top: what it asks, what it lists."""

from typing import Any, TypeVar

from textual.pilot import Pilot

from reader.sheets.inquiry import Inquiry
from reader.ui.screens.insight import InsightScreen

InquiryT = TypeVar("InquiryT", bound=Inquiry[Any, Any])


def is_about(pilot: Pilot[None], kind: type[Inquiry[Any, Any]]) -> bool:
    """Whether the screen on top is the sheet of such an inquiry."""
    screen = pilot.app.screen
    return isinstance(screen, InsightScreen) and isinstance(screen.inquiry, kind)


def sheet_of(pilot: Pilot[None], kind: type[Inquiry[Any, Any]] = Inquiry) -> InsightScreen[Any, Any]:
    """The sheet on top, which is of such an inquiry."""
    screen = pilot.app.screen
    assert isinstance(screen, InsightScreen)
    assert isinstance(screen.inquiry, kind)
    return screen


def inquiry_of(pilot: Pilot[None], kind: type[InquiryT]) -> InquiryT:
    """What that sheet asks."""
    inquiry = sheet_of(pilot, kind).inquiry
    assert isinstance(inquiry, kind)
    return inquiry


def answer_of(pilot: Pilot[None], kind: type[Inquiry[Any, Any]] = Inquiry) -> Any:
    """What that sheet lists."""
    return sheet_of(pilot, kind).answer


def texts_of(pilot: Pilot[None]) -> list[str]:
    """What its rows say."""
    return list(sheet_of(pilot).page.rows.texts)
