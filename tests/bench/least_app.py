"""`python -m tests.bench.least_app DUMP`: the least Textual application with a list and a text, for comparison."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

RECORD = "=" * 20
"""What stands between two records of a dump."""
_SHOWN = 3_000
"""Characters of a text."""


class LeastApp(App[None]):
    """Titles on the left; on the right the text of the one under the cursor."""

    CSS = "OptionList { width: 40%; } Static { width: 1fr; height: 100%; }"
    BINDINGS = [("j", "down", "")]

    def __init__(self, path: str) -> None:
        super().__init__()
        records = Path(path).read_text(encoding="utf-8").split(RECORD)
        self._texts = [record.strip("=\n") for record in records if record.strip("=\n")]

    def compose(self) -> ComposeResult:
        """Two panes."""
        with Horizontal():
            yield OptionList(*(text.partition("\n")[0] for text in self._texts), markup=False)
            yield Static(markup=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show as much of its text as a screen holds; it moves nothing."""
        self.query_one(Static).update(self._texts[event.option_index][:_SHOWN], layout=False)

    def action_down(self) -> None:
        """The next one."""
        self.query_one(OptionList).action_cursor_down()


if __name__ == "__main__":
    LeastApp(sys.argv[1]).run()
