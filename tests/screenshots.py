"""The pictures in docs/, taken from the real program on the samples: `make screenshots`."""

import asyncio
import os
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from reader.resources import resource_folder
from reader.ui.app import DuwenApp
from reader.ui.pictures import picture_of
from reader.wording import speak
from tests.ui.waiting import settled

DOCS = Path(__file__).parent.parent / "docs"


async def take(name: str, query: str, *keys: str, size: tuple[int, int] = (108, 32), theme: str = "duwen-dark") -> None:
    """Open the samples, search, press keys, and save what is seen."""
    app = DuwenApp([str(resource_folder("sample_data"))], query=query)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        (DOCS / name).write_text(picture_of(app), encoding="utf-8")


async def main() -> None:
    """Take them all."""
    await take("reader.svg", "上海 博览会", "n", "n")
    sheet = (100, 24)
    await take("concordance.svg", "上海", "c", "s", size=sheet)
    await take("trends.svg", "上海", "T", "slash", *"; 博览会", "enter", "u", size=sheet)
    await take("dispersion.svg", "上海", "D", size=sheet)
    await take("keywords.svg", "上海", "W", size=(120, 24))
    await take("collocates.svg", "上海", "W", "c", size=(120, 24))
    await take("related.svg", "上海", "r", size=sheet)
    await take("reprints.svg", "", "R", "enter", "j", size=sheet)
    await take("difference.svg", "", "R", "d", size=sheet)
    speak("zh")
    await take("reader-zh.svg", "颱風", "enter", size=(108, 26), theme="duwen-light")


if __name__ == "__main__":
    asyncio.run(main())
