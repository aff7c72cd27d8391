"""Other keys for actions: what people may write, who gets a key that two want, and that the keys then work."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.complaints import Complaint
from reader.reading.actions import ACTIONS, Action
from reader.settings import Settings
from reader.sheets.concordance import ConcordanceInquiry
from reader.ui.app import DuwenApp
from reader.ui.keymap import key_named, remapped
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.line_input import LineInput
from tests.ui.conftest import screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import inquiry_of, sheet_of
from tests.ui.waiting import settled, until

Keys = dict[str, str | tuple[str, ...]]
Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def opened(dump: Path) -> Open:
    """Opens the reader on the small corpus with other keys, and waits until it is at rest."""

    @asynccontextmanager
    async def open_with(keys: Keys) -> AsyncIterator[Pilot[None]]:
        async with DuwenApp([str(dump)], settings=Settings(keys=keys)).run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            yield pilot

    return open_with


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def action(id: str, actions: tuple[Action, ...]) -> Action:
    return next(each for each in actions if each.id == id)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("x", "x"),
        ("G", "G"),
        ("/", "slash"),
        ("+", "plus"),
        ("-", "minus"),
        (",", "comma"),
        ("。", "ideographic_full_stop"),
        ("字", "字"),
        ("slash", "slash"),
        ("Space", "space"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("F5", "f5"),
        ("Ctrl+D", "ctrl+d"),
        ("ctrl++", "ctrl+plus"),
        ("shift+a", "A"),
        ("shift+tab", "shift+tab"),
        ("ctrl+alt+x", "alt+ctrl+x"),
        ("ctrl+i", "tab"),
        ("ctrl+[", "escape"),
        *((text, None) for text in ("", " ", "foo", "ctrl+", "hippo+x", "a+b", "++", "\x07", "f25", "n,m")),
    ],
)
def test_keys_as_people_write_them(written: str, key: str | None) -> None:
    assert key_named(written) == key


@pytest.mark.parametrize(
    ("keys", "complaints"),
    [
        ({"zoom": "x"}, []),
        ({"next-hit": "N", "previous-hit": "n"}, []),
        ({"serch": "x"}, ["keys.serch: unknown action; did you mean search?"]),
        (
            {"zoom": "foo"},
            ["keys.zoom: expected a character, or a name such as space, pagedown, f5 or ctrl+d, got foo"],
        ),
        (
            {"zoom": ()},
            ["keys.zoom: expected a character, or a name such as space, pagedown, f5 or ctrl+d, got no key"],
        ),
        ({"zoom": "n"}, ["keys.zoom: n is taken from next-hit, which has no key now"]),
        ({"zoom": "j"}, ["keys.zoom: j is taken from down, which keeps Down"]),
        ({"zoom": "x", "help": "x"}, ["keys.help: x is already set for zoom"]),
        ({"order": "x", "star": "x"}, []),
        ({"order": "e"}, ["keys.order: e is taken from export, which has no key now"]),
        (
            {"down": "s"},
            [
                "keys.down: s is taken from star, which has no key now",
                "keys.down: s is taken from order, which has no key now",
            ],
        ),
        ({"unit": "x", "figure": "x"}, ["keys.figure: x is already set for unit"]),
        ({"zoom": "ctrl+p"}, ["keys.zoom: Ctrl+p always opens the palette"]),
        ({"zoom": ("ctrl+c", "x")}, ["keys.zoom: Ctrl+c always says how to quit"]),
    ],
)
def test_what_cannot_be_followed_is_named(keys: Keys, complaints: list[str]) -> None:
    assert [str(complaint) for complaint in remapped(keys)[1]] == complaints


def test_a_list_gives_several_keys_once_each() -> None:
    assert action("zoom", remapped({"zoom": ("x", "f2", "x")})[0]).keys == ("x", "f2")


def test_a_wrong_row_leaves_the_action_its_keys() -> None:
    assert action("zoom", remapped({"zoom": "foo"})[0]).keys == ("z",)


def test_a_key_that_is_taken_is_gone_elsewhere() -> None:
    actions, _ = remapped({"zoom": "j"})
    assert action("down", actions).keys == ("down",)


def test_without_other_keys_nothing_changes() -> None:
    assert remapped({}) == (ACTIONS, ())


@pytest.mark.parametrize(
    ("keys", "in_bar"),
    [
        ("x", ("down",)),
        ("left", ("down",)),
        ("ctrl+n", ("ctrl+n",)),
        (("j", "ctrl+n", "f2"), ("ctrl+n", "f2")),
    ],
)
def test_in_the_search_bar_only_keys_work_that_write_and_edit_nothing(
    keys: str | tuple[str, ...], in_bar: tuple[str, ...]
) -> None:
    assert action("down", remapped({"down": keys})[0]).in_bar == in_bar


async def test_another_key_works_and_the_old_one_no_longer(opened: Open) -> None:
    async with opened({"zoom": "x"}) as pilot:
        await press(pilot, "z")
        assert screen_of(pilot).query_one(ArticleList).display
        await press(pilot, "x")
        assert not screen_of(pilot).query_one(ArticleList).display


async def test_all_keys_of_a_list_work(opened: Open) -> None:
    async with opened({"down": ("x", "f2", ";", ",")}) as pilot:
        for key in ("x", "f2", "semicolon", "comma"):
            await press(pilot, key)
        assert screen_of(pilot).state.cursor == 4
        await press(pilot, "g", "j", "down")
        assert screen_of(pilot).state.cursor == 0


async def test_keys_can_be_exchanged(opened: Open) -> None:
    async with opened({"down": "k", "up": "j"}) as pilot:
        await press(pilot, "k", "k", "j")
        assert screen_of(pilot).state.cursor == 1


async def test_a_key_that_is_taken_does_the_new_thing_alone(opened: Open) -> None:
    async with opened({"zoom": "j"}) as pilot:
        await press(pilot, "j")
        assert not screen_of(pilot).query_one(ArticleList).display
        assert screen_of(pilot).state.cursor == 0


async def test_another_key_works_while_a_search_is_typed(opened: Open) -> None:
    async with opened({"down": "ctrl+n"}) as pilot:
        await press(pilot, "slash", *"上海", "ctrl+n")
        assert screen_of(pilot).state.cursor == 1
        await press(pilot, "down")
        assert screen_of(pilot).state.cursor == 1
        assert screen_of(pilot).query_one(LineInput).value == "上海"


async def test_other_keys_work_in_sheets_and_are_told_there(opened: Open) -> None:
    async with opened({"order": "x", "down": "f2", "back": "f3"}) as pilot:
        await press(pilot, "slash", *"上海", "enter", "c")
        sheet = sheet_of(pilot, ConcordanceInquiry)
        assert "x sorts, Enter opens, e exports, / searches, F3 closes" in screen_text(pilot)
        await press(pilot, "s", "j")
        assert (inquiry_of(pilot, ConcordanceInquiry).sort, sheet.page.rows.cursor) == ("result", 0)
        await press(pilot, "x", "f2")
        assert (inquiry_of(pilot, ConcordanceInquiry).sort, sheet.page.rows.cursor) == ("left", 1)
        await press(pilot, "f3")
        assert pilot.app.screen is screen_of(pilot)


async def test_the_footer_shows_the_other_key(opened: Open) -> None:
    async with opened({"quit": ("pagedown", "x")}) as pilot:
        await until(pilot, lambda: "PgDn quit" in screen_lines(pilot)[-1])


async def test_what_is_wrong_is_shown_as_text(dump: Path) -> None:
    settings = Settings(keys={"[red]x[/red]": "x"})
    app = DuwenApp([str(dump)], settings=settings)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: "keys.[red]x[/red]: unknown action" in screen_text(pilot))


async def test_the_theme_is_the_one_set(dump: Path) -> None:
    app = DuwenApp([str(dump)], settings=Settings(theme="duwen-light"))
    async with app.run_test():
        assert app.current_theme.name == "duwen-light"


async def test_a_theme_of_the_readers_own(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "night.yaml").write_text('name: night\ndark: true\nbackground: "#000000"\n')
    app = DuwenApp([str(dump)], settings=Settings(theme="night"), settings_path=tmp_path / "settings.yaml")
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.screen.query_one(ArticleList).styles.background.hex == "#000000"


async def test_without_a_theme_of_that_name_the_dark_one_is_taken_and_it_is_told(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("sort: date\ntheme: nigth\n")
    app = DuwenApp([str(dump)], settings=Settings(theme="nigth"), settings_path=path)
    async with app.run_test(size=(160, 30), notifications=True) as pilot:
        assert app.current_theme.name == "duwen-dark"
        await until(pilot, lambda: "s.yaml:2: theme: got nigth" in screen_text(pilot).replace("\n", ""))


@pytest.mark.parametrize(("count", "told"), [(3, []), (4, ["and 2 more problems in"]), (9, ["and 7 more problems in"])])
async def test_of_many_faults_the_first_are_shown(dump: Path, count: int, told: list[str]) -> None:
    """More would cover the screen; the rest is counted, and who lists it named."""
    complaints = [Complaint(f"fault {number}") for number in range(count)]
    async with DuwenApp((str(dump),), complaints=complaints).run_test() as pilot:
        await settled(pilot)
        shown = [each.message for each in pilot.app._notifications]
        first = 3 - len(told)
        assert shown[:first] == ["fault 0", "fault 1", "fault 2"][:first]
        assert [each.partition(" the settings; `duwen config --check`")[0] for each in shown[first:]] == told
