"""Fields: the names data sets commonly use are known, `--field` overrides, what is missing is said."""

import pytest

from reader.corpus.fields import all_standard_names, check_names, standard_names
from reader.corpus.nested_text import text_of
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.errors import SourceError


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            "news_id keywords title desc source time content",  # news2016zh
            {"title": "title", "source": "source", "date": "time", "body": "content"},
        ),
        ("label label_desc sentence keywords", {"body": "sentence"}),  # CLUE, TNEWS
        ("text url timestamp meta", {"body": "text", "url": "url", "date": "timestamp"}),  # Hugging Face, C4
        ("id url title text", {"title": "title", "url": "url", "body": "text"}),  # Wikipedia
        ("url docno contenttitle content", {"title": "contenttitle", "url": "url", "body": "content"}),  # Sogou
        (
            "标题 发布时间 来源 链接 正文",
            {"title": "标题", "date": "发布时间", "source": "来源", "url": "链接", "body": "正文"},
        ),
        ("Headline PubDate Link Media Article_Text", {"title": "Headline", "body": "Article_Text"}),
        ("title link description pubDate", {"date": "pubDate", "url": "link", "body": "description"}),  # RSS
        ("source_url source", {"url": "source_url", "source": "source"}),
        ("a b", {}),
    ],
)
def test_common_names_are_known(names: str, expected: dict[str, str]) -> None:
    assert expected.items() <= standard_names(names.split(), AS_DETECTED).items()


@pytest.mark.parametrize(
    ("names", "ours", "best"),
    [
        ("text content", "body", "content"),
        ("headline title", "title", "title"),
        ("summary text", "body", "text"),
        ("created_at publish_time", "date", "publish_time"),
    ],
)
def test_the_better_name_is_preferred_whatever_the_order(names: str, ours: str, best: str) -> None:
    assert standard_names(names.split(), AS_DETECTED)[ours] == best


def test_the_second_best_name_is_kept_for_where_the_best_is_empty() -> None:
    assert all_standard_names(["text", "content"], AS_DETECTED)["body"] == ["content", "text"]


def test_a_named_field_overrides_and_means_nothing_else() -> None:
    options = ReadOptions(fields={"body": "Title"})
    assert standard_names(["title", "content"], options) == {"body": "title"}


def test_a_missing_body_is_an_error_that_names_the_fields() -> None:
    with pytest.raises(SourceError, match=r"--field body=NAME; there are: 编号, wz") as caught:
        check_names("a.jsonl", ["编号", "wz"], AS_DETECTED)
    assert caught.value.path == "a.jsonl"


def test_a_named_field_that_is_not_there_is_an_error() -> None:
    with pytest.raises(SourceError, match="no field 文 for body; there are: title"):
        check_names("a.jsonl", ["title"], ReadOptions(fields={"body": "文"}))


def test_a_title_alone_is_an_article() -> None:
    assert check_names("a.jsonl", ["title", "url"], AS_DETECTED) == []


def test_a_title_beside_what_may_be_the_body_is_a_problem() -> None:
    assert [problem.line for problem in check_names("a.jsonl", ["title", "wz"], AS_DETECTED)] == [0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("文", "文"),
        (12, "12"),
        (1.5, "1.5"),
        (True, "true"),
        (None, None),
        (float("nan"), None),
        (["一", "二", 3, None], "一\n二\n3"),
        ([], None),
        ([{"a": 1}], None),
        ({"a": "文"}, None),
    ],
)
def test_a_value_becomes_text(value: object, text: str | None) -> None:
    assert text_of(value, "body") == text
