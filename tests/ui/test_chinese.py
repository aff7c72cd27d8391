"""In Chinese, every part of the screen is Chinese: no English word of the catalogue is left on it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.language.typesetting import cells
from reader.reading.actions import ACTIONS
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.line_input import LineInput
from reader.wording import speak
from tests.catalogue import PLACEHOLDER, ids, kept, messages, translations
from tests.dumps import record
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text, visible_text
from tests.ui.waiting import settled, until

BODY = "　　上海今天开了博览会，各地的人都来上海看博览会。\n　　志愿者用七种语言指路，最常被问到的是樱桃在哪里。"
ARTICLES = (
    ("上海开博览会", "http://www.shm.example/2024-03-05/1.html", BODY + "展馆周边的道路也已经修好。"),
    ("上海开了博览会", "http://www.gov.example/2024-04-06/2.html", BODY + "展馆周边的道路都已经修好。"),
    ("颱風吹過臺灣", "http://www.tw.example/2023-08-01/3.html", "颱風今天吹過臺灣東部。\n台风的消息。"),
    ("没有地址", "", "正文里有上海。"),
)


def _english() -> Iterator[str]:
    """What stands between the placeholders of each message, where it is said in another way in Chinese."""
    for message in messages(kept()):
        for text in ids(message):
            for part in PLACEHOLDER.split(text):
                word = part.strip(" :.,/(%")
                if re.search("[A-Za-z]{2}", word) and word not in translations(message)[0]:
                    yield word


ENGLISH = sorted(set(_english()), key=len, reverse=True)
_WORDS = re.compile(rf"(?<![\w:])({'|'.join(map(re.escape, ENGLISH))})(?![\w:])")


def english_in(text: str) -> list[str]:
    """Those English words and sentences that stand in a text."""
    return _WORDS.findall(text)


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path) -> str:
    """Speaks Chinese from now on; where a corpus without any English lies."""
    speak("zh")
    path = tmp_path / "chinese.txt"
    path.write_text("".join(record(*article) for article in ARTICLES), encoding="utf-8")
    return str(path)


async def shown(pilot: Pilot[None], *keys: str) -> str:
    """Press keys; what is on the screen then."""
    await pilot.press(*keys)
    await settled(pilot)
    text = screen_text(pilot)
    assert english_in(text) == []
    return text


def test_english_is_found() -> None:
    assert english_in("  n next hit") == ["next hit"]
    assert english_in("读到 18 %  n 下一处  title:上海") == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), ["/ 搜索", "? 帮助", "q 退出", "Enter 阅读", "4 / 4 篇", "读到 100 %", "约 1 分钟"]),
        (("slash", *"博览会", "enter"), ["2 / 4 篇", "相关度", "第 1 / 3 处", "3 处"]),
        (("slash",), ["Enter 列表", "Esc 返回", "Tab 补全", "搜索"]),
        (("slash", *"没有的词", "enter"), ["没有找到 没有的词", "Esc 清除搜索。", "0 / 4 篇"]),
        (("slash", *"len:很长"), ["'很长' 不是数字，请写 len:>1000"]),
        (("slash", *"/好/z"), ["正则表达式没有标志 z"]),
        (("slash", *"上海 那么多东风", "enter"), ["已改为搜索"]),
        (("s",), ["已收藏"]),
        (("S",), ["最新"]),
        (("S", "S", "S"), ["标题"]),
        (("t",), ["标签，以空格分隔"]),
        (("a",), ["笔记"]),
        (("e",), ["导出 4 篇到"]),
        (("o",), ["在浏览器中打开？", "Enter 打开，Esc 取消"]),
        (("slash", *"上海", "enter", "ctrl+s"), ["给 上海 起个名字"]),
        (("question_mark",), ["帮助", "阅读", "j Down"]),
        (("question_mark", "end", *["k"] * 4), ["带有您的标签", "按字数"]),
        (("slash", *"上海", "enter", "c"), ["索引行：上海", "搜索顺序", "s 排序"]),
        (("slash", *"上海", "enter", "c", "s"), ["按左侧拼音"]),
        (("c",), ["没有检索词"]),
        (("slash", *"上海", "enter", "c", "e"), ["将列出的内容导出到"]),
        (("slash", *"上海", "enter", "T"), ["走势", "命中数", "u 单位", "1 篇无日期"]),
        (("slash", *"上海", "enter", "T", "u", "u", "p"), ["按月", "篇数"]),
        (("slash", *"上海", "enter", "T", "slash", "backspace", "backspace"), ["多个查询，以分号分隔"]),
        (("slash", *"上海", "enter", "D"), ["每格为文章的十分之一。"]),
        (("slash", *"博览会", "enter", "W"), ["博览会 的主题词：2 篇，对照其余 2 篇"]),
        (("r",), ["相似文章：上海开博览会", "日期", "共同的词"]),
        (("R",), ["转载：1 组", "Enter 展开或打开"]),
        (("R", "enter", "j", "d"), ["反白：仅见于第一篇"]),
        (("exclamation_mark",), ["没有问题"]),
        (("n",), ["没有更多命中"]),
        (("ctrl+o",), ["没有可返回之处"]),
        (("ctrl+p",), ["按名称查找命令", "搜索"]),
    ],
    ids=lambda value: "-".join(value)[:40],
)
async def test_it_is_chinese(reader: OpenReader, keys: tuple[str, ...], said: list[str], corpus: str) -> None:
    async with reader(corpus, size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: all(each in screen_text(pilot) for each in said))
        assert english_in(screen_text(pilot).replace(corpus, "")) == []


@pytest.mark.parametrize(
    ("keys", "said"), [(("G", "o"), "不是网址：-"), (("W",), "请先搜索"), (("asterisk",), "逐词移动")]
)
async def test_notices_are_chinese(reader: OpenReader, corpus: str, keys: tuple[str, ...], said: str) -> None:
    async with reader(corpus) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        [notice] = pilot.app._notifications
        assert said in notice.message
        assert english_in(notice.message) == []


async def test_nothing_that_could_be_opened(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(str(tmp_path / "nothing.txt"), size=(120, 40)) as pilot:
        await until(pilot, lambda: "Enter 打开示例文章，q 退出。" in screen_text(pilot))
        assert "没有这个文件" in "".join(visible_text(screen_of(pilot).list).split())


async def test_a_command_that_is_none(reader: OpenReader, corpus: str) -> None:
    async with reader(corpus) as pilot:
        await pilot.press("ctrl+p", *"qqqq")
        await until(pilot, lambda: "没有相符的命令。" in screen_text(pilot))


@pytest.mark.parametrize("typing", [False, True])
async def test_the_key_line_fits_a_small_screen(reader: OpenReader, corpus: str, typing: bool) -> None:
    async with reader(corpus, size=(60, 16)) as pilot:
        await shown(pilot, *(["slash"] if typing else []))
        line = screen_lines(pilot)[-1]
        assert cells(line) == 60
        shown_labels = ["返回", "列表"] if typing else ["搜索", "帮助", "退出"]
        assert all(label in line for label in shown_labels)


async def test_a_key_is_clicked_where_it_is_drawn(reader: OpenReader, corpus: str) -> None:
    """Labels are two cells a character: the cells that are counted are those that are drawn."""
    async with reader(corpus, size=(120, 40)) as pilot:
        keys = screen_of(pilot).query_one(KeyLine)
        line = screen_lines(pilot)[-1]
        column = cells(line[: line.index("/ 搜索")])
        await pilot.click(KeyLine, offset=(column - keys.region.x, 0))
        await settled(pilot)
        assert isinstance(pilot.app.focused, LineInput)


def test_every_key_that_is_shown_has_a_short_label() -> None:
    said = {ids(message)[0]: translations(message)[0] for message in messages(kept())}
    assert all(cells(said[action.label]) <= 8 for action in ACTIONS)
