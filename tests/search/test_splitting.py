"""Splitting: what not found as a whole is searched by its words."""

import pytest

from reader.search.splitting import InARow, Split, split_absent
from reader.search.syntax import parse
from reader.search.tree import Term
from tests.search.corpora import Row, corpus_of_rows


def split(text: str, *present: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The searched tree as text, and which term became which words; only some terms are there."""
    query, splits = split_absent(parse(text), lambda term: term.text not in present)
    return shown(query.root), {each.term.text: each.words for each in splits}


def shown(node: object) -> str:
    match node:
        case Term(text, fields):
            return text if len(fields) > 1 else f"{fields[0]}:{text}"
        case None:
            return ""
    name, inner = type(node).__name__, getattr(node, "nodes", None) or [getattr(node, "node", None)]
    return f"{name}({' '.join(map(shown, inner))})"


@pytest.mark.parametrize(
    ("query", "searched", "splits"),
    [
        ("中国经济发展", "And(中国 经济 发展)", {"中国经济发展": ("中国", "经济", "发展")}),
        ("中國經濟", "And(中國 經濟)", {"中國經濟": ("中國", "經濟")}),
        ("title:中国经济", "And(title:中国 title:经济)", {"中国经济": ("中国", "经济")}),
        ("中国经济 上海", "And(中国 经济 上海)", {"中国经济": ("中国", "经济")}),
        ("中国经济 OR 上海", "Or(And(中国 经济) 上海)", {"中国经济": ("中国", "经济")}),
        ("-(上海 -中国经济)", "Not(And(上海 Not(And(中国 经济))))", {"中国经济": ("中国", "经济")}),
        ("中国经济 OR (中國經濟 上海)", "Or(And(中国 经济) And(中国 经济 上海))", {"中国经济": ("中国", "经济")}),
        ("中国；经济", "And(中国 经济)", {"中国；经济": ("中国", "经济")}),
    ],
)
def test_what_is_absent_is_searched_by_its_words(query: str, searched: str, splits: dict[str, tuple[str, ...]]) -> None:
    assert split(query, "上海") == (searched, splits)


@pytest.mark.parametrize(
    "query",
    [
        "上海",
        '"中国经济"',
        "-中国经济",
        "-(上海 中国经济)",
        "经济",
        "魑",
        "……！",
        "/中国经济/",
        '"中国经济 上海"~3',
        "url:example.com/index",
        "source:新华社记者",
        "date:2018",
        "",
    ],
)
def test_what_stays_whole(query: str) -> None:
    """What is there, quoted, unwanted, a single word, no term, or an address."""
    assert split_absent(parse(query), lambda term: term.text != "上海") == (parse(query), ())


def test_a_quoted_term_stays_whole_beside_the_same_unquoted() -> None:
    query, _ = split_absent(parse('中国经济 OR "中国经济"'), lambda term: True)
    assert shown(query.root) == "Or(And(中国 经济) 中国经济)"


def test_only_what_may_be_split_is_looked_for() -> None:
    asked: list[str] = []

    def is_absent(term: Term) -> bool:
        asked.append(term.text)
        return False

    split_absent(parse('上海市 "北京市" -天津市 海'), is_absent)
    assert asked == ["上海市"]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("题", "说中国、经济", True),
        ("题", "中國經濟", True),
        ("中国 经济", "", True),
        ("题", "中国的经济", False),
        ("题", "经济中国", False),
        ("中国", "经济", False),
    ],
)
def test_words_run_together_with_only_punctuation_between(title: str, body: str, expected: bool) -> None:
    splits = (Split(Term("中国经济"), ("中国", "经济")),)
    assert corpus_of_rows([Row(title, body)]).ask(InARow(splits))["run"].item() == expected


def test_words_of_a_title_run_together_in_the_title() -> None:
    splits = (Split(Term("中国经济", ("title",)), ("中国", "经济")),)
    assert not corpus_of_rows([Row("题", "中国经济")]).ask(InARow(splits))["run"].item()
