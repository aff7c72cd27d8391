"""The pictures in docs/, taken from the real program on the samples: `make screenshots`."""

import asyncio
import html
import os
import re
from itertools import accumulate
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from reader.language.typesetting import cells
from reader.resources import resource_folder
from reader.ui.app import DuwenApp
from tests.ui.waiting import settled

DOCS = Path(__file__).parent.parent / "docs"


async def take(name: str, query: str, *keys: str, size: tuple[int, int] = (108, 32), theme: str = "duwen-dark") -> None:
    """Open the samples, search, press keys, and save what is seen."""
    app = DuwenApp([str(resource_folder("sample_data"))], query=query)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        (DOCS / name).write_text(with_true_widths(app.export_screenshot()), encoding="utf-8")


def with_true_widths(svg: str) -> str:
    """Rich gives a run as many columns as it has characters; Chinese ones take two each, so each gets its place."""

    def mend(run: re.Match[str]) -> str:
        text = html.unescape(run["text"])
        column = float(run["width"]) / len(text)
        places = accumulate(map(cells, text[:-1]), initial=0)
        x = " ".join(f"{float(run['x']) + column * place:.1f}" for place in places)
        return f'{run["before"]}x="{x}"{run["after"]}>{run["text"]}</text>'

    return re.sub(
        r'(?P<before><text [^>]*)x="(?P<x>[0-9.]+)"(?P<after>[^>]*) textLength="(?P<width>[0-9.]+)"[^>]*>'
        r"(?P<text>[^<]+)</text>",
        mend,
        svg,
    )


async def main() -> None:
    """Take them all."""
    await take("reader.svg", "上海 博览会", "n", "n")
    await take("concordance.svg", "上海", "c", "s")
    await take("trends.svg", "上海", "T")


if __name__ == "__main__":
    asyncio.run(main())
