"""What a key costs on its way to the terminal: one picture, of the lines that look another way and no others.

Pictures and bytes are counted, not timed: 120 by 40, the text of a real size.
"""

from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.pilot import Pilot

from reader.ui.app import DuwenApp
from tests.dumps import record
from tests.ui.conftest import opened_of
from tests.ui.waiting import settled, until

SIZE = (120, 40)
A_ROW, A_TYPED_LETTER = 9_000, 16_000
"""Bytes at most: of an article on or back in the list, and of a letter that is typed."""


class Sent:
    """The pictures that were sent since they were last asked for."""

    def __init__(self) -> None:
        self.pictures: list[int] = []
        """Bytes of each."""
        self._console = Console(force_terminal=True, color_system="truecolor", legacy_windows=False)

    def take(self, renderable: object) -> None:
        """A picture is sent."""
        if isinstance(renderable, CompositorUpdate):
            self.pictures.append(len(renderable.render_segments(self._console).encode()))

    def since(self) -> list[int]:
        """Their bytes, and forget them."""
        pictures, self.pictures = self.pictures, []
        return pictures


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    taken, display = Sent(), DuwenApp._display

    def counted(app: DuwenApp, screen: Any, renderable: Any) -> None:
        if renderable is not None and not app._batch_count:
            taken.take(renderable)
        display(app, screen, renderable)

    monkeypatch.setattr(DuwenApp, "_display", counted)
    return taken


@pytest.fixture
def app(tmp_path: Path) -> DuwenApp:
    path = tmp_path / "dump.txt"
    sentences = (
        "今天上午，首届沪滨国际进口博览会在上海开幕，来自四十二个国家的企业带来四百多件新品。",
        "开馆前两小时，地铁站口已经排起长队，志愿者用七种语言指路。",
        "组委会说，周末面向市民开放，每天限额三万人，可以提前预约。",
    )
    paragraphs = "\n".join("".join(sentences) for _paragraph in range(20))
    path.write_text(
        "".join(record(f"{number}：博览会在上海开幕", "", f"第{number}篇。{paragraphs}") for number in range(40)),
        encoding="utf-8",
    )
    return DuwenApp([str(path)])


async def at_rest(pilot: Pilot[None], sent: Sent) -> None:
    """All that will be known of the open article is."""
    await settled(pilot)
    await until(pilot, lambda: bool(opened_of(pilot).added.keywords))
    await settled(pilot)
    sent.since()


async def test_the_next_article_is_one_picture_and_its_topic_words_another_of_a_few_lines(
    app: DuwenApp, sent: Sent
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_rest(pilot, sent)
        for key in ("j", "j", "k"):
            await pilot.press(key)
            await pilot.pause()
            [picture] = sent.since()
            assert 0 < picture <= A_ROW
            await at_rest_of_topics(pilot)
            assert sum(sent.since()) < 1_000


async def at_rest_of_topics(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await until(pilot, lambda: bool(opened_of(pilot).added.keywords))
    await settled(pilot)


async def test_a_typed_letter_is_a_picture_of_itself_and_one_of_what_it_finds(app: DuwenApp, sent: Sent) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_rest(pilot, sent)
        await pilot.press("slash")
        await settled(pilot)
        sent.since()
        for letter in "上海":
            await pilot.press(letter)
            await settled(pilot)
            await at_rest_of_topics(pilot)
            pictures = sent.since()
            assert sum(pictures) <= A_TYPED_LETTER


@pytest.mark.parametrize("keys", [["u", "u"], ["K", "K", "K"], ["ctrl+t"]])
async def test_in_the_text_a_line_on_is_one_picture(app: DuwenApp, sent: Sent, keys: list[str]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await pilot.press("enter")
        await at_rest(pilot, sent)
        for key in ("j", "k", "space"):
            await pilot.press(key)
            await settled(pilot)
            assert len(sent.since()) == 1


async def test_a_key_that_changes_nothing_sends_nothing(app: DuwenApp, sent: Sent) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_rest(pilot, sent)
        for key in ("k", "g", "h", "escape", "left_square_bracket"):
            await pilot.press(key)
            await settled(pilot)
            assert sum(sent.since()) == 0, key
