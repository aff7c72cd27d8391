"""Marks on articles: they hold at once, stay, and leave nothing behind when they go."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library import Library
from tests.library.articles import article, rows

ONE = article()

MARKS: dict[str, tuple[Callable[[Library], None], Callable[[Library], None], Callable[[Library], object]]] = {
    "read": (
        lambda each: each.set_read(ONE),
        lambda each: each.set_read(ONE, False),
        lambda each: each.is_read(ONE.id),
    ),
    "starred": (
        lambda each: each.set_starred(ONE),
        lambda each: each.set_starred(ONE, False),
        lambda each: each.is_starred(ONE.id),
    ),
    "note": (
        lambda each: each.set_note(ONE, "要查\n第二行"),
        lambda each: each.set_note(ONE, ""),
        lambda each: each.note_of(ONE.id),
    ),
    "place": (
        lambda each: each.set_place(ONE, 120),
        lambda each: each.set_place(ONE, 0),
        lambda each: each.place_of(ONE.id),
    ),
    "tag": (
        lambda each: each.add_tag(ONE, "进口"),
        lambda each: each.remove_tag(ONE, "进口"),
        lambda each: each.tags_of(ONE.id),
    ),
}
VALUES = {"read": True, "starred": True, "note": "要查\n第二行", "place": 120, "tag": frozenset({"进口"})}

every_mark = pytest.mark.parametrize("mark", MARKS)


@every_mark
def test_a_mark_holds_at_once(library: Library, mark: str) -> None:
    put, _, asked = MARKS[mark]
    assert not asked(library)
    put(library)
    assert asked(library) == VALUES[mark]


@every_mark
def test_a_mark_is_there_the_next_time(library: Library, path: Path, mark: str) -> None:
    put, _, asked = MARKS[mark]
    put(library)
    library.close()
    with Library.open(path) as again:
        assert asked(again) == VALUES[mark]
        assert again.notice is None


@every_mark
def test_a_mark_taken_off_is_gone_at_once_and_the_next_time(library: Library, path: Path, mark: str) -> None:
    put, take, asked = MARKS[mark]
    put(library)
    take(library)
    assert not asked(library)
    library.close()
    with Library.open(path) as again:
        assert not asked(again)


@every_mark
def test_the_last_mark_takes_the_row_away(library: Library, path: Path, mark: str) -> None:
    put, take, _ = MARKS[mark]
    put(library)
    take(library)
    library.close()
    assert rows(path, "SELECT * FROM article") == rows(path, "SELECT * FROM tag") == []


@pytest.mark.parametrize(("kept", "taken"), [(kept, taken) for kept in MARKS for taken in MARKS if kept != taken])
def test_one_mark_stays_when_another_goes(library: Library, path: Path, kept: str, taken: str) -> None:
    MARKS[kept][0](library)
    MARKS[taken][0](library)
    MARKS[taken][1](library)
    library.close()
    with Library.open(path) as again:
        assert MARKS[kept][2](again) == VALUES[kept]
        assert not MARKS[taken][2](again)


def test_taking_off_what_is_not_there_does_nothing(library: Library, path: Path) -> None:
    for _, take, _ in MARKS.values():
        take(library)
    assert library.flush()
    assert rows(path, "SELECT * FROM article") == []


def test_title_and_url_are_kept_as_they_were_last(library: Library, path: Path) -> None:
    library.set_read(article(title="旧标题"))
    library.add_tag(article(title="新标题"), "进口")
    assert library.flush()
    assert rows(path, "SELECT id, title, url FROM article") == [(ONE.id, "新标题", ONE.url)]


def test_articles_are_told_apart(library: Library) -> None:
    library.set_read(article(1))
    library.set_starred(article(2))
    assert library.ids_read == {article(1).id}
    assert library.ids_starred == {article(2).id}


def test_an_article_has_several_tags(library: Library) -> None:
    library.add_tag(ONE, "进口")
    library.add_tag(ONE, "上海")
    library.add_tag(ONE, "上海")
    assert library.tags_of(ONE.id) == {"进口", "上海"}


def test_one_tag_stays_when_another_goes(library: Library, path: Path) -> None:
    library.add_tag(ONE, "进口")
    library.add_tag(ONE, "上海")
    library.remove_tag(ONE, "进口")
    assert library.flush()
    assert rows(path, "SELECT tag FROM tag") == [("上海",)]


def test_a_tagged_article_keeps_its_title_when_another_mark_goes(library: Library, path: Path) -> None:
    library.add_tag(ONE, "进口")
    library.set_read(ONE)
    library.set_read(ONE, False)
    assert library.flush()
    assert rows(path, "SELECT title FROM article") == [(ONE.title,)]


def test_articles_are_found_by_tag(library: Library) -> None:
    library.add_tag(article(1), "上海")
    library.add_tag(article(2), "上海")
    library.add_tag(article(3), "北京")
    assert library.ids_tagged("上海") == {article(1).id, article(2).id}
    assert library.ids_tagged("天津") == frozenset()


def test_all_tags_are_counted_the_most_used_first(library: Library) -> None:
    for number, tag in ((1, "乙"), (1, "丙"), (2, "丙"), (3, "甲")):
        library.add_tag(article(number), tag)
    assert list(library.all_tags().items()) == [("丙", 2), ("乙", 1), ("甲", 1)]


@pytest.mark.parametrize(("typed", "tags"), [("  进口\u3000 食品\n", {"进口 食品"}), ("", set()), (" \u3000", set())])
def test_a_tag_is_one_line_and_never_blank(library: Library, typed: str, tags: set[str]) -> None:
    library.add_tag(ONE, typed)
    assert library.tags_of(ONE.id) == tags


def test_a_tag_is_asked_for_and_taken_as_it_was_typed(library: Library) -> None:
    library.add_tag(ONE, " 进口  食品")
    assert library.ids_tagged("进口 食品 ") == {ONE.id}
    library.remove_tag(ONE, "进口  食品")
    assert library.tags_of(ONE.id) == frozenset()


def test_a_blank_note_is_none(library: Library) -> None:
    library.set_note(ONE, "要查")
    library.set_note(ONE, " \n")
    assert library.note_of(ONE.id) == ""


@pytest.mark.parametrize(("place", "kept"), [(-5, 0), (2**80, sys.maxsize)])
def test_an_impossible_place_is_the_nearest_possible(library: Library, place: int, kept: int) -> None:
    library.set_place(ONE, place)
    assert library.place_of(ONE.id) == kept
    assert library.flush()


def test_half_a_character_stops_nothing(library: Library) -> None:
    """Terminals and file names hand over lone surrogates, which SQLite refuses."""
    library.set_note(ONE, "要\ud800查")
    library.add_tag(ONE, "进\udcff")
    library.remember_search("\udc80")
    library.remember_query("\udc80")
    library.save_search("\udc80", "\udc80")
    assert library.flush()
    assert library.note_of(ONE.id) == "要?查"


@pytest.mark.parametrize("hidden", ["\x1b]52;c;ZXZpbA==\x07", "\x9b", "\u202e", "\x08", "\ufeff", "\x00"])
def test_what_no_terminal_may_be_given_is_not_kept(library: Library, hidden: str) -> None:
    library.set_note(ONE, f"要{hidden}查\n第二行")
    library.add_tag(ONE, f"进{hidden}口")
    library.save_search(f"名{hidden}", f"上{hidden}海")
    library.remember_search(f"上{hidden}海")
    kept = [library.note_of(ONE.id).replace("\n", ""), *library.tags_of(ONE.id), *library.searches()]
    kept += [each for pair in library.saved_searches().items() for each in pair]
    assert len(kept) == 5
    assert all(map(str.isprintable, kept))


def test_orders_after_closing_hold_in_memory_only(library: Library, path: Path) -> None:
    assert library.close()
    library.set_read(ONE)
    assert library.is_read(ONE.id)
    assert not library.flush()
    assert not library.refresh()
    assert not library.close()
    assert rows(path, "SELECT * FROM article") == []


def test_importing_it_loads_no_screen_no_table_no_database() -> None:
    code = (
        "import sys, reader.library; print({'textual', 'rich', 'polars', 'sqlite3', 'platformdirs'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_opening_it_loads_no_screen_and_no_table(path: Path) -> None:
    code = (
        "import sys; from reader.library import Library; Library.open(sys.argv[1]).close();"
        "print({'textual', 'rich', 'polars'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
