"""Exporting: asks where to, asks before a file is replaced, writes aside, and says what came of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.errors import DuwenError
from reader.ui.screens.prompt import ConfirmScreen, PromptScreen
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from reader.insight.findings import Findings
    from reader.search.hits import Hits

    Write = Callable[[str, bool], None]


@dataclass(frozen=True, slots=True)
class Export:
    """Something that a screen can write to a file."""

    screen: Screen[Any]
    """Where it is asked."""
    write: Write
    """Writes it to a path, and may replace what is there. Called in a thread; may raise DuwenError."""
    told: Callable[[str], str]
    """What to say once it is at a path."""

    def ask(self, heading: str, name: str) -> None:
        """Ask where to; `name` is offered."""
        self.screen.app.push_screen(PromptScreen(heading, self._to, name, replaced=True))

    def _to(self, path: str | None) -> None:
        if not (path and path.strip()):
            return
        target = os.path.expanduser(path.strip())
        if os.path.isfile(target):
            question = _("Replace {path}?").format(path=target) + "\n\n" + _("Enter replaces, Esc cancels")
            self.screen.app.push_screen(ConfirmScreen(question, partial(self._replace_if, target)))
        else:
            self._start(target, replace=False)

    def _replace_if(self, path: str, yes: bool) -> None:
        if yes:
            self._start(path, replace=True)

    def _start(self, path: str, *, replace: bool) -> None:
        work = partial(self._write, path, replace)
        self.screen.app.run_worker(work, thread=True, group="export", exclusive=True)

    def _write(self, path: str, replace: bool) -> None:
        app = self.screen.app
        try:
            self.write(path, replace)
        except DuwenError as error:
            app.call_from_thread(app.notify, str(error), severity="error", markup=False)
        else:
            app.call_from_thread(app.notify, self.told(path), markup=False)


def export_articles(screen: Screen[Any], hits: Hits) -> None:
    """Ask where to write what was found, and write it."""

    def write(path: str, replace: bool) -> None:
        from reader.corpus.writing import EXPORTERS, write_by

        write_by(EXPORTERS, hits.frame, path, replace=replace)

    def told(path: str) -> str:
        return counted(len(hits), "{count} article written to {path}", "{count} articles written to {path}", path=path)

    heading = counted(len(hits), "Export {count} article to", "Export {count} articles to")
    Export(screen, write, told).ask(f"{heading}  (.md .txt .jsonl .csv .parquet)", "duwen.md")


def export_findings(screen: Screen[Any], findings: Callable[[], Findings], name: str) -> None:
    """Ask where to write what a sheet lists, and write it; `name` is offered."""

    def write(path: str, replace: bool) -> None:
        from reader.corpus.writing import check_target, write_by
        from reader.insight.findings import WRITERS

        check_target(path, replace=replace, writers=WRITERS)
        write_by(WRITERS, findings(), path, replace=replace)

    def told(path: str) -> str:
        rows = sum(1 for _row in findings().rows())
        return counted(rows, "{count} row written to {path}", "{count} rows written to {path}", path=path)

    Export(screen, write, told).ask(_("Export the list to") + "  (.md .csv .jsonl)", name)
