"""The help screen: every key with what it does, and how to write a query."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget

from reader.language.typesetting import cells, lay_out
from reader.reading.actions import PALETTE_KEY, Action, shown, with_keys
from reader.ui.moving import MOVES
from reader.wording import _, later

_QUERIES = (
    ("博览会", later("these characters, traditional or simplified, any case and width")),
    ("上海 博览会", later("both; also 上海、博览会")),
    ("上海 OR 北京", later("either; also 上海|北京, and ( … ) to group")),
    ("上海 -体育", later("the first, without the second")),
    ('"一网通办 平台"', later("exactly this run of characters")),
    ("上*交大", later("any run of characters between; 一?通办 for any one")),
    ('"上海 世博"~10', later("near each other: at most so many characters between")),
    ("/李.{0,2}强/", later("a regular expression; /gdp/i for any case")),
    ("title:上海", later("in the title; also body: url: source:")),
    ("date:2018-09", later("a day, month or year; also 2018..2020 and >=2018")),
    ("len:>1000", later("by number of characters")),
    ("py:shjbh", later("titles by pinyin, whole or initials")),
)
_COLUMN, _INDENT = 18, 2
"""Cells for a key or a query, and blank ones before it."""
_STACKED = 40
"""Cells below which what it does stands under a key, not beside it."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A line of the page."""

    key: str
    """A key, a query or a heading, with the blanks before and behind it; may be empty."""
    text: str = ""
    """What it does, or as much of it as stands on this line."""
    is_heading: bool = False
    """True for a heading."""


def help_lines(actions: Sequence[Action], width: int) -> list[HelpLine]:
    """All keys and the query language in lines of at most so many cells; a sentence that goes on is indented."""
    keys = [(action.shown_keys, _(action.help)) for action in actions if action.shown_keys]
    keys.append((shown(PALETTE_KEY), _("All commands, to search by name")))
    queries = [(query, _(text)) for query, text in _QUERIES]
    lines = []
    for heading, entries in ((_("Keys"), keys), (_("Searches"), queries)):
        lines += [HelpLine(heading, is_heading=True), HelpLine("")]
        lines += [line for key, text in entries for line in _entry(key, text, width)]
        lines.append(HelpLine(""))
    return [*lines, HelpLine("", with_keys(_("{back} closes this page."), actions))]


def _entry(key: str, text: str, width: int) -> list[HelpLine]:
    """A key and what it does, beside it or, where there is no room, under it."""
    is_stacked = width < _STACKED or cells(key) > _COLUMN - 2
    left = 2 * _INDENT if width < _STACKED else _INDENT + _COLUMN
    parts = [text[line.start : line.end] for line in lay_out(text, width - left, indent=0)]
    first = " " * _INDENT + key
    if is_stacked:
        return [HelpLine(first), *(HelpLine(" " * left, part) for part in parts)]
    beside = [HelpLine(first + " " * (left - cells(first)), parts[0])] if parts else [HelpLine(first)]
    return beside + [HelpLine(" " * left, part) for part in parts[1:]]


class HelpText(Widget):
    """The page as text."""

    COMPONENT_CLASSES = {"help--key", "help--heading"}

    def __init__(self, actions: Sequence[Action], id: str | None = None) -> None:
        super().__init__(id=id)
        self._actions = actions

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are in that width."""
        return len(help_lines(self._actions, width))

    def render(self) -> Content:
        """Lines for the width."""
        looks = [self.get_visual_style(name) for name in ("help--key", "help--heading")]
        return Content("\n").join(
            Content.styled(line.key, looks[line.is_heading]) + Content(line.text)
            for line in help_lines(self._actions, self.content_size.width)
        )


_LEAVING = ("back", "quit", "help")


class HelpScreen(ModalScreen[None]):
    """All keys and the query language; the keys that go back, leave or help close it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions
        self._by_key = {key: action for action in actions if self.can(action) for key in action.keys}
        self._page = VerticalScroll(HelpText(actions, id="help-text"), id="help")

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        yield self._page

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""
        if (action := self._by_key.get(event.key)) is not None:
            self.act(action)
        return action is not None

    def can(self, action: Action) -> bool:
        """Whether an action means something here."""
        return action.id in _LEAVING or action.id in MOVES

    def act(self, action: Action) -> None:
        """Do what a row of the table of keys does."""
        if action.id in _LEAVING:
            self.dismiss()
        else:
            MOVES[action.id](self)

    def move(self, lines: int) -> None:
        """Lines on or back."""
        self._page.scroll_to(y=self._page.scroll_offset.y + lines, animate=False, force=True)
