"""The actions in groups, as help shows them: what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.reading.actions import PALETTE_KEY, shown
from reader.sheets.help import Entry, Group
from reader.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.reading.actions import Action

GROUPS = (
    (
        later("Read"),
        (
            *("down", "up", "first", "last", "half-page-down", "half-page-up", "page-down", "page-up"),
            *("read", "list", "switch", "read-on", "next-hit", "previous-hit", "next-article", "previous-article"),
            *("next-word", "previous-word", "keyword", "keywords", "select", "go-back", "go-forward"),
            *("zoom", "wider", "narrower", "wider-list", "narrower-list", "theme"),
        ),
    ),
    (later("Mark"), ("star", "unread", "tag", "note")),
    (later("Search"), ("search", "back", "complete", "search-word", "sort", "save-search")),
    (
        later("Insight"),
        (
            *("concordance", "order", "trends", "unit", "figure", "span", "keyness", "near-words", "collocates"),
            *("dispersion", "related", "reprints", "fold", "difference"),
        ),
    ),
    (later("Copy and export"), ("copy", "cite", "cite-markdown", "open-url", "export", "picture")),
    (later("Program"), ("follow", "help", "report", "suspend", "quit")),
)
"""Headings, and the ids of the actions below each, in the order of help."""


def help_groups(actions: Sequence[Action], here: Callable[[Action], bool] | None = None) -> tuple[Group, ...]:
    """What help lists: the actions that mean something `here` first, if that is not the reading screen."""
    by_id = {action.id: action for action in actions}
    groups = [
        Group(_(heading), tuple(_entry(by_id[id]) for id in ids if by_id[id].shown_keys)) for heading, ids in GROUPS
    ]
    palette = Entry(shown(PALETTE_KEY), _("Every command, by name"))
    groups[-1] = Group(groups[-1].heading, (*groups[-1].entries, palette))
    if here is not None:
        ours = tuple(_entry(action) for action in actions if here(action) and action.shown_keys)
        groups.insert(0, Group(_("On this page"), ours))
    return tuple(groups)


def _entry(action: Action) -> Entry:
    return Entry(action.shown_keys, _(action.help))
