"""Nested JSON: articles are found in what holds them, texts in what holds those; what is left unread is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.loading import load
from reader.corpus.nested_text import text_and_unread
from reader.corpus.nesting import names_in, value_at
from reader.corpus.options import ReadOptions
from reader.errors import SourceError

ONE, TWO = ({"title": title, "content": f"{title}过江", "url": f"http://a.cn/{title}"} for title in ("渡船", "渡口"))
BOTH = [("渡船", "渡船过江"), ("渡口", "渡口过江")]
SHELLS: dict[str, Any] = {
    "a list by name": {"status": "ok", "articles": [ONE, TWO]},
    "a list two deep": {"code": 0, "data": {"items": [ONE, TWO], "total": 2}},
    "a search engine's answer": {
        "took": 3,
        "hits": {"total": 2, "hits": [{"_id": "1", "_source": one} for one in (ONE, TWO)]},
    },
    "GraphQL": {"data": {"news": {"edges": [{"cursor": "a", "node": one} for one in (ONE, TWO)], "pageInfo": {}}}},
    "CouchDB": {
        "total_rows": 2,
        "rows": [{"id": "1", "key": "1", "value": {"rev": "1"}, "doc": one} for one in (ONE, TWO)],
    },
    "rows of a viewer": {"features": [], "rows": [{"row_idx": 0, "row": one} for one in (ONE, TWO)]},
    "two lists": {"top": [ONE], "more": [TWO]},
    "articles by key": {"1": ONE, "2": TWO},
    "articles by key, within": {"code": 0, "data": {"list": {"7": ONE, "9": TWO}}},
    "an array": [ONE, TWO],
    "an array of wrappers": [{"_source": ONE}, {"_source": TWO}],
}


def read(folder: Path, text: str, name: str = "a.json", **fields: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Titles and bodies, and the reasons of problems, also where there is no article."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    rows, reasons = [], []
    try:
        for batch in load([str(path)], ReadOptions(fields=fields)):
            rows += batch.frame.select("title", "body").rows()
            reasons += [problem.reason for problem in batch.problems]
    except SourceError as error:
        reasons.append(error.reason)
    return rows, reasons


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("indent", [None, 2])
def test_articles_are_found_in_what_holds_them(tmp_path: Path, shell: str, indent: int | None) -> None:
    assert read(tmp_path, json.dumps(SHELLS[shell], indent=indent)) == (BOTH, [])


@pytest.mark.parametrize("shell", [shell for shell, value in SHELLS.items() if isinstance(value, dict)])
def test_every_line_may_hold_several(tmp_path: Path, shell: str) -> None:
    line = json.dumps(SHELLS[shell])
    assert read(tmp_path, f"{line}\n{line}\n", "a.jsonl") == (BOTH + BOTH, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("callback(", ");"),
        ("/**/jQuery1_2(", ")\n"),
        ("typeof cb === 'function' && cb(", ");"),
        ("var news = ", ";\n"),
        ("window.__DATA__ = ", ""),
        (")]}',\n", ""),
        ("try{cb(", ");}catch(e){}"),
        ("\ufeff", "\n"),
    ],
)
def test_what_a_page_has_around_its_json_is_no_part_of_it(tmp_path: Path, before: str, after: str) -> None:
    assert read(tmp_path, f"{before}{json.dumps([ONE, TWO])}{after}") == (BOTH, [])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"text": "渡船"}, "渡船"),
        ({"rendered": "渡船", "protected": False}, "渡船"),
        (["渡船", "过江"], "渡船\n过江"),
        ([["渡船"], ["过江"]], "渡船\n过江"),
        ([{"p": "渡船"}, {"p": "过江"}], "渡船\n过江"),
        ([{"type": "text", "text": "渡船"}, {"type": "image", "src": "http://a.cn/1.png"}], "渡船"),
        ({"ops": [{"insert": "渡船"}, {"insert": "过江"}]}, "渡船\n过江"),
        ({"blocks": [{"data": {"text": "渡船"}, "type": "paragraph"}]}, "渡船"),
        ([{"context": "渡船", "qas": [{"question": "何处？"}]}], "渡船"),
        (2018, "2018"),
    ],
)
def test_a_text_is_found_in_what_holds_it(tmp_path: Path, content: object, text: str) -> None:
    line = json.dumps({"title": "题", "content": content})
    assert read(tmp_path, line, "a.jsonl") == ([("题", text)], [])


def test_what_is_nested_and_not_understood_is_named(tmp_path: Path) -> None:
    line = json.dumps({"title": "题", "content": {"zh": {"long": "渡船过江"}, "en": {"long": "a ferry"}}})
    told = "the field content has nested values that are not read: name one with --field body=content.zh.long"
    assert read(tmp_path, line, "a.jsonl") == ([("题", "")], [told])
    assert read(tmp_path, line, "a.jsonl", body="content.zh.long") == ([("题", "渡船过江")], [])


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"t": "题", "a": {"b": "渡船"}}, "a.b"),
        ({"t": "题", "a": {"b": ["渡船"]}}, "A.B"),
        ({"t": "题", "a": [{"b": "渡船"}]}, "a.b"),
        ({"t": "题", "a": [{"b": "渡船"}]}, "a[].b"),
        ({"t": "题", "a.b": "渡船"}, "a.b"),
        ({"t": "题", "a": {"b.c": "渡船"}}, "a.b.c"),
        ({"t": "题", "title": "他题", "_source": {"content": "他文", "b": "渡船"}}, "_source.b"),
    ],
)
@pytest.mark.parametrize("is_array", [False, True])
def test_a_field_is_named_by_a_dotted_path(tmp_path: Path, record: object, name: str, is_array: bool) -> None:
    text = json.dumps([record] if is_array else record)
    assert read(tmp_path, text, title="t", body=name) == ([("题", "渡船")], [])


def test_a_field_in_a_list_of_articles_is_named_from_the_record_on_or_from_the_article_on(tmp_path: Path) -> None:
    text = json.dumps({"data": {"list": [{"t": "题", "wz": "渡船"}]}})
    for fields in (
        {"title": "data.list.t", "body": "data.list.wz"},
        {"title": "data.list[].t", "body": "data.list.wz"},
    ):
        assert read(tmp_path, text, **fields) == ([("题", "渡船")], [])


@pytest.mark.parametrize(
    "date",
    [
        {"$date": "2018-09-07T00:00:00Z"},
        {"$date": 1536278400000},
        {"$date": {"$numberLong": "1536278400000"}},
        {"$numberLong": "1536278400"},
        {"iso": "2018-09-07"},
    ],
)
def test_dates_as_databases_export_them_have_their_day(tmp_path: Path, date: object) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"_id": {"$oid": "5b91"}, **ONE, "date": date}), encoding="utf-8")
    days = [day for batch in load([str(tmp_path / "a.jsonl")]) for day in batch.frame["date"]]
    assert [str(day) for day in days] == ["2018-09-07"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.json", '["http://a.cn/1", "http://a.cn/2"]', "no JSON object"),
        ("a.txt", '["http://a.cn/1", "http://a.cn/2"]', "no JSON object"),
        ("a.json", "[1,2,", "no JSON object"),
        ("a.json", "[" * 50_000, "no JSON object"),
        ("a.json", "文章一篇。", "--format text reads it as text"),
        ("a.jsonl", '["题", "文"]\n["题", "文"]\n', "no JSON object"),
        ("a.jsonl", '{"_id": ObjectId("5b91"), "title": "题"}', "missing value at character 9"),
        ("a.json", '[{"title": "题', "unclosed brace or double quote"),
        ("a.json", "[{'title': '题'}]", "missing name in double quotes at character 2"),
        ("a.json", "{}", "without title and text"),
        ("a.json", '{"seen": ["http://a.cn/1"], "next": 3}', "there are: seen, next"),
    ],
)
def test_json_in_which_no_article_can_be_is_told(tmp_path: Path, name: str, text: str, reason: str) -> None:
    rows, reasons = read(tmp_path, text, name)
    assert (rows, len(reasons)) == ([], 1)
    assert reason in reasons[0]


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        ('{"title": "坏, "content": "文"}', "unclosed"),
        ('{"title": "坏" "content": "文"}', "missing comma"),
        ('{"title": "坏", "content": "文"', "unclosed"),
        ('"http://a.cn/3"', "not objects"),
        ("null, 12", "not objects"),
    ],
)
@pytest.mark.parametrize("between", [",", ",\n", " , "])
def test_around_what_is_broken_in_an_array_the_rest_is_read(
    tmp_path: Path, lost: str, reason: str, between: str
) -> None:
    rows, reasons = read(tmp_path, f"[{between.join([json.dumps(ONE), lost, json.dumps(TWO)])}]")
    assert (rows, len(reasons)) == (BOTH, 1)
    assert reason in reasons[0]


def test_objects_one_after_another_need_nothing_between_them(tmp_path: Path) -> None:
    assert read(tmp_path, json.dumps(ONE) + json.dumps(TWO)) == (BOTH, [])


NESTED = st.recursive(
    st.none() | st.integers(-9, 9) | st.text("甲a.", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("a.[甲", max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text("a.[甲", min_size=1, max_size=3), NESTED, max_size=3))
def test_any_values_have_names_and_texts(record: dict[str, object]) -> None:
    """Nothing raises, whatever is within what, and what has a text has nothing of brackets' syntax in it."""
    for name in names_in(record):
        text, _ = text_and_unread(value_at(record, name), "body")
        assert text is None or "{" not in text
