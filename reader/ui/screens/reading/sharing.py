"""Sharing: copy the text or a citation, open the address, export what was found."""

from __future__ import annotations

import datetime
import webbrowser
from functools import partial
from urllib.parse import urlsplit

from textual import work

from reader import citation
from reader.ui.background import run_aside
from reader.ui.clipboard import copy_by_tool
from reader.ui.exporting import Export
from reader.ui.screens.prompt import ConfirmScreen
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.marking import Marking
from reader.wording import _, counted

_OPENED = ("http", "https")


class Sharing(Marking):
    """The reading screen, as far as it gives things away."""

    _asked_to_open = False

    @among_hits
    def action_copy(self) -> None:
        """The text that is selected, or the whole article."""
        if self.hit is not None:
            article = self.hit.article
            selection = self.pane.selection
            selected = self.pane.text_at(selection.span) if selection is not None else ""
            self._copy(selected or f"{article.title}\n{article.body}", _("selection") if selected else _("article"))

    @among_hits
    def action_cite(self, form: str) -> None:
        """A citation of the article."""
        if self.hit is not None:
            today = datetime.date.today()
            article = self.hit.article
            text = citation.markdown(article) if form == "markdown" else citation.gb_t_7714(article, today)
            self._copy(text, _("citation"))

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text)
        self._copy_by_tool(text, what)

    @work(exclusive=True, group="copy")
    async def _copy_by_tool(self, text: str, what: str) -> None:
        tool = await run_aside(lambda _stopped: copy_by_tool(text))
        told = _("copied: {what}, through {tool} and the terminal") if tool else _("copied: {what}, by the terminal")
        self.notify(told.format(what=what, tool=tool), markup=False)

    @among_hits
    def action_open_url(self) -> None:
        """Open the article's address in the browser; the first time it is shown before."""
        url = self.hit.article.url if self.hit is not None else ""
        if urlsplit(url).scheme.lower() not in _OPENED:
            self.notify(_("no web address: {url}").format(url=url or "-"), severity="warning", markup=False)
        elif self.settings.ask_before_open and not self._asked_to_open:
            question = _("Open in the browser?") + f"\n\n{url}\n\n" + _("Enter to open, Esc to cancel")
            self.app.push_screen(ConfirmScreen(question), partial(self._browse_if, url))
        else:
            self._browse(url)

    def _browse_if(self, url: str, yes: bool | None) -> None:
        if yes:
            self._browse(url)

    @work(group="browse")
    async def _browse(self, url: str) -> None:
        self._asked_to_open = True
        if not await run_aside(lambda _stopped: webbrowser.open(url)):
            self.notify(_("no browser found for {url}").format(url=url), severity="warning", markup=False)

    @among_hits
    def action_export(self) -> None:
        """Write what was found to a file."""
        if not (hits := self.hits):
            return

        def write(path: str, replace: bool) -> None:
            from reader.corpus.writing import EXPORTERS, write_by

            write_by(EXPORTERS, hits.frame, path, replace=replace)

        heading = counted(len(hits), "Export {count} article to", "Export {count} articles to")

        def told(path: str) -> str:
            return counted(
                len(hits), "{count} article written to {path}", "{count} articles written to {path}", path=path
            )

        Export(self, write, told).ask(f"{heading}  (.md .txt .jsonl .csv .parquet)", "duwen.md")
