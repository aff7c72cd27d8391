"""What the reader looks like. Each picture was looked at before it was kept; see --snapshot-update."""

from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from reader.search import engine
from reader.ui.app import DuwenApp
from reader.ui.pictures import with_true_widths
from reader.ui.widgets.line_input import LineInput
from reader.wording import speak
from tests.dumps import record
from tests.ui.conftest import opened_of, screen_of
from tests.ui.waiting import settled, until

ARTICLES = (
    (
        "首届进口博览会在上海开幕，四百件新品首发",
        "https://news.shenpu.example/2023-05/18/1.html",
        "　　首届沪滨进口博览会今天在上海开幕。来自四十二个国家的企业带来四百多件新品，一半以上是第一次在中国展出。\n"
        "开馆前两小时，地铁站口已经排起长队。志愿者用七种语言指路，最常被问到的是同一个问题：“哪里可以吃到樱桃？”\n"
        "博览会将持续到五月二十二日……组委会说，周末面向市民开放。",
    ),
    (
        "颱風過境四十八小時",
        "https://news.island.example/2023/08/06/2.html",
        "颱風昨晚吹過臺灣東部的縱谷，小村把冰箱搬到路中央。\n村長說，人都平安，電要到明天才來。",
    ),
    (
        "[red]一个[/red] [@click=app.quit]标题[/]",
        "https://odd.example/3.html",
        "标题里的方括号只是方括号，[b]正文[/b]里的也是。上海的读者来信问过这件事。",
    ),
    (
        "Ｇlow手机GDP增长5%：full-width and half-width",
        "",
        "Mixed text: 上海 GDP grew by 5% in 2024, and 全角ＡＢＣ too.",
    ),
    ("女排快讯", "https://sports.example/2024/11/02/5.html", "女排昨晚以三比一胜棠浦队，首进四强。"),
    (
        "清江洪峰过境的十九个小时",
        "https://river.example/2020-07-12/6.html",
        "\n".join(f"　　第{hour}个小时，水位又涨了一点，堤上的人换了一班，没有人说话。" for hour in range(1, 20))
        + "\n　　天亮的时候，上海来的抢险队到了。",
    ),
    (
        "关于进一步做好历史文化街区“口袋公园”“社区菜园”与“屋顶花圃”联动更新、方便老人就近歇脚孩子就近认识植物的若干建议"
        "（征求意见稿）及其说明",
        "https://garden.example/2024/06/01/7.html",
        "街道把意见贴在居委会门口，一周收到三百多条。",
    ),
    ("", "", "没有题目的一篇，第一句话就是题目。第二句说到银杏。"),
    (
        "表情符号也有两格宽 🎉",
        "https://emoji.example/9.html",
        "志愿者发来 👍 和 🌸，还有一面 🇨🇳；𠮷野家的“𠮷”在扩展区，é 是两个码位。A👩B，①②③ ★☆ ±5℃。",
    ),
)

Compare = Callable[..., bool]
Before = Callable[[Pilot[None]], Awaitable[None]]


class PicturedApp(DuwenApp):
    """The reader, whose pictures give Chinese characters their two columns."""

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """As Textual draws it, with every character in its place."""
        return with_true_widths(super().export_screenshot(title=title or "duwen", simplify=simplify))


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PicturedApp:
    """The reader on six articles; every search takes 12 ms."""
    ticks = count()
    monkeypatch.setattr(engine, "time", SimpleNamespace(perf_counter=lambda: next(ticks) * 0.012))
    path = tmp_path / "dump.txt"
    path.write_text("".join(record(*article) for article in ARTICLES), encoding="utf-8")
    return PicturedApp([str(path)])


def after(*keys: str, theme: str = "duwen-dark", keywords: bool = True) -> Before:
    """Press keys, then wait until all is there that will be seen."""

    async def prepare(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: bool(pilot.app.screen.query(LineInput)) and screen_of(pilot).state.hits is not None)
        await settled(pilot)
        pilot.app.theme = theme
        await pilot.press(*keys)
        await settled(pilot)
        if keywords:
            await until(pilot, lambda: bool(opened_of(pilot).added.keywords))
        await settled(pilot)

    return prepare


def test_the_list(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after())


def test_a_search(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"上海 博览会", "enter"))


def test_a_search_being_typed(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"台风"))


def test_a_long_text_at_its_hit(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"抢险队", "enter", "enter"))


def test_no_hits(app: PicturedApp, snap_compare: Compare) -> None:
    before = after("slash", *"没有的词", "enter", keywords=False)
    assert snap_compare(app, terminal_size=(100, 30), run_before=before)


def test_a_narrow_screen_shows_the_list(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(60, 16), run_before=after("slash", *"上海", "enter"))


def test_a_narrow_screen_shows_the_text(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(60, 16), run_before=after("slash", *"上海", "enter", "enter"))


def test_the_screen_in_chinese(app: PicturedApp, snap_compare: Compare) -> None:
    speak("zh")
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"上海 博览会", "enter"))


def test_the_light_theme(app: PicturedApp, snap_compare: Compare) -> None:
    before = after("slash", *"上海 博览会", "enter", theme="duwen-light")
    assert snap_compare(app, terminal_size=(100, 30), run_before=before)


@pytest.mark.parametrize("keys", [("K",), ("K", "slash", *"上海"), ("K", "slash", *"上海", "enter", "enter")])
def test_a_tiny_screen(app: PicturedApp, snap_compare: Compare, keys: tuple[str, ...]) -> None:
    assert snap_compare(app, terminal_size=(24, 6), run_before=after(*keys, keywords=False))


def test_a_very_wide_screen(app: PicturedApp, snap_compare: Compare) -> None:
    before = after("slash", *"上海", "enter", "j", "enter")
    assert snap_compare(app, terminal_size=(200, 50), run_before=before)


def test_a_long_title(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"花圃", "enter"))


def test_an_article_without_a_title(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"银杏", "enter"))


def test_emoji_and_characters_of_every_width(app: PicturedApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("slash", *"志愿者", "enter"))


def test_traditional_text(app: PicturedApp, snap_compare: Compare) -> None:
    speak("zh")
    before = after("slash", *"台湾", "enter", theme="duwen-light")
    assert snap_compare(app, terminal_size=(100, 30), run_before=before)


def test_a_selection_and_the_keywords(app: PicturedApp, snap_compare: Compare) -> None:
    before = after("slash", *"博览会", "enter", "enter", "w", "w", "v", "w", "j")
    assert snap_compare(app, terminal_size=(100, 30), run_before=before)
