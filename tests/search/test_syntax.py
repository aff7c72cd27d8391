"""Queries: what a text means, also while it is being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.syntax import Not, Query, Term, parse


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("", ()),
        ("  　 ", ()),
        ("博览会", (Term("博览会"),)),
        ("上海 博览会", (Term("上海"), Term("博览会"))),
        ("上海　博览会", (Term("上海"), Term("博览会"))),
        ('"一网通办 平台"', (Term("一网通办 平台"),)),
        ("“一网通办 平台” 上海", (Term("一网通办 平台"), Term("上海"))),
        ('"一网', (Term("一网"),)),
        ('"', ()),
        ('""', ()),
        ("-体育", (Not(Term("体育")),)),
        ("－体育 上海", (Not(Term("体育")), Term("上海"))),
        ('-"体育 新闻"', (Not(Term("体育 新闻")),)),
        ("-", ()),
        ("a-b", (Term("a-b"),)),
    ],
)
def test_what_a_query_means(text: str, nodes: tuple[Term | Not, ...]) -> None:
    assert parse(text) == Query(nodes)


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    for node in parse(text).nodes:
        assert (node.node if isinstance(node, Not) else node).text.strip()


def test_terms_are_what_is_looked_for_each_once() -> None:
    assert parse("甲 乙 -丙 甲").terms == (Term("甲"), Term("乙"))
