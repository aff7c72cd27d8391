"""The dump format, with everything that is met in the wild."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.corpus.cleaning import clean
from reader.corpus.formats import dump
from reader.errors import SourceError
from tests.dumps import DASHES, EQUALS, corpus_of, record

URL = "http://example.com/2024/03/15/a.html"


def titles_and_bodies(folder: Path, text: str | bytes) -> list[tuple[str, str]]:
    frame = corpus_of(folder, text).frame
    return list(frame.select("title", "body").iter_rows())


def test_a_record_has_title_url_body_and_the_line_it_begins_at(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, record("甲", URL, "一\n二") + record("乙", "", "三"))
    first, second = corpus.article(0), corpus.article(1)
    assert (first.title, first.url, first.body, first.line) == ("甲", URL, "一\n二", 1)
    assert (second.title, second.url, second.body, second.line) == ("乙", "", "三", 8)
    assert first.source == "example.com"
    assert first.path.endswith("dump.txt")
    assert not corpus.problems


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_every_kind_of_line_end_is_one_line_end(tmp_path: Path, line_end: str) -> None:
    text = (record("甲", URL, "一\n二") + record("乙", URL, "三")).replace("\n", line_end)
    assert titles_and_bodies(tmp_path, text.encode()) == [("甲", "一\n二"), ("乙", "三")]
    assert corpus_of(tmp_path, text.encode()).article(1).line == 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_simplified_text_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = record("上海的进口博览会今天开幕了", URL, "各区各部门贯彻落实决策部署态度坚决，“干事创业”劲头足。")
    [(title, body)] = titles_and_bodies(tmp_path, text.encode(encoding))
    assert title == "上海的进口博览会今天开幕了"
    assert body.endswith("“干事创业”劲头足。")


def test_big5_is_told_from_gbk(tmp_path: Path) -> None:
    text = record("颱風來襲，臺灣東部嚴陣以待", URL, "中央氣象局表示，強烈颱風將於今天晚間登陸，請民眾做好準備。")
    assert titles_and_bodies(tmp_path, text.encode("big5"))[0][0] == "颱風來襲，臺灣東部嚴陣以待"


def test_a_file_may_end_without_its_last_rule(tmp_path: Path) -> None:
    text = record("甲", URL, "一") + f"乙\n{URL}\n{DASHES}\n二\n三"
    assert titles_and_bodies(tmp_path, text) == [("甲", "一"), ("乙", "二\n三")]


def test_blank_lines_in_a_body_stay_and_those_around_it_go(tmp_path: Path) -> None:
    assert titles_and_bodies(tmp_path, record("甲", URL, "\n一\n\n二\n")) == [("甲", "一\n\n二")]


def test_a_rule_of_equals_signs_inside_a_body_is_text(tmp_path: Path) -> None:
    body = f"一\n{EQUALS}\n二\n三\n{DASHES}\n四"
    assert titles_and_bodies(tmp_path, record("甲", URL, body) + record("乙", "", "四")) == [("甲", body), ("乙", "四")]


def test_a_body_may_end_with_a_rule_of_equals_signs(tmp_path: Path) -> None:
    body = f"一\n{EQUALS}"
    text = record("甲", URL, body) + record("乙", URL, body)
    assert titles_and_bodies(tmp_path, text) == [("甲", body), ("乙", body)]


@pytest.mark.parametrize(("length", "is_rule"), [(60, True), (80, True), (59, False)])
def test_sixty_characters_make_a_rule(tmp_path: Path, length: int, is_rule: bool) -> None:
    text = f"甲\n{URL}\n{'-' * length}\n一\n\n{'=' * length}\n" + record("乙", URL, "二")
    titles = [title for title, _ in titles_and_bodies(tmp_path, text)]
    assert titles == (["甲", "乙"] if is_rule else ["乙"])


@pytest.mark.parametrize("url", ["", "?copy=1", "/a/b", "www.example.com", "https://例子.cn/新闻?x=1#y"])
def test_what_may_stand_as_a_url(tmp_path: Path, url: str) -> None:
    assert [title for title, _ in titles_and_bodies(tmp_path, record("甲", "", "一") + record("乙", url, "二"))] == [
        "甲",
        "乙",
    ]


def test_a_record_without_title_takes_its_first_sentence(tmp_path: Path) -> None:
    article = corpus_of(tmp_path, record("", URL, "　　今天下雨。明天晴。")).article(0)
    assert (article.title, article.title_is_derived) == ("今天下雨", True)
    long = corpus_of(tmp_path, record("", URL, "字" * 100)).article(0)
    assert long.title == "字" * 30


def test_a_record_without_any_text_is_a_problem(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, record("甲", URL, "一") + record("", URL, "") + record("乙", URL, "二"))
    assert corpus.frame["title"].to_list() == ["甲", "乙"]
    [problem] = corpus.problems
    assert problem.line == 7


def test_a_record_whose_head_is_damaged_is_a_problem_and_its_text_stays(tmp_path: Path) -> None:
    text = record("甲", URL, "一") + f"乙\n{URL}\n二\n\n{EQUALS}\n" + record("丙", URL, "三")
    corpus = corpus_of(tmp_path, text)
    assert corpus.frame["title"].to_list() == ["甲", "丙"]
    assert "乙" in corpus.article(0).body
    [problem] = corpus.problems
    assert (problem.line, "rule of dashes" in problem.reason) == (7, True)


def test_text_before_the_first_head_is_a_problem(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, "碎片\n" + record("甲", URL, "一"))
    assert corpus.frame["title"].to_list() == ["甲"]
    assert [problem.line for problem in corpus.problems] == [1]


def test_bytes_that_are_no_text_become_replacement_characters_and_a_problem(tmp_path: Path) -> None:
    text = record("甲", URL, "第一行文字\n第二行@文字").encode().replace(b"@", b"\xff")
    corpus = corpus_of(tmp_path, text + record("乙", URL, "二").encode())
    assert corpus.article(0).body == "第一行文字\n第二行\ufffd文字"
    assert [problem.line for problem in corpus.problems] == [5]


def test_what_holds_no_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no article found"):
        corpus_of(tmp_path, " \n")
    with pytest.raises(SourceError, match="binary"):
        corpus_of(tmp_path, bytes(range(256)) * 10)


def test_records_longer_than_a_block_are_read_whole(tmp_path: Path) -> None:
    long = "长文" * 500_000
    text = record("甲", URL, long) + record("乙", URL, "短") + record("丙", URL, long)
    corpus = corpus_of(tmp_path, text)
    assert corpus.frame["title"].to_list() == ["甲", "乙", "丙"]
    assert corpus.article(2).body == long
    assert corpus.article(2).line == 13


_lines = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [DASHES, EQUALS, "", "http://example.com/", "=" * 60, "-" * 59]
)


def _plain(line: str) -> str:
    return clean(line).replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.lists(_lines, min_size=1, max_size=8)), min_size=1, max_size=5))
def test_what_is_written_as_a_dump_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, articles: list[tuple[str, list[str]]]
) -> None:
    """Titles and bodies come back, whatever the bodies hold but a whole head behind a rule."""
    written = [
        (f"题{number}{_plain(title)}".strip(), "\n".join(["首", *map(_plain, lines), "尾"]))
        for number, (title, lines) in enumerate(articles)
    ]
    written = [(title, body) for title, body in written if not _holds_a_head(body)]
    if written:
        text = "".join(record(title, URL, body) for title, body in written)
        assert titles_and_bodies(tmp_path_factory.mktemp("dump"), text.encode()) == written


def _holds_a_head(body: str) -> bool:
    lines = body.split("\n")
    return any(line.startswith("=" * 60) and len(lines) > number + 3 for number, line in enumerate(lines))


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        (f"乙\n\n{'-' * 20}\n二", "a head"),
        ("乙\n\n二", "a head"),
        (f"乙\n{URL}\n二", "the rule of dashes"),
        (f"乙\n别的\n{DASHES}\n二", "a URL or an empty line"),
        (f"\n{DASHES}\n二", "a title or a URL line"),
        ("", "a head"),
    ],
)
def test_a_damaged_head_is_a_problem_whatever_is_damaged(tmp_path: Path, head: str, missing: str) -> None:
    corpus = corpus_of(tmp_path, record("甲", URL, "一") + f"{head}\n\n{EQUALS}\n" + record("丙", URL, "三"))
    assert corpus.frame["title"].to_list() == ["甲", "丙"]
    [problem, *_] = corpus.problems
    assert problem.line == 7
    assert missing in problem.reason


def test_a_rule_that_is_meant_as_text_is_no_problem(tmp_path: Path) -> None:
    assert not corpus_of(tmp_path, record("甲", URL, f"一\n{EQUALS}\n二\n三") + record("乙", URL, "四")).problems


def test_a_damaged_head_is_a_problem_also_where_the_last_record_is_not_closed(tmp_path: Path) -> None:
    text = record("甲", URL, "一") + f"乙\n\n{EQUALS}\n" + record("丙", URL, "三").removesuffix(f"{EQUALS}\n")
    assert not text.rstrip().endswith("=")
    assert [problem.line for problem in corpus_of(tmp_path, text).problems] == [7]


_LINES = st.sampled_from(
    [
        "",
        " ",
        "\u3000",
        "题",
        "文",
        "\ufffd",
        "&amp;",
        URL,
        "/a",
        "a b",
        DASHES,
        EQUALS,
        f"{EQUALS} ",
        f" {EQUALS}",
        "-" * 59,
    ]
)
_USUAL = st.builds(
    record, st.sampled_from(["甲", "", " 乙"]), st.sampled_from([URL, "", "a b", "/b "]), st.text("文\n =", max_size=4)
)


@settings(max_examples=60)
@example("", f"题\n{URL}\n{DASHES}\n文\n{EQUALS} \n\n", "")
@example("", f"题\n\n{DASHES}\n文\n\n", "")
@given(
    st.lists(_USUAL, max_size=3).map("".join),
    st.lists(_LINES, max_size=9).map("\n".join),
    st.lists(_USUAL, max_size=2).map("".join),
)
def test_small_dumps_are_read_as_large_ones(
    tmp_path_factory: pytest.TempPathFactory, before: str, odd: str, behind: str
) -> None:
    folder = tmp_path_factory.mktemp("dumps")

    def read(text: str) -> object:
        try:
            corpus = corpus_of(folder, text)
        except SourceError as error:
            return str(error)
        return corpus.frame.rows(), corpus.problems

    for text in (before + odd + behind, record("题", URL, "文") + odd, before + behind):
        small = read(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(dump, "rows_of", lambda *_args: None)
            assert small == read(text)
