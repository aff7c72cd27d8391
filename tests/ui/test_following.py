"""Following on the screen: an article that arrives stands in the list as new, within seconds."""

from pathlib import Path

import pytest

from reader.corpus import following
from reader.ui.app import DuwenApp
from tests.dumps import record
from tests.ui.conftest import screen_of
from tests.ui.looking import screen_lines
from tests.ui.waiting import until


async def test_an_article_that_arrives_is_listed_as_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BEING_WRITTEN", 0.0)
    folder = tmp_path / "crawl"
    folder.mkdir()
    (folder / "a.txt").write_text(record("上海的第一篇", "", "正文"), encoding="utf-8")
    app = DuwenApp([str(folder)], query="上海", follow=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "following" in screen_lines(pilot)[0] and screen_of(pilot).state.opened is not None)
        opened = screen_of(pilot).state.opened
        assert opened is not None
        (folder / "b.txt").write_text(record("上海的第二篇", "", "正文"), encoding="utf-8")
        await until(pilot, lambda: "1 new" in screen_lines(pilot)[0])
        await until(pilot, lambda: any(line.startswith("  new") for line in screen_lines(pilot)))
        now = screen_of(pilot).state.opened
        assert now is not None
        assert now.hit.row == opened.hit.row
        await pilot.press("L")
        await until(pilot, lambda: "following" not in screen_lines(pilot)[0])
