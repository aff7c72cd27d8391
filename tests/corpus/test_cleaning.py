"""Cleaning: nothing that can move a cursor or hide is left."""

import unicodedata
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.cleaning import _clean, _pieces, clean, clean_line, cleaned
from tests.dumps import corpus_of, record


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("红\x1b[31m色", "红[31m色"),
        ("空\x00字", "空字"),
        ("a\u200bb\u202ec\ufeffd", "abcd"),
        ("行\r\n行\r行\u2028行", "行\n行\n行\n行"),
        ("表\t格", "表 格"),
        ("&lt;b&gt; &amp;amp; &#20013;&#x6587; AT&T a&copy=1", "<b> &amp; 中文 AT&T a&copy=1"),
        ("　　全角", "　　全角"),
        ("[red]红[/red] [/] [@click=app.quit]", "[red]红[/red] [/] [@click=app.quit]"),
        ("&#27;[2J&#8203;", "[2J"),
    ],
)
def test_what_becomes_of_a_text(before: str, after: str) -> None:
    assert clean(before) == after


@given(st.text())
def test_no_control_format_or_surrogate_is_left(text: str) -> None:
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in clean(text))
    assert "\n" not in clean_line(text)


@given(st.text())
def test_cleaning_twice_changes_no_more_than_entities(text: str) -> None:
    once = clean(text.replace("&", ""))
    assert clean(once) == once


@given(
    st.lists(
        st.sampled_from(
            ["文", "&amp;", "&lt;", "&#38;", "amp;", "x", "\r", "\n", "&", "&CounterClockwiseContourIntegral;"]
        )
    ).map("".join),
    st.integers(36, 60),
)
def test_a_long_text_is_cleaned_as_a_short_one(text: str, size: int) -> None:
    assert "".join(_pieces(text, size)) == text
    assert "".join(map(_clean, _pieces(text, size))) == clean(text)


def test_every_field_of_a_loaded_article_is_clean(tmp_path: Path) -> None:
    article = corpus_of(tmp_path, record("题\x1b\u200b目", "http://a.cn/\x07x", "正\x00文\u2066\n[/]")).article(0)
    assert (article.title, article.url, article.body) == ("题目", "http://a.cn/x", "正文\n[/]")


def test_only_bodies_keep_their_lines(tmp_path: Path) -> None:
    line = r'{"title": "上\n下", "source": "左\n右", "url": "http://a.cn/\nx", "body": "一\n二"}'
    article = corpus_of(tmp_path, line, "a.jsonl").article(0)
    assert (article.title, article.source, article.body) == ("上 下", "左 右", "一\n二")
    assert article.url == "http://a.cn/%20x"


@given(st.characters(categories=["Cc", "Cf"]))
def test_the_quick_scan_misses_nothing(character: str) -> None:
    """A character that cleaning would take out is also one that makes a row suspect."""
    import polars as pl

    from reader.corpus.cleaning import cleaned

    frame = pl.DataFrame({"title": [f"a{character}b"], "url": [""], "source": [""], "body": [f"a{character}b"]})
    assert cleaned(frame)["body"][0] == clean(f"a{character}b")


def test_space_around_lines_goes_and_space_within_a_url_is_written_out() -> None:
    lines = ["甲 乙", " 甲\u3000", "\u00a0", None, "甲", "\t甲\n乙 "]
    frame = cleaned(pl.DataFrame(dict.fromkeys(("title", "url", "source", "body"), lines)))
    assert frame["title"].to_list() == frame["source"].to_list() == ["甲 乙", "甲", "", "", "甲", "甲 乙"]
    assert frame["url"].to_list() == ["甲%20乙", "甲", "", "", "甲", "甲%20乙"]
