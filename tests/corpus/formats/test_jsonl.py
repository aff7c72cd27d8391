"""JSON Lines and JSON arrays: objects become articles whatever their layout; what is broken is reported."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus.formats import format_of
from reader.corpus.formats.json_objects import JsonObjects
from reader.corpus.loading import load, load_corpus
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.streams import Sample
from reader.corpus.table import Table
from reader.errors import SourceError

ARTICLES: list[dict[str, Any]] = [
    {
        "title": "首届进口博览会",
        "content": "第一段。\n第二段。",
        "url": "http://a.cn/1",
        "time": "2018-09-07",
        "source": "新华社",
    },
    {
        "title": "長江經濟帶",
        "content": "共抓大保護，不搞大開發。",
        "url": "",
        "time": "2018-09-08",
        "source": "人民日報",
    },
]
LAYOUTS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "lines": lambda rows: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
    "escaped lines": lambda rows: "\n".join(json.dumps(row) for row in rows),
    "array": lambda rows: json.dumps(rows, ensure_ascii=False),
    "pretty array": lambda rows: json.dumps(rows, ensure_ascii=False, indent=2),
    "array, an object a line": lambda rows: "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n",
    "member": lambda rows: json.dumps({"total": 2, "data": rows, "next": None}),
    "pretty member": lambda rows: json.dumps({"meta": {"a": [1]}, "data": rows}, indent=4),
    "pretty objects": lambda rows: "\n".join(json.dumps(row, indent=1) for row in rows),
}


def corpus_of(folder: Path, text: str | bytes, name: str = "a.json", options: ReadOptions = AS_DETECTED) -> Table:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_corpus([str(path)], options)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_layout_is_read_in_every_encoding(tmp_path: Path, layout: str, encoding: str) -> None:
    corpus = corpus_of(tmp_path, LAYOUTS[layout](ARTICLES).encode(encoding))
    first = corpus.article(0)
    assert corpus.frame["title"].to_list() == ["首届进口博览会", "長江經濟帶"]
    assert (first.body, first.url, str(first.date), first.source) == (
        "第一段。\n第二段。",
        "http://a.cn/1",
        "2018-09-07",
        "新华社",
    )
    assert not corpus.problems


@pytest.mark.parametrize("layout", ["lines", "array"])
def test_big5_is_read(tmp_path: Path, layout: str) -> None:
    corpus = corpus_of(tmp_path, LAYOUTS[layout](ARTICLES[1:] * 3).encode("big5hkscs"))
    assert corpus.frame["title"].to_list() == ["長江經濟帶"] * 3


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ('{"title": "甲"}\n{"title": "乙"}\n', "a.json", "jsonl"),
        ('{"title": "甲"}\n', "a.jsonl", "jsonl"),
        ('{"title": \n{"title": "乙"}\n', "", "jsonl"),
        ('{"title": "甲"}', "", "json"),
        ('[{"title": "甲"}]', "a.txt", "json"),
        ('  [\n {\n "title": "甲"}]', "", "json"),
        ("[视频]昨天\n{话筒}", "a.txt", None),
        ("{话筒}昨天", "a.txt", None),
        ("[1] 注释", "", None),
        ("[新华社北京9月7日电] 今天。", "a.txt", None),
        ('["甲", "乙"]', "a.txt", "json"),
        ("[1,2,", "a.json", "json"),
        ("[1,2,", "a.txt", None),
        ('["标题", "文"]\n["标题2", "文2"]\n', "a.jsonl", "json"),
        ("[" * 100_000, "", "json"),
        ('cb({"title": "甲"});', "a.js", "json"),
        ("(摘要) [甲]", "a.txt", None),
    ],
)
def test_a_format_is_told_by_a_look_at_the_first_object(text: str, name: str, form: str | None) -> None:
    found = format_of(Sample.of(name, text.encode()))
    assert (found.name if found and found.name.startswith("json") else None) == form


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"title": "甲", "content": "文"', "missing comma at character 30"),
        ('{"title": "甲}', "unclosed double quote at character 11"),
        ('{"title": }', "missing value at character 11"),
        ('{"title": "甲"} {"title": "乙"}', "extra text after the object at character 16"),
        ("[1, 2]", "not an object in braces"),
        ("null", "not an object in braces"),
        ("甲乙", "missing value at character 1"),
        ('{"title": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    ],
)
def test_a_broken_line_is_a_problem_with_its_reason_and_the_rest_loads(
    tmp_path: Path, broken: str, reason: str
) -> None:
    corpus = corpus_of(
        tmp_path, f'{{"title": "前", "text": "文"}}\n{broken}\n{{"title": "后", "text": "文"}}\n', "a.jsonl"
    )
    assert corpus.frame["title"].to_list() == ["前", "后"]
    assert [(problem.line, problem.reason) for problem in corpus.problems] == [(2, f"skipped: {reason}")]


@pytest.mark.parametrize(
    ("line", "title", "body"),
    [
        ('{"title": "\\ud800甲", "text": "a\\udc00"}', "甲", "a"),
        ('{"title": NaN, "text": "文"}', None, "文"),
        ('{"title": 12, "text": 1.5}', "12", "1.5"),
        ('{"title": 123456789012345678901234567890, "text": 1e999}', "123456789012345678901234567890", "1e999"),
        (f'{{"title": "甲", "text": {"1" * 5000}}}', "甲", "1" * 5000),
        ('{"title": "甲", "title": "乙", "text": "文"}', "甲", "文"),
        ('{"title": "甲", "text": ["一", "二", 3]}', "甲", "一\n二\n3"),
        ('{"title": "甲", "title": "乙", "text": ["一"]}', "甲", "一"),
        ('{"title": {"zh": "甲"}, "text": "文"}', None, "文"),
        ('{"title": "[图]", "text": "[{文}]"}', "[图]", "[{文}]"),
        ('{"title": "甲", "content": null, "text": "文"}', "甲", "文"),
        ('{"title": "甲", "content": " ", "text": "文"}', "甲", "文"),
        ('{"title": "甲", "text": "a\tb"}', "甲", "a b"),
        ('{"title": "甲", "text": "文"},', "甲", "文"),
        ('{"标题": "甲", "正文": "文"}', "甲", "文"),
    ],
)
@pytest.mark.parametrize("layout", ["{}\n{}\n", "[{}, {}]"])
def test_odd_values_are_read(tmp_path: Path, layout: str, line: str, title: str | None, body: str) -> None:
    text = layout.format('{"title": "前", "text": "文"}', line if layout.startswith("{") else line.rstrip(","))
    article = corpus_of(tmp_path, text).article(1)
    assert (None if article.title_is_derived else article.title.strip("\ufffd"), article.body.strip("\ufffd")) == (
        title,
        body,
    )


def test_blank_lines_are_fine_and_counted(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, '\n{"title": "甲"}\n\n  \n{"title": "乙"}\n\n', "a.jsonl")
    assert corpus.frame["line"].to_list() == [2, 5]
    assert not corpus.problems


@pytest.mark.parametrize("layout", ["lines", "array, an object a line"])
def test_bytes_that_are_no_text_are_replaced_and_reported(tmp_path: Path, layout: str) -> None:
    text = LAYOUTS["lines" if layout == "lines" else "array, an object a line"](
        [{"title": "甲", "text": "文"}, {"title": "乙", "text": "坏处"}]
    )
    raw = text.encode().replace(b"\\u574f", "坏".encode()).replace("坏".encode(), b"\xff")
    corpus = corpus_of(tmp_path, raw, options=ReadOptions(encoding="utf-8"))
    assert corpus.article(1).body == "\ufffd处"
    assert [problem.line for problem in corpus.problems] == [corpus.article(1).line]


def test_articles_far_into_a_file_have_their_line(tmp_path: Path) -> None:
    rows = [{"title": f"第{number}篇", "text": "文" * 1000} for number in range(1000)]
    assert corpus_of(tmp_path, LAYOUTS["lines"](rows)).frame["line"].to_list() == list(range(1, 1001))
    spaced = LAYOUTS["lines"](rows).replace("\n", "\n\n")
    assert corpus_of(tmp_path, spaced).frame["line"].to_list() == list(range(1, 2001, 2))
    pretty = corpus_of(tmp_path, LAYOUTS["pretty array"](rows))
    assert pretty.frame["line"].to_list() == list(range(2, 4002, 4))


def test_a_broken_object_of_an_array_is_a_problem_and_the_rest_loads(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, '[{"title": "甲"},\n{"title": "乙", },\n{"title": "丙"}]')
    assert corpus.frame["title"].to_list() == ["甲", "丙"]
    assert [problem.line for problem in corpus.problems] == [2]


def test_after_a_quote_that_is_not_closed_the_rest_of_an_array_loads(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, '[{"title": "甲"},\n{"title": "乙},\n{"title": "丙"},\n{"title": "丁"}]')
    assert corpus.frame["title"].to_list() == ["甲", "丙", "丁"]
    assert [problem.line for problem in corpus.problems] == [2]


def test_an_array_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, '[{"title": "甲"}, {"title": "乙"}, {"title": "丙')
    assert corpus.frame["title"].to_list() == ["甲", "乙"]
    assert len(corpus.problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "甲", "content": "文", "comments": [{"text": "评"}]}',
        '{"comments": [{"text": "评"}], "title": "甲", "content": "文"}',
        '{"title": "甲", "content": "文},{文"}',
    ],
)
def test_a_single_object_is_one_article(tmp_path: Path, text: str) -> None:
    assert corpus_of(tmp_path, text).frame["title"].to_list() == ["甲"]


def test_objects_inside_of_objects_are_no_articles(tmp_path: Path) -> None:
    rows = [{"title": f"第{number}篇", "text": "},{", "tags": [{"text": "a"}, {"text": "b"}]} for number in range(3000)]
    corpus = corpus_of(tmp_path, json.dumps(rows))
    assert corpus.frame["title"].to_list() == [f"第{number}篇" for number in range(3000)]
    assert not corpus.problems


def test_fields_that_nobody_knows_are_an_error_that_names_them(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="--field body=NAME; there are: 编号, wz"):
        corpus_of(tmp_path, '{"编号": 1, "wz": "文"}\n{"编号": 2}\n')
    options = ReadOptions(fields={"body": "wz"})
    assert corpus_of(tmp_path, '{"编号": 1, "wz": "文"}\n', options=options).article(0).body == "文"


def test_the_first_rows_come_before_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LAYOUTS["lines"]([{"title": "甲", "text": "文" * 1000}] * 10_000), encoding="utf-8")
    first = next(batch for batch in load([str(path)]))
    assert first.frame.height
    assert first.bytes_read < first.bytes_total


TEXT = st.text('甲乙😀aé1[]{}",:\\ \n', max_size=8)
VALUES = st.one_of(
    TEXT,
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(TEXT, max_size=3),
    st.dictionaries(TEXT, TEXT, max_size=2),
)
ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("title", "text", "content", "x"), VALUES)), max_size=6
)


@given(ROWS)
@settings(deadline=None)
def test_an_object_means_the_same_whether_read_at_once_or_by_itself(rows: list[dict[str, object]]) -> None:
    lines = [
        json.dumps(row, ensure_ascii=False).encode() for row in [{"title": "甲", "content": "文", "text": "字"}, *rows]
    ]
    objects = JsonObjects("a", AS_DETECTED, transcoded=False)
    objects.records(lines[:1], [1])
    together = objects.records_at_once(lines, range(1, len(lines) + 1))
    alone = objects.records([b"{", *lines], range(len(lines) + 1))
    if together is not None:
        assert together.frame.to_dicts() == alone.frame.to_dicts()


@given(rows=st.lists(st.text("甲乙丙丁abc123", min_size=1), min_size=1), layout=st.sampled_from(sorted(LAYOUTS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_what_is_written_is_read_again(tmp_path: Path, rows: list[str], layout: str) -> None:
    text = LAYOUTS[layout]([{"title": title, "text": f'{{{title}}},{{\n\\"文'} for title in rows])
    corpus = corpus_of(tmp_path, text)
    assert corpus.frame["title"].to_list() == rows
    assert corpus.frame["body"].to_list() == [f'{{{title}}},{{\n\\"文' for title in rows]


@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    form=st.sampled_from(["json", "jsonl"]),
    cuts=st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 5), st.binary(max_size=4) | st.sampled_from([b'"', b"},{", b"]"]))
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
def test_damaged_bytes_raise_nothing_but_a_source_error(
    tmp_path: Path, layout: str, form: str, cuts: list[tuple[int, int, bytes]]
) -> None:
    raw = bytearray(LAYOUTS[layout](ARTICLES).encode())
    for start, length, new in cuts:
        raw[start : start + length] = new
    with suppress(SourceError):
        corpus_of(tmp_path, bytes(raw), options=ReadOptions(format=form))
