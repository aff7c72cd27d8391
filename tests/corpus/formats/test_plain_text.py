"""A text file is one article, whatever it holds."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.cleaning import clean
from reader.corpus.formats import plain_text
from reader.corpus.formats.plain_text import Head, split_head
from reader.corpus.loading import load_corpus
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.streams import Sample
from reader.errors import SourceError
from tests.corpus.formats.encodings import encoded, every_encoding
from tests.dumps import corpus_of


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("标题\n正文。", "标题", "正文。"),
        ("\n\n  标题  \n\n　　正文。", "标题", "\n　　正文。"),
        ("字" * 60 + "\n正文", "字" * 60, "正文"),
        ("字" * 61 + "\n正文", "", "字" * 61 + "\n正文"),
        ("第一句。\n第二句。", "", "第一句。\n第二句。"),
        ("他说：“好！”\n第二句。", "", "他说：“好！”\n第二句。"),
        ("下回分解……\n正文", "", "下回分解……\n正文"),
        ("各位代表：\n正文", "", "各位代表：\n正文"),
        ("只有一行", "", "只有一行"),
        ("只有一行\n \n", "", "只有一行\n \n"),
        ("", "", ""),
    ],
)
def test_a_short_first_line_that_ends_no_sentence_is_the_title(text: str, title: str, body: str) -> None:
    assert split_head(text) == Head(title, "", "", body)


@pytest.mark.parametrize(
    ("lines", "url", "date"),
    [
        ("http://example.com/a", "http://example.com/a", ""),
        ("2018-09-07", "", "2018-09-07"),
        ("2018年9月7日 10:20", "", "2018年9月7日 10:20"),
        ("2018/9/7\nwww.example.com/a", "www.example.com/a", "2018/9/7"),
        ("http://example.com/a\n20180907", "http://example.com/a", "20180907"),
    ],
)
def test_lines_below_the_title_that_are_only_a_url_or_a_date_are_taken_as_such(lines: str, url: str, date: str) -> None:
    assert split_head(f"标题\n{lines}\n正文") == Head("标题", url, date, "正文")


@pytest.mark.parametrize("line", ["见 http://example.com/a", "2018年9月7日，晴", "1234"])
def test_a_line_that_holds_more_than_a_url_or_a_date_is_text(line: str) -> None:
    assert split_head(f"标题\n{line}\n正文") == Head("标题", "", "", f"{line}\n正文")


def test_the_second_of_two_urls_is_text() -> None:
    assert split_head("标题\nhttp://e.cn/a\nhttp://e.cn/b\n正文").body == "http://e.cn/b\n正文"


def test_a_url_on_the_first_line_is_no_title() -> None:
    assert split_head("http://example.com/a\n正文") == Head("", "http://example.com/a", "", "正文")


def test_a_head_without_text_below_it_is_the_text() -> None:
    assert split_head("标题\nhttp://example.com/a\n") == Head("", "", "", "标题\nhttp://example.com/a\n")


@every_encoding
def test_a_text_is_read_in_any_encoding(tmp_path: Path, encoding: str, sentence: str) -> None:
    article = corpus_of(tmp_path, encoded(f"{sentence[:6]}\n2018-09-07\n{sentence}", encoding), "a.txt").article(0)
    assert (article.title, article.body, article.line) == (sentence[:6], sentence, 1)
    assert article.date == datetime.date(2018, 9, 7)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["-le", "-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_an_order_of_bytes_that_is_not_told_is_that_of_the_mark(
    tmp_path: Path, encoding: str, order: str, mark: str
) -> None:
    """Without a mark it is little-endian."""
    path = tmp_path / "a.txt"
    path.write_bytes(f"{mark}标题\n正文。".encode(encoding + order))
    told = ReadOptions(encoding=encoding if mark or order == "-le" else encoding + order)
    for options in (told, AS_DETECTED) if mark else (told,):
        assert load_corpus([str(path)], options).article(0).title == "标题"


def test_a_text_without_title_takes_its_first_sentence(tmp_path: Path) -> None:
    article = corpus_of(tmp_path, "　　今天下雨。明天晴。", "a.txt").article(0)
    assert (article.title, article.title_is_derived, article.body) == ("今天下雨", True, "　　今天下雨。明天晴。")


def test_each_file_of_a_folder_is_an_article(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"第{number}篇\n正文。", encoding="utf-8")
    corpus = load_corpus([str(tmp_path)])
    assert corpus.frame["title"].to_list() == [f"第{number}篇" for number in range(5)]
    assert not corpus.problems


@pytest.mark.parametrize("text", ["", " \n\n\t", "\ufeff", "　\n"])
def test_a_file_in_which_nothing_can_be_seen_holds_no_article(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match="no article found"):
        corpus_of(tmp_path, text, "a.txt")


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xff"), ("gb18030", b"\xff"), ("utf-16-le", b"\x00\xd8")])
def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path, encoding: str, bad: bytes) -> None:
    before, behind = (encoded("标题\n第一段话，写在这里。\n第二", encoding), "段话。\n第三段话。".encode(encoding))
    corpus = corpus_of(tmp_path, before + bad + behind, "a.txt")
    assert corpus.article(0).body == "第一段话，写在这里。\n第二\ufffd段话。\n第三段话。"
    assert [problem.line for problem in corpus.problems] == [3]


def test_a_text_longer_than_a_block_is_read_whole(tmp_path: Path) -> None:
    body = "长文" * 2_000_000
    assert corpus_of(tmp_path, f"标题\n{body}", "a.txt").article(0).body == body


def test_blank_text_does_not_fit() -> None:
    assert not plain_text.fits(Sample.of("a.txt", b" \n"))


def test_binary_data_is_no_text() -> None:
    assert not plain_text.fits(Sample.of("a.txt", b"\x00\x01\x02" * 100))


_lines = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.lists(_lines, max_size=8))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, title: str, paragraphs: list[str]
) -> None:
    title, *written = (clean(line).replace("\n", "") for line in (f"题{title}题", "首", *paragraphs, "尾"))
    body = "\n".join(written)
    article = corpus_of(tmp_path_factory.mktemp("text"), f"{title}\n{body}", "a.txt").article(0)
    assert (article.title, article.body) == (title, body)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_source_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        corpus_of(tmp_path_factory.mktemp("text"), data, "a.txt")
    except SourceError:
        return
