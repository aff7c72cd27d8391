"""The keys of the reading screen: one row an action, with what it does in each mode.

Key line, palette, help and docs are made from the table; a row is named by its id, in settings and in sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from reader.reading.effects import Leave
from reader.reading.steps import (
    arranging,
    folding,
    following,
    history,
    insights,
    loading,
    marking,
    moving,
    opening,
    searching,
    selecting,
    sharing,
    timing,
    words,
)
from reader.reading.turns import in_turn

if TYPE_CHECKING:
    from reader.reading.state import Mode, ReadingState, Step

_ELSE: Mapping[Mode, Mode] = {"words": "text", "selecting": "text", "text": "list", "typing": "list"}
"""Where a key has no meaning of its own in a mode, it has that of another."""


Scope = Literal["reading", "sheets"]
"""The reading screen, or the sheets that lie over it: the concordance, the load report and their like."""
_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "down": "Down",
    "up": "Up",
    "right": "Right",
    "left": "Left",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "asterisk": "*",
    "exclamation_mark": "!",
    "number_sign": "#",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def shown(key: str) -> str:
    """A key as people write it: `ctrl+d` is Ctrl+d, `slash` is /."""
    *modifiers, last = key.split("+")
    name = last.upper() if last[1:].isdigit() else _SHOWN.get(last, last)
    return "+".join([*(modifier.title() for modifier in modifiers), name])


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader can do with a key."""

    id: str
    """Names the row."""
    keys: tuple[str, ...]
    """As Textual names them, the one to show first."""
    label: str
    """One or two words, for the key line."""
    help: str
    """A sentence, for help and palette."""
    does: Step | Mapping[Mode, Step] | None = None
    """The step, or one for each mode in which it is another; None where the application or a sheet does it."""
    waits: bool = True
    """Whether it waits for the answer to what was typed before it, for it means what that finds."""
    rank: int = 0
    """Where it stands among the few that the key line shows, 1 the last to go; 0 for the others."""
    in_bar: tuple[str, ...] = ()
    """Keys that do the same while a search is typed."""
    bar_rank: int = 0
    """Its rank in the key line while a search is typed."""
    command: str = ""
    """What does it where no step does: something of the application."""

    @property
    def shown_keys(self) -> str:
        """All its keys as people write them, the main one first."""
        return " ".join(map(shown, self.keys or self.in_bar))


def acted(state: ReadingState, action: Action) -> ReadingState:
    """Do it, in its turn where that is to be waited for: what it means is told by the mode that is then.

    In the bar nothing waits, for what is typed next would be there before it.
    """
    if action.waits and state.pane != "bar":
        return in_turn(state, partial(_done, action))
    return _done(action, state)


def _done(action: Action, state: ReadingState) -> ReadingState:
    if not isinstance(action.does, Mapping):
        return action.does(state) if action.does is not None else state
    mode = state.mode
    while mode not in action.does:
        mode = _ELSE[mode]
    return action.does[mode](state)


def _down_or_up(step: int) -> Mapping[Mode, Step]:
    return {
        "typing": partial(_by_articles_or_searches, step=step),
        "list": partial(moving.by_articles, step=step),
        "text": partial(moving.by_lines, step=step),
        "selecting": partial(selecting.by_lines, lines=step),
    }


def _by_articles_or_searches(state: ReadingState, step: int) -> ReadingState:
    """In an empty bar an older or newer search, else an article on or back."""
    recalled = searching.recalled(state, -step)
    return recalled if recalled is not None else in_turn(state, partial(moving.by_articles, step=step))


def _to_end(last: bool) -> Mapping[Mode, Step]:
    return {
        "list": partial(moving.to_end_of_list, last=last),
        "text": partial(moving.to_end_of_text, last=last),
        "selecting": partial(selecting.to_end, last=last),
    }


def _by_pages(pages: float) -> Mapping[Mode, Step]:
    listed = partial(moving.by_pages_of_articles, pages=pages)
    return {
        "typing": partial(in_turn, step=listed),
        "list": listed,
        "text": partial(moving.by_pages, pages=pages),
        "selecting": partial(selecting.by_pages, pages=pages),
    }


def _read(state: ReadingState) -> ReadingState:
    """Into the text; where nothing could be opened, to the samples."""
    return loading.samples_opened(state) if loading.offers_samples(state) else moving.read(state)


def _back(state: ReadingState) -> ReadingState:
    """Nothing selected, or back to the list."""
    selects = state.opened is not None and state.opened.selection is not None
    return selecting.given_up(state) if selects else moving.to_list(state)


def _left(state: ReadingState) -> ReadingState:
    return state.also(Leave())


_IN_READING = (
    Action("search", ("slash",), "search", "Search", searching.to_bar, waits=False, rank=1),
    Action(
        "back",
        ("escape",),
        "back",
        "Leave the search bar or the text; in the list, clear the search",
        {"typing": searching.search_ended, "list": searching.cleared, "text": _back},
        in_bar=("escape",),
        bar_rank=2,
    ),
    Action("down", ("j", "down"), "down", "Next article, or a line down in the text", _down_or_up(1), in_bar=("down",)),
    Action("up", ("k", "up"), "up", "Previous article, or a line up in the text", _down_or_up(-1), in_bar=("up",)),
    Action("first", ("g", "home"), "first", "First article, or the top of the text", _to_end(False)),
    Action("last", ("G", "end"), "last", "Last article, or the end of the text", _to_end(True)),
    Action("half-page-down", ("ctrl+d",), "half page", "Half page down", _by_pages(0.5)),
    Action("half-page-up", ("ctrl+u",), "half page", "Half page up", _by_pages(-0.5)),
    Action("page-down", ("pagedown",), "page", "Page down", _by_pages(1), in_bar=("pagedown",)),
    Action("page-up", ("pageup",), "page", "Page up", _by_pages(-1), in_bar=("pageup",)),
    Action(
        "read",
        ("enter", "l", "right"),
        "read",
        "Go to the text",
        {
            "list": _read,
            "text": moving.read,
            "words": words.read_or_searched,
            "selecting": partial(selecting.by_characters, step=1),
        },
        rank=4,
    ),
    Action(
        "list",
        ("h", "left"),
        "list",
        "Go to the list",
        {
            "typing": searching.search_ended,
            "list": moving.to_list,
            "selecting": partial(selecting.by_characters, step=-1),
        },
        in_bar=("enter",),
        bar_rank=1,
    ),
    Action(
        "switch",
        ("tab",),
        "panes",
        "Switch between list and text",
        {"list": _read, "text": moving.to_list},
    ),
    Action(
        "complete",
        (),
        "complete",
        "Complete a field or its value, or go to the list",
        searching.completed,
        in_bar=("tab",),
        bar_rank=3,
    ),
    Action(
        "read-on",
        ("space",),
        "read on",
        "Page down; at the end, the next unread article",
        {"list": moving.read_on, "selecting": partial(selecting.by_pages, pages=1)},
    ),
    Action(
        "next-hit", ("n",), "next hit", "Next hit, also in the next article", partial(moving.by_hit, step=1), rank=5
    ),
    Action(
        "previous-hit",
        ("N",),
        "previous hit",
        "Previous hit, also in the previous article",
        partial(moving.by_hit, step=-1),
    ),
    Action(
        "next-article",
        ("right_square_bracket",),
        "next",
        "Next article",
        partial(moving.by_articles, step=1),
        rank=6,
    ),
    Action(
        "previous-article",
        ("left_square_bracket",),
        "previous",
        "Previous article",
        partial(moving.by_articles, step=-1),
    ),
    Action(
        "next-word",
        ("w",),
        "word",
        "Next word",
        {"list": partial(words.by_word, step=1), "selecting": partial(selecting.by_word, step=1)},
    ),
    Action(
        "previous-word",
        ("b",),
        "word",
        "Previous word",
        {"list": partial(words.by_word, step=-1), "selecting": partial(selecting.by_word, step=-1)},
    ),
    Action(
        "keyword",
        ("number_sign",),
        "topic word",
        "Next topic word above the text; Enter searches for it",
        words.by_topic_word,
    ),
    Action(
        "search-word",
        ("asterisk",),
        "search word",
        "Search for the word under the cursor, or the selection",
        words.word_searched,
    ),
    Action(
        "select",
        ("v",),
        "select",
        "Select text: move, then y copies; Esc cancels",
        {"list": selecting.begun, "selecting": selecting.given_up},
    ),
    Action(
        "go-back",
        ("ctrl+o", "left_curly_bracket"),
        "back",
        "Back to the previous search and article",
        history.gone_back,
    ),
    Action(
        "go-forward",
        ("right_curly_bracket", "ctrl+i"),
        "forward",
        "Forward again (Ctrl+i only where the terminal tells it from Tab)",
        history.gone_forward,
    ),
    Action("star", ("s",), "star", "Star the article, or unstar it", marking.starred, rank=7),
    Action("unread", ("u",), "unread", "Mark the article unread, or read", marking.unread),
    Action("tag", ("t",), "tag", "Tag the article", marking.tagged),
    Action("note", ("a",), "note", "Edit the article's note", marking.noted),
    Action("open-url", ("o",), "open", "Open the article's address in the browser", sharing.browsed),
    Action("copy", ("y",), "copy", "Copy the selection, or the article", sharing.copied),
    Action("cite", ("Y",), "cite", "Copy a GB/T 7714 citation", partial(sharing.cited, form="gb")),
    Action("cite-markdown", ("M",), "cite", "Copy a Markdown citation", partial(sharing.cited, form="markdown")),
    Action("export", ("e",), "export", "Export the results", sharing.exported),
    Action("picture", ("P",), "picture", "Save a picture of the screen (SVG)", command="picture"),
    Action(
        "sort",
        ("S",),
        "sort",
        "Sort by relevance, newest, oldest, title, or corpus order",
        searching.ordered,
        waits=False,
    ),
    Action(
        "keywords",
        ("K",),
        "topic words",
        "Topic words: above the text, underlined in it too, or hidden",
        opening.topic_words_toggled,
        waits=False,
    ),
    Action("concordance", ("c",), "concordance", "Every hit in its context", insights.concordance),
    Action("trends", ("T",), "trends", "Hits over time, or by source", insights.trends),
    Action("near-words", ("C",), "collocates", "Collocates of the first search term", insights.collocates),
    Action("dispersion", ("D",), "dispersion", "Show or hide where the hits of each article lie", timing.maps_toggled),
    Action("keyness", ("W",), "key words", "Words that set the results apart from the rest", insights.key_words),
    Action("related", ("r",), "related", "Articles similar to this one", insights.related),
    Action(
        "reprints",
        ("R",),
        "reprints",
        "Groups of reprints, and how they differ",
        insights.reprints,
    ),
    Action("fold", ("F",), "fold", "Show or hide reprints", folding.folded),
    Action("follow", ("L",), "follow", "List articles as they arrive, or no longer", following.toggled, waits=False),
    Action("zoom", ("z",), "zoom", "Show the text alone, or the list beside it", arranging.alone),
    Action(
        "wider", ("plus", "equals_sign"), "wider", "Longer lines", partial(arranging.measured, cells=4), waits=False
    ),
    Action("narrower", ("minus",), "narrower", "Shorter lines", partial(arranging.measured, cells=-4), waits=False),
    Action(
        "wider-list",
        ("greater_than_sign",),
        "wider list",
        "Wider list",
        partial(arranging.list_widened, cells=4),
        waits=False,
    ),
    Action(
        "narrower-list",
        ("less_than_sign",),
        "narrower list",
        "Narrower list",
        partial(arranging.list_widened, cells=-4),
        waits=False,
    ),
    Action("theme", ("ctrl+t",), "theme", "Next theme", command="next_theme"),
    Action(
        "save-search",
        ("ctrl+s",),
        "save",
        "Save the search under a name",
        searching.search_saved,
    ),
    Action(
        "report",
        ("exclamation_mark",),
        "report",
        "Load report: what could not be read",
        insights.report,
        waits=False,
    ),
    Action("help", ("question_mark",), "help", "Help", insights.help_shown, waits=False, rank=2),
    Action("suspend", ("ctrl+z",), "suspend", "Suspend to the shell (fg resumes)", command="suspend_process"),
    Action("quit", ("q",), "quit", "Quit", _left, waits=False, rank=3),
)
_IN_SHEETS = (
    Action("order", ("s",), "order", "Concordance: sort by left, right, date or source"),
    Action("unit", ("u",), "unit", "Trends: by day, week, month, year or source"),
    Action("figure", ("p",), "figure", "Trends: hits, articles, or hits per million characters"),
    Action("span", ("v",), "span", "Trends: select a time span; Enter searches in it"),
    Action("collocates", ("c",), "collocates", "Key words: collocates of the word"),
    Action("difference", ("d",), "difference", "Reprints: how two of them differ"),
)
_IN_BOTH = frozenset(
    (
        *("search", "back", "down", "up", "first", "last"),
        *("half-page-down", "half-page-up", "page-down", "page-up", "read-on"),
        *("read", "next-hit", "previous-hit", "export", "help", "suspend", "quit"),
    )
)
"""Rows of the reading screen whose keys do the like in sheets."""

ACTIONS = (*_IN_READING, *_IN_SHEETS)
"""In the order of help and docs."""
PALETTE_KEY = "ctrl+p"


def scopes(action: Action) -> tuple[Scope, ...]:
    """Where its keys work, the search bar apart."""
    if any(action.id == each.id for each in _IN_SHEETS):
        return ("sheets",)
    return ("reading", "sheets") if action.id in _IN_BOTH else ("reading",)


def with_keys(text: str, actions: Sequence[Action], **others: str) -> str:
    """A sentence that names keys by their actions' ids in braces, and other things, with the keys as remapped."""
    return text.format_map({**main_keys(actions), **others})


def main_keys(actions: Sequence[Action]) -> dict[str, str]:
    """By id, how people write the main key of each action."""
    return {action.id: shown(action.keys[0]) if action.keys else "-" for action in actions}
