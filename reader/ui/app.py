"""The application: themes, stylesheets, and the reading screen."""

from collections.abc import Sequence

import yaml
from textual.app import App
from textual.binding import Binding
from textual.theme import Theme

from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.resources import resource_folder
from reader.ui.palette import ActionProvider
from reader.ui.screens.reading import ReadingScreen

_STYLES = resource_folder("styles")


class DuwenApp(App[None]):
    """The reader on some paths."""

    TITLE = "duwen"
    CSS_PATH = sorted(_STYLES.glob("*.tcss"))
    COMMANDS = {ActionProvider}
    BINDINGS = [Binding("ctrl+c", "quit", "quit", show=False)]

    def __init__(self, paths: Sequence[str], *, query: str = "", options: ReadOptions = AS_DETECTED) -> None:
        super().__init__()
        self._paths, self._query, self._options = tuple(paths), query, options
        for path in sorted((_STYLES / "themes").glob("*.yaml")):
            self.register_theme(Theme(**yaml.safe_load(path.read_text(encoding="utf-8"))))
        self.theme = "duwen-dark"

    def get_default_screen(self) -> ReadingScreen:
        """The screen that the application opens with."""
        return ReadingScreen(self._paths, query=self._query, options=self._options)
