"""The help screen: every key with what it does, and how to write a query."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.keys import PALETTE_KEY, Action, bindings_of, shown, with_keys
from reader.wording import _, later

_QUERIES = (
    ("博览会", later("these characters, traditional or simplified, any case and width")),
    ("上海 博览会", later("both")),
    ("上海 OR 北京", later("either; also 上海|北京, and ( … ) to group")),
    ("上海 -体育", later("the first, without the second")),
    ('"一网通办 平台"', later("exactly this run of characters")),
    ('"上海 世博"~10', later("near each other: at most so many characters between")),
    ("/李.{0,2}强/", later("a regular expression; /gdp/i for any case")),
    ("title:上海", later("in the title; also body: url: source:")),
    ("date:2018-09", later("a day, month or year; also 2018..2020 and >=2018")),
    ("len:>1000", later("by number of characters")),
    ("py:shjbh", later("titles by pinyin, whole or initials")),
)
_COLUMN = 18


class HelpScreen(ModalScreen[None]):
    """All keys and the query language; the keys that go back, leave or help close it."""

    BINDINGS = [*bindings_of(dict.fromkeys(("back", "quit", "help"), "dismiss"))]

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="help"):
            yield Static(Content("\n".join(_lines(self._actions))), id="help-text")


def _lines(actions: Sequence[Action]) -> list[str]:
    keys = [(action.shown_keys, _(action.help)) for action in actions]
    keys.append((shown(PALETTE_KEY), _("All commands, to search by name")))
    return [
        _("Keys"),
        "",
        *(f"  {key:<{_COLUMN}}{text}" for key, text in keys),
        "",
        _("Searches"),
        "",
        *(f"  {query}{' ' * (_COLUMN - Content(query).cell_length)}{_(text)}" for query, text in _QUERIES),
        "",
        with_keys(_("{back} closes this page."), actions),
    ]
