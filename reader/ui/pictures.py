"""Pictures of the screen as SVG, Chinese characters in the two columns that they take in a terminal."""

from __future__ import annotations

import html
import re
from itertools import accumulate
from typing import IO, TYPE_CHECKING, Any

from reader.language.typesetting import cells
from reader.ui.exporting import Export
from reader.wording import _

if TYPE_CHECKING:
    from textual.app import App

_RUN = re.compile(
    r'(?P<before><text [^>]*)x="(?P<x>[0-9.]+)"(?P<after>[^>]*) textLength="(?P<width>[0-9.]+)"[^>]*>'
    r"(?P<text>[^<]+)</text>"
)
"""A run of characters of one look, as Rich writes it."""
_NAME = "duwen.svg"


def picture_of(app: App[Any]) -> str:
    """What the screen shows now, as SVG."""
    return with_true_widths(app.export_screenshot(title="duwen"))


def with_true_widths(svg: str) -> str:
    """Rich gives a run as many columns as it has characters; Chinese ones take two each, so each gets its place."""

    def mend(run: re.Match[str]) -> str:
        text = html.unescape(run["text"])
        column = float(run["width"]) / len(text)
        places = accumulate(map(cells, text[:-1]), initial=0)
        x = " ".join(f"{float(run['x']) + column * place:.1f}" for place in places)
        return f'{run["before"]}x="{x}"{run["after"]}>{run["text"]}</text>'

    return _RUN.sub(mend, svg)


def keep_picture(app: App[Any]) -> None:
    """Take a picture of what is seen, then ask where to write it."""
    svg = picture_of(app)

    def write(path: str, replace: bool) -> None:
        from reader.corpus.writing import write_by

        write_by({".svg": _write}, svg, path, replace=replace)

    told = _("picture written to {path}")
    Export(app.screen, write, lambda path: told.format(path=path)).ask(_("Write the picture to") + "  (.svg)", _NAME)


def _write(svg: str, file: IO[bytes]) -> None:
    file.write(svg.encode())
