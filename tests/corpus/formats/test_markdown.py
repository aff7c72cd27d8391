"""A Markdown file is one article; its front matter says what it is."""

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.corpus.loading import load_corpus
from reader.corpus.options import ReadOptions
from reader.errors import SourceError
from tests.corpus.formats.encodings import encoded, every_encoding
from tests.dumps import corpus_of


def article_of(folder: Path, text: str) -> Article:
    return corpus_of(folder, text, "a.md").article(0)


@every_encoding
def test_front_matter_gives_the_fields_in_any_encoding(tmp_path: Path, encoding: str, sentence: str) -> None:
    text = f"---\ntitle: {sentence[:6]}\nlink: http://e.cn/a\ndate: 2018-09-07\nsource: 新社\n---\n\n# 小\n{sentence}\n"
    article = corpus_of(tmp_path, encoded(text, encoding), "a.md").article(0)
    assert (article.title, article.url, article.source) == (sentence[:6], "http://e.cn/a", "新社")
    assert article.date == datetime.date(2018, 9, 7)
    assert article.body == f"# 小\n{sentence}"


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 标题\n\n正文。", "标题", "正文。"),
        ("# 标题 ##\n正文。", "标题", "正文。"),
        ("徽章\n\n# 标题\n正文。", "标题", "徽章\n\n正文。"),
        ("标题\n====\n正文。", "标题", "正文。"),
        ("```\n# 注释\n```\n\n# 标题\n正文。", "标题", "```\n# 注释\n```\n\n正文。"),
        ("## 小标题\n正文。", "## 小标题", "正文。"),
        ("标题\n2018-09-07\n正文。", "标题", "正文。"),
        ("#标签\n正文。", "#标签", "正文。"),
        ("---\ntitle: 标题\n---\n# 标题\n正文。", "标题", "正文。"),
        ("---\ntitle: 标题\n---\n# 别的\n正文。", "标题", "# 别的\n正文。"),
        ("---\ntags: [a]\n---\n# 标题\n正文。", "标题", "正文。"),
        ("---\ntitle: 标题\n...\n正文。", "标题", "正文。"),
        ("---\n---\n# 标题\n正文。", "标题", "正文。"),
    ],
)
def test_a_title_is_taken_from_front_matter_else_a_heading_else_the_first_line(
    tmp_path: Path, text: str, title: str, body: str
) -> None:
    article = article_of(tmp_path, text)
    assert (article.title, article.body) == (title, body)


def test_the_text_stays_as_it_was_written(tmp_path: Path) -> None:
    body = "- **一** [二](http://e.cn)\n\n> 三 `四`\n\n![](a.png)"
    assert article_of(tmp_path, f"# 标题\n{body}").body == body


@pytest.mark.parametrize("value", ["12:30", "no", "007", "1e3", "2018-13-45", "~", "!!python/name:os.system"])
def test_values_are_the_characters_in_the_file(tmp_path: Path, value: str) -> None:
    text = f"---\ntitle: {value}\n---\n正文"
    assert article_of(tmp_path, text).title == value.removeprefix("!!python/name:os.system") or "正文"


def test_nothing_in_front_matter_is_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    article = article_of(tmp_path, f'---\ntitle: !!python/object/apply:os.mkdir ["{marker}"]\n---\n正文')
    assert not marker.exists()
    assert (article.title, article.body) == (str(marker), "正文")


def test_lists_of_values_are_joined(tmp_path: Path) -> None:
    assert article_of(tmp_path, "---\nsource: [新华社, 人民日报]\n---\n# 标题\n正文").source == "新华社, 人民日报"


def test_front_matter_that_is_not_yaml_is_a_problem_and_read_line_by_line(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, '---\nurl: "http://e.cn/a"\ntitle: 甲: 乙\n---\n正文。', "a.md")
    article = corpus.article(0)
    assert (article.title, article.url, article.body) == ("甲: 乙", "http://e.cn/a", "正文。")
    assert [problem.line for problem in corpus.problems] == [3]


@pytest.mark.parametrize("text", ["---\n一句话。\n---\n另一句。", "---\n没有结尾", "---\n- 一\n- 二\n---\n三"])
def test_rules_around_text_are_no_front_matter(tmp_path: Path, text: str) -> None:
    corpus = corpus_of(tmp_path, text, "a.md")
    assert corpus.article(0).body.startswith("---\n") or corpus.article(0).title == "---"
    assert "一" in corpus.article(0).body or "没有结尾" in corpus.article(0).body
    assert not corpus.problems


@pytest.mark.parametrize(
    "front_matter",
    [
        "a: &a {x: y}\n"
        + "".join(
            f"{b}: &{b} {{<<: [{', '.join(['*' + a] * 9)}]}}\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
        ),
        "a: &a [x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
        "a: " + "[" * 15_000,
        "a: " + "{a: " * 4_000,
        "a: " + "!" * 15_000,
        "x" * 100_000,
    ],
)
def test_no_front_matter_takes_long(tmp_path: Path, front_matter: str) -> None:
    started = time.process_time()
    article = article_of(tmp_path, f"---\n{front_matter}\n---\n# 标题\n正文")
    assert time.process_time() - started < 5
    assert article.title == "标题"
    assert article.body.endswith("正文")


def test_large_front_matter_is_a_problem(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, f"---\na: {'x' * 20_000}\n---\n# 标题\n正文", "a.md")
    assert [problem.line for problem in corpus.problems] == [2]
    assert corpus.article(0).body == "正文"


def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, "---\ntitle: 标题\n---\n正文\n第二@行".encode().replace(b"@", b"\xff"), "a.md")
    assert corpus.article(0).body == "正文\n第二\ufffd行"
    assert [problem.line for problem in corpus.problems] == [5]


def test_fields_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.markdown").write_text("---\nname: 名\ntitle: 标题\n---\n正文", encoding="utf-8")
    assert load_corpus([str(tmp_path)], ReadOptions(fields={"title": "name"})).article(0).title == "名"


def test_each_file_of_a_folder_is_an_article(tmp_path: Path) -> None:
    for name in ("a.md", "b.markdown"):
        (tmp_path / name).write_text(f"# {name}\n正文", encoding="utf-8")
    assert load_corpus([str(tmp_path)]).frame["title"].to_list() == ["a.md", "b.markdown"]


def test_a_file_in_which_nothing_can_be_seen_holds_no_article(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no article found"):
        corpus_of(tmp_path, " \n", "a.md")


@settings(max_examples=80, deadline=None)
@given(
    st.text(st.sampled_from("---\n: []{}&*!|>'\"#a甲`~=\t\\%@"), max_size=80) | st.binary(max_size=100),
    st.sampled_from(["", "---\n", "---\ntitle: "]),
)
def test_no_text_raises_anything_but_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, data: str | bytes, start: str
) -> None:
    raw = data.encode() if isinstance(data, str) else data
    try:
        corpus_of(tmp_path_factory.mktemp("markdown"), start.encode() + raw + b"\n---\n", "a.md")
    except SourceError:
        return
