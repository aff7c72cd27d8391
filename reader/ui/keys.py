"""The keys: one row an action. Bindings, footer, palette, help and docs are made from it; keymap.py gives others.

Every binding of the reading screen has priority, so keys are obeyed in the order typed, however fast they come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Scope = Literal["reading", "sheets"]
"""The reading screen, or the sheets that lie over it: the concordance, the load report and their like."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader can do with a key."""

    id: str
    """Names the row, for remapping and for the palette."""
    keys: tuple[str, ...]
    """As Textual names them, the one to show first."""
    label: str
    """One or two words, for the footer."""
    help: str
    """A sentence, for help and palette."""
    command: str
    """Textual's action: of the reading screen, or of the application where it begins with `app.`."""
    rank: int = 0
    """Where it stands among the few that the key line shows, 1 the last to go; 0 for the others."""
    in_bar: tuple[str, ...] = ()
    """Keys that do the same while a search is typed."""
    bar_rank: int = 0
    """Its rank in the key line while a search is typed."""

    @property
    def shown_keys(self) -> str:
        """All its keys as people write them, the main one first."""
        return " ".join(map(shown, self.keys or self.in_bar))

    def bindings(self) -> list[Binding]:
        """Textual's bindings of all the keys; only the first is shown."""
        return [self._binding(key, self.id, position == 0) for position, key in enumerate(self.keys)]

    def bar_bindings(self) -> list[Binding]:
        """Textual's bindings of the keys that work while typing."""
        return [self._binding(key, f"{self.id}-in-bar", True) for key in self.in_bar]

    def _binding(self, key: str, id: str, first: bool) -> Binding:
        return Binding(
            key,
            self.command if self.command.startswith("app.") else f"screen.{self.command}",
            self.label,
            id=id,
            show=False,
            key_display=shown(key),
            tooltip=self.help,
            priority=True,
        )


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


_IN_READING = (
    Action("search", ("slash",), "search", "Type a search", "search", rank=1),
    Action(
        "back",
        ("escape",),
        "back",
        "Leave the search bar or the text; in the list, clear the search",
        "back",
        in_bar=("escape",),
        bar_rank=2,
    ),
    Action("down", ("j", "down"), "down", "Next article, or a line down in the text", "move(1)", in_bar=("down",)),
    Action("up", ("k", "up"), "up", "Previous article, or a line up in the text", "move(-1)", in_bar=("up",)),
    Action("first", ("g", "home"), "first", "First article, or the top of the text", "move_to_end(False)"),
    Action("last", ("G", "end"), "last", "Last article, or the end of the text", "move_to_end(True)"),
    Action("half-page-down", ("ctrl+d",), "half page", "Half a page down", "page(0.5)"),
    Action("half-page-up", ("ctrl+u",), "half page", "Half a page up", "page(-0.5)"),
    Action("page-down", ("pagedown",), "page", "A page down", "page(1)", in_bar=("pagedown",)),
    Action("page-up", ("pageup",), "page", "A page up", "page(-1)", in_bar=("pageup",)),
    Action("read", ("enter", "l", "right"), "read", "Go to the text", "read", rank=4),
    Action("list", ("h", "left"), "list", "Go to the list", "list", in_bar=("enter",), bar_rank=1),
    Action("switch", ("tab",), "panes", "Change between list and text", "switch"),
    Action(
        "complete",
        (),
        "complete",
        "In the search bar: finish a field's name or value, or go to the list",
        "complete",
        in_bar=("tab",),
        bar_rank=3,
    ),
    Action("read-on", ("space",), "read on", "A page on; at the end, the next unread article", "read_on"),
    Action("next-hit", ("n",), "next hit", "Next hit, on into the next article", "hit(1)", rank=5),
    Action("previous-hit", ("N",), "previous hit", "Previous hit, back into the previous article", "hit(-1)"),
    Action("next-article", ("right_square_bracket",), "next", "Next article", "article(1)", rank=6),
    Action("previous-article", ("left_square_bracket",), "previous", "Previous article", "article(-1)"),
    Action("next-word", ("w",), "word", "Next word of the text", "word(1)"),
    Action("previous-word", ("b",), "word", "Previous word of the text", "word(-1)"),
    Action(
        "keyword",
        ("number_sign",),
        "keyword",
        "From keyword to keyword above the text; Enter searches for it",
        "keyword",
    ),
    Action(
        "search-word",
        ("asterisk",),
        "search word",
        "Search for the word under the cursor, or what is selected",
        "search_word",
    ),
    Action("select", ("v",), "select", "Select from here: move, then y copies; Esc cancels", "select"),
    Action(
        "go-back",
        ("ctrl+o", "left_curly_bracket"),
        "back",
        "Back to the search and article before",
        "go_back",
    ),
    Action(
        "go-forward",
        ("right_curly_bracket", "ctrl+i"),
        "forward",
        "Forward again; Ctrl+i only where the terminal tells it from Tab",
        "go_forward",
    ),
    Action("star", ("s",), "star", "Star the article, or unstar it", "star", rank=7),
    Action("unread", ("u",), "unread", "Mark the article as unread, or as read", "unread"),
    Action("tag", ("t",), "tag", "Tag the article", "tag"),
    Action("note", ("a",), "note", "Write a note on the article", "note"),
    Action("open-url", ("o",), "open", "Open the article's address in the browser", "open_url"),
    Action("copy", ("y",), "copy", "Copy the selection, or the article", "copy"),
    Action("cite", ("Y",), "cite", "Copy a citation by GB/T 7714", "cite('gb')"),
    Action("cite-markdown", ("M",), "cite", "Copy a citation in Markdown", "cite('markdown')"),
    Action("export", ("e",), "export", "Write what was found to a file", "export"),
    Action("picture", ("P",), "picture", "Save the screen as an SVG picture", "app.picture"),
    Action("sort", ("S",), "sort", "Order by relevance, newest, oldest, title, or as in the corpus", "sort"),
    Action("keywords", ("K",), "keywords", "Show or hide the keywords of the text", "keywords"),
    Action("concordance", ("c",), "concordance", "Every hit in its context", "concordance"),
    Action("trends", ("T",), "trends", "The search over time, or by source, as bars", "trends"),
    Action("near-words", ("C",), "words near", "The words that stand near what is searched first", "collocates"),
    Action("dispersion", ("D",), "dispersion", "Show or hide where in each article its hits lie", "dispersion"),
    Action("keyness", ("W",), "key words", "The words that set what was found apart from the rest", "key_words"),
    Action("related", ("r",), "related", "Articles that are like the open one", "related"),
    Action("reprints", ("R",), "reprints", "Groups of articles that are nearly the same, and what differs", "reprints"),
    Action("fold", ("F",), "fold", "Fold reprints: list only the first of each, or all again", "fold"),
    Action("zoom", ("z",), "zoom", "The text alone, and back", "zoom"),
    Action("wider", ("plus", "equals_sign"), "wider", "Longer lines", "measure(4)"),
    Action("narrower", ("minus",), "narrower", "Shorter lines", "measure(-4)"),
    Action("wider-list", ("greater_than_sign",), "wider list", "A wider list, and less for the text", "widen_list(4)"),
    Action("narrower-list", ("less_than_sign",), "narrower list", "A narrower list", "widen_list(-4)"),
    Action("theme", ("ctrl+t",), "theme", "The next theme: light, dark, or your own", "app.next_theme"),
    Action("save-search", ("ctrl+s",), "save", "Save the search under a name, for the palette", "save_search"),
    Action("report", ("exclamation_mark",), "report", "What could not be read: the load report", "report"),
    Action("help", ("question_mark",), "help", "All keys", "help", rank=2),
    Action(
        "suspend",
        ("ctrl+z",),
        "suspend",
        "Suspend to the shell; fg comes back here",
        "app.suspend_process",
    ),
    Action("quit", ("q",), "quit", "Leave", "quit", rank=3),
)

_IN_SHEETS = (
    Action("order", ("s",), "order", "Concordance: order by left, right, date or source", "sort"),
    Action("unit", ("u",), "unit", "Trends: by day, week, month, year or source", "unit"),
    Action("figure", ("p",), "figure", "Trends: hits, articles, or hits per million characters", "measure"),
    Action("span", ("v",), "span", "Trends: begin a span of time, in which Enter searches", "mark"),
    Action("collocates", ("c",), "words near", "Key words: those near the word", "collocates"),
    Action("difference", ("d",), "difference", "Reprints: what two of a group differ in", "difference"),
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
PALETTE_KEY = "ctrl+p"


def scopes(action: Action) -> tuple[Scope, ...]:
    """Where its keys work, the search bar apart."""
    if any(action.id == each.id for each in _IN_SHEETS):
        return ("sheets",)
    return ("reading", "sheets") if action.id in _IN_BOTH else ("reading",)


def bindings() -> list[Binding]:
    """The bindings of every action of the reading screen, for the panes."""
    return [binding for action in _IN_READING for binding in action.bindings()]


def bar_bindings() -> list[Binding]:
    """The bindings that work while a search is typed."""
    return [binding for action in _IN_READING for binding in action.bar_bindings()]


def bindings_of(commands: Mapping[str, str], *, priority: bool = False) -> list[Binding]:
    """The bindings of some actions, by id, to what their keys do in a sheet or in a widget of one."""
    return [
        Binding(key, command, id=action.id, show=False, priority=priority)
        for action in ACTIONS
        if (command := commands.get(action.id))
        for key in action.keys
    ]


def with_keys(text: str, actions: Sequence[Action], **others: str) -> str:
    """A sentence that names keys by their actions' ids in braces, and other things, with the keys as remapped."""
    return text.format_map({action.id: shown(action.keys[0]) if action.keys else "-" for action in actions} | others)
