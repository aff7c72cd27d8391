"""The help screen: every key with what it does, and how to write a query."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.keys import ACTIONS, PALETTE_KEY, shown

_QUERIES = (
    ("博览会", "these characters, traditional or simplified, any case and width"),
    ("上海 博览会", "both"),
    ('"一网通办 平台"', "exactly this run of characters"),
    ("上海 -体育", "the first, without the second"),
)
_COLUMN = 18


class HelpScreen(ModalScreen[None]):
    """All keys and the query language; any of Esc, q, ? closes it."""

    BINDINGS = [("escape,q,question_mark", "dismiss", "close")]

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="help"):
            yield Static(Content("\n".join(_lines())), id="help-text")


def _lines() -> list[str]:
    keys = [(" ".join(map(shown, action.keys)), action.help) for action in ACTIONS]
    keys.append((shown(PALETTE_KEY), "All commands, to search by name"))
    return [
        "Keys",
        "",
        *(f"  {key:<{_COLUMN}}{text}" for key, text in keys),
        "",
        "Searches",
        "",
        *(f"  {query}{' ' * (_COLUMN - Content(query).cell_length)}{text}" for query, text in _QUERIES),
        "",
        "Esc closes this page.",
    ]
