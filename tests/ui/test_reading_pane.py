"""The reading pane on a page that is laid out as it is looked at."""

from pathlib import Path

from reader.ui.widgets.reading_pane import ReadingPane
from tests.dumps import record
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.waiting import settled


def _top(pane: ReadingPane) -> str:
    return "".join(segment.text for segment in pane.render_line(0)).strip()


def _dump(folder: Path, body: str) -> str:
    path = folder / "long.txt"
    path.write_text(record("题目", "http://a.example/1", body), encoding="utf-8")
    return str(path)


async def test_an_article_opened_from_the_list_alone_begins_with_its_title(reader: OpenReader, tmp_path: Path) -> None:
    """The pane had no width when it got the article."""
    body = "头一段有五十来个字，" * 5 + "要点在此。\n" + "往后还有很长的文字。" * 200
    async with reader(_dump(tmp_path, body), size=(60, 16), query="要点") as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert screen_of(pilot).query_one(ReadingPane).scroll_offset.y == 0


async def test_the_end_key_goes_to_the_true_end_of_a_long_article(reader: OpenReader, tmp_path: Path) -> None:
    """Though long paragraphs let expect fewer lines than the short ones below them take."""
    body = "\n".join(["一段很长的文字。" * 400, *("短" for _ in range(400)), "最后一段"])
    async with reader(_dump(tmp_path, body), size=(60, 16)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("G")
        await settled(pilot)
        pane = screen_of(pilot).pane
        assert opened_of(pilot).is_at_end
        assert "最后一段" in "".join(
            segment.text for row in range(pane.size.height) for segment in pane.render_line(row)
        )


async def test_widths_tried_out_one_after_another_keep_the_first_visible_character(reader: OpenReader) -> None:
    """Back at the old width the old line is on top: no width in between has moved it."""
    async with reader(size=(60, 16), query="最后一段") as pilot:
        await pilot.press("enter")
        await settled(pilot)
        pane = screen_of(pilot).query_one(ReadingPane)
        for line in (40, 41):  # one of them is not the blank line between two paragraphs
            pane.scroll_to(y=line, animate=False, force=True)
            if top := _top(pane):
                break
        for width in (47, 71, 52, 60):
            await pilot.resize_terminal(width, 16)
            await settled(pilot)
        assert _top(pane) == top
