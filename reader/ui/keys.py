"""The keys: one row an action. Bindings, footer, palette, help and README are made from it.

Every binding has priority, so keys are obeyed in the order typed, however fast they come.
"""

from dataclasses import dataclass

from textual.binding import Binding


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
    """Textual's action, of the reading screen."""
    in_footer: bool = False
    """True for the few that everyone needs."""
    in_bar: tuple[str, ...] = ()
    """Keys that do the same while a search is typed."""

    def bindings(self) -> list[Binding]:
        """Textual's bindings of all the keys; only the first is shown."""
        return [
            self._binding(key, self.id if position == 0 else f"{self.id}-{position}", position == 0)
            for position, key in enumerate(self.keys)
        ]

    def bar_bindings(self) -> list[Binding]:
        """Textual's bindings of the keys that work while typing."""
        return [self._binding(key, f"{self.id}-in-bar", True) for key in self.in_bar]

    def _binding(self, key: str, id: str, first: bool) -> Binding:
        return Binding(
            key,
            f"screen.{self.command}",
            self.label,
            id=id,
            show=self.in_footer and first,
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
}


def shown(key: str) -> str:
    """A key as people write it: `ctrl+d` is Ctrl+d, `slash` is /."""
    *modifiers, last = key.split("+")
    return "+".join([*(modifier.title() for modifier in modifiers), _SHOWN.get(last, last)])


ACTIONS = (
    Action("search", ("slash",), "search", "Type a search", "search", in_footer=True),
    Action(
        "back",
        ("escape",),
        "back",
        "Leave the search bar or the text; in the list, clear the search",
        "back",
        in_bar=("escape",),
    ),
    Action("down", ("j", "down"), "down", "Next article, or a line down in the text", "move(1)", in_bar=("down",)),
    Action("up", ("k", "up"), "up", "Previous article, or a line up in the text", "move(-1)", in_bar=("up",)),
    Action("first", ("g", "home"), "first", "First article, or the top of the text", "move_to_end(False)"),
    Action("last", ("G", "end"), "last", "Last article, or the end of the text", "move_to_end(True)"),
    Action("half-page-down", ("ctrl+d",), "half page", "Half a page down", "page(0.5)"),
    Action("half-page-up", ("ctrl+u",), "half page", "Half a page up", "page(-0.5)"),
    Action("page-down", ("pagedown",), "page", "A page down", "page(1)", in_bar=("pagedown",)),
    Action("page-up", ("pageup",), "page", "A page up", "page(-1)", in_bar=("pageup",)),
    Action("read", ("enter", "l", "right"), "read", "Go to the text", "read", in_footer=True),
    Action("list", ("h", "left"), "list", "Go to the list", "list", in_bar=("enter",)),
    Action("switch", ("tab",), "panes", "Change between list and text", "switch", in_bar=("tab",)),
    Action("read-on", ("space",), "read on", "A page on; at the end, the next article", "read_on"),
    Action("next-hit", ("n",), "next hit", "Next hit, on into the next article", "hit(1)", in_footer=True),
    Action("previous-hit", ("N",), "previous hit", "Previous hit, back into the previous article", "hit(-1)"),
    Action("next-article", ("right_square_bracket",), "next", "Next article", "article(1)", in_footer=True),
    Action("previous-article", ("left_square_bracket",), "previous", "Previous article", "article(-1)"),
    Action("sort", ("S",), "sort", "Order by relevance, date, title, or as in the corpus", "sort"),
    Action("keywords", ("K",), "keywords", "Show or hide the keywords of the text", "keywords"),
    Action("zoom", ("z",), "zoom", "The text alone, and back", "zoom"),
    Action("wider", ("plus", "equals_sign"), "wider", "Longer lines", "measure(4)"),
    Action("narrower", ("minus",), "narrower", "Shorter lines", "measure(-4)"),
    Action("help", ("question_mark",), "help", "All keys", "help", in_footer=True),
    Action("quit", ("q",), "quit", "Leave", "quit", in_footer=True),
)

PALETTE_KEY = "ctrl+p"


def bindings() -> list[Binding]:
    """The bindings of every action, for the panes."""
    return [binding for action in ACTIONS for binding in action.bindings()]


def bar_bindings() -> list[Binding]:
    """The bindings that work while a search is typed."""
    return [binding for action in ACTIONS for binding in action.bar_bindings()]
