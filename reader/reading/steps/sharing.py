"""Sharing: copy the text or a citation, open the address, export what was found."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader import citation
from reader.reading.effects import Browse, Copy, Show, Tell
from reader.reading.state import unchanged
from reader.reading.steps.selecting import given_up
from reader.sheets.sheet import Confirm, Export
from reader.wording import _

if TYPE_CHECKING:
    from typing import Literal

    from reader.reading.state import ReadingState

_OPENED = ("http", "https")


def copied(state: ReadingState) -> ReadingState:
    """Copy what is selected, which then is no more, or the whole article."""
    if (article := state.opened) is None:
        return state
    if article.selection is not None and article.selected:
        return given_up(state.also(Copy(article.selected, _("selection"))))
    said = article.hit.article
    return given_up(state.also(Copy(f"{said.title}\n{said.body}", _("article"))))


def cited(state: ReadingState, form: Literal["gb", "markdown"]) -> ReadingState:
    """Copy a citation of the article."""
    if (hit := state.hit) is None:
        return state
    if form == "markdown":
        return state.also(Copy(citation.markdown(hit.article), _("citation")))
    return state.also(Copy(citation.gb_t_7714(hit.article, datetime.date.today()), _("citation")))


def browsed(state: ReadingState) -> ReadingState:
    """Open the article's address in the browser; the first time it is shown before."""
    url = state.hit.article.url if state.hit is not None else ""
    if urlsplit(url).scheme.lower() not in _OPENED:
        return state.also(Tell(_("not a web address: {url}").format(url=url or "-"), severity="warning"))
    if state.may_browse or not state.given.settings.ask_before_open:
        return state.also(Browse(url))
    question = _("Open in the browser?") + f"\n\n{url}\n\n" + _("Enter opens, Esc cancels")
    return state.also(Show(Confirm(question), partial(_browsed_if, url)))


def _browsed_if(url: str, state: ReadingState, yes: bool | None) -> ReadingState:
    return state.but(may_browse=True).also(Browse(url)) if yes else state


def exported(state: ReadingState) -> ReadingState:
    """Write what was found to a file."""
    return state.also(Show(Export(state.hits), unchanged)) if state.hits else state
