"""Searches and what was open last."""

import os
import sys
from pathlib import Path

import pytest

from reader.library import Library


def reopened(library: Library, path: Path) -> Library:
    assert library.close()
    return Library.open(path)


def test_the_history_begins_with_the_latest(library: Library, path: Path) -> None:
    for text in ("上海", "北京", "天津"):
        library.remember_search(text)
    assert library.searches() == ("天津", "北京", "上海")
    assert reopened(library, path).searches() == ("天津", "北京", "上海")


def test_a_search_asked_again_moves_up(library: Library, path: Path) -> None:
    for text in ("上海", "北京", "上海"):
        library.remember_search(text)
    assert library.searches() == ("上海", "北京")
    assert reopened(library, path).searches() == ("上海", "北京")


def test_the_history_keeps_500(library: Library, path: Path) -> None:
    for number in range(510):
        library.remember_search(f"词{number}")
    kept = tuple(f"词{number}" for number in range(509, 9, -1))
    assert library.searches() == kept
    assert reopened(library, path).searches() == kept


@pytest.mark.parametrize(("typed", "kept"), [(" \u3000", ()), ("", ()), (" 上海 ", ("上海",))])
def test_blanks_around_a_search_are_not_kept(library: Library, typed: str, kept: tuple[str, ...]) -> None:
    library.remember_search(typed)
    assert library.searches() == kept


def test_saved_searches_are_sorted_by_name(library: Library, path: Path) -> None:
    library.save_search("b 进口", "进口 博览会")
    library.save_search("a", "上海")
    saved = [("a", "上海"), ("b 进口", "进口 博览会")]
    assert list(library.saved_searches().items()) == saved
    assert list(reopened(library, path).saved_searches().items()) == saved


def test_a_name_saved_again_has_the_new_query(library: Library, path: Path) -> None:
    library.save_search("a", "上海")
    library.save_search(" a", "北京")
    assert library.saved_searches() == {"a": "北京"}
    assert reopened(library, path).saved_searches() == {"a": "北京"}


def test_a_search_without_a_name_is_not_saved(library: Library) -> None:
    library.save_search(" ", "上海")
    assert library.saved_searches() == {}


def test_a_saved_search_is_forgotten(library: Library, path: Path) -> None:
    library.save_search("a", "上海")
    library.save_search("b", "北京")
    library.forget_saved_search("a ")
    library.forget_saved_search("never saved")
    assert library.saved_searches() == {"b": "北京"}
    assert reopened(library, path).saved_searches() == {"b": "北京"}


def test_nothing_was_open_at_first(library: Library) -> None:
    assert (library.last_corpus, library.last_query) == ((), "")


def test_the_last_corpus_has_absolute_paths(library: Library, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    library.remember_corpus(["新闻/a.txt", "/b", "*.jsonl"])
    expected = (f"{path.parent}/新闻/a.txt", "/b", f"{path.parent}/*.jsonl")
    assert library.last_corpus == expected
    assert reopened(library, path).last_corpus == expected


@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there")
def test_a_file_name_that_is_no_utf8_is_kept(library: Library, path: Path) -> None:
    name = os.fsdecode("/语料/新闻.txt".encode("gb18030"))
    library.remember_corpus([name])
    assert reopened(library, path).last_corpus == (name,)


def test_standard_input_is_no_corpus_to_open_again(library: Library) -> None:
    library.remember_corpus(["/a"])
    library.remember_corpus(["-"])
    assert library.last_corpus == ("/a",)


def test_the_last_query_is_kept_until_there_is_none(library: Library, path: Path) -> None:
    library.remember_query("上海 -体育")
    library = reopened(library, path)
    assert library.last_query == "上海 -体育"
    library.remember_query("")
    assert reopened(library, path).last_query == ""


def test_the_environment_names_another_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUWEN_LIBRARY", str(path))
    with Library.open() as opened:
        assert opened.path == path
    assert path.is_file()


def test_without_a_name_it_lies_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUWEN_LIBRARY", raising=False)
    monkeypatch.setattr("platformdirs.user_state_path", lambda name: tmp_path / name)
    with Library.open() as opened:
        assert opened.path == tmp_path / "duwen" / "library.sqlite"


def test_the_width_of_the_list_is_kept(library: Library, path: Path) -> None:
    assert library.list_width == 0
    library.remember_list_width(47)
    assert library.list_width == 47
    assert reopened(library, path).list_width == 47
