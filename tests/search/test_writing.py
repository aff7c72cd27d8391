"""A query written again means the same; a word beside a query is as if it had been typed."""

import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.errors import QuerySyntaxError
from reader.search import sending as sending
from reader.search.syntax import parse
from reader.search.tree import And, Regex, Term
from reader.search.writing import narrowed, of_run, written
from tests.search.queries import queries

_pieces = st.sampled_from(
    [
        *"上海aB1 *?？＊-－|｜()（）\"“”＂~/\\.:：>,，、'\t\n\u200b\ufe0f\ud800\xa0\u0301",
        *("title:", "url:", "date:", "len:", "is:", "tag:", "py:", "foo:", "https://", "http:/", "1,000", "..", "2018"),
        *("OR", "or", "AND", "ＯＲ", "not", "unread", "date:>=0001", "date:<0001", "len:<0", "len:>9999999999999"),
        *('"上 海"~3', "/a/i", 'tag:"a b"', "py:sh"),
    ]
)


@given(st.lists(_pieces, min_size=1, max_size=12).map("".join) | queries, st.booleans())
def test_what_is_written_is_parsed_to_the_same_tree(text: str, typing: bool) -> None:
    try:
        root = parse(text, typing=typing).root
    except QuerySyntaxError:
        assume(False)
        return
    assume(root is not None)
    assert root is not None
    assert parse(written(root)).root == root


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("台风 AND 渔船", "台风 渔船"),
        ("台风，渔船 or 暴雨", "(台风 渔船) OR 暴雨"),
        ("台＊风 *渔船", "台*风 渔船"),
        ("*title:台风", "*title:台风"),
        ('tag:"a b"', 'tag:"a b"'),
        ("tag:a-b", "tag:a-b"),
        ("py:sh*", "py:sh*"),
        ("date:2019", "date:2019"),
        ("date:2019年", "date:2019"),
        ("date:2019-02", "date:2019-02"),
        ("date:2019-02-01..2019-02-27", "date:2019-02-01..2019-02-27"),
        ("date:>=0001", "date:0001-01-01.."),
        ("date:>=2018-09", "date:2018-09-01.."),
        ("len:<0", "len:<0"),
    ],
)
def test_as_a_person_would_type_it(text: str, again: str) -> None:
    root = parse(text).root
    assert root is not None
    assert written(root) == again


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("渔船", "渔船"),
        ("OR", '"OR"'),
        ("a, b", '"a, b"'),
        ("甲*乙", '"甲*乙"'),
        ("-5", '"-5"'),
        ("title:x", '"title:x"'),
    ],
)
def test_a_run_is_quoted_where_it_would_mean_something_else(text: str, again: str) -> None:
    assert of_run(text) == again


def test_what_no_quotes_can_hold_is_an_expression_that_finds_the_same() -> None:
    root = parse(written(Term('台"/', exact=True))).root
    assert root == Regex(r"[台枱檯臺颱][\u0022\uFF02][\u002F\uFF0F]")


def test_a_word_of_a_term_that_was_split_is_no_operator() -> None:
    assert written(And((Term("上海"), Term("and")))) == "上海 *and"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("", "渔船", "渔船"),
        ("台风", "渔船", "台风 渔船"),
        ("台风 渔船", "渔船", "台风 渔船"),
        ("台风 OR 暴雨", "渔船", "(台风 OR 暴雨) 渔船"),
        ('"台风 登陆', "渔船", '"台风 登陆" 渔船'),
        ("台风", "OR", '台风 "OR"'),
        ("台风", "foo:x", '台风 "foo:x"'),
        ("台风", "AEC-Q100", "台风 AEC-Q100"),
        ("py:sh", "渔船", "py:sh* 渔船"),
    ],
)
def test_a_word_is_added(text: str, word: str, expected: str) -> None:
    assert narrowed(text, word) == expected
    assert len(parse(expected).terms) <= 3


@given(queries)
def test_a_query_is_sent_as_text_and_is_the_same_where_it_comes(text: str) -> None:
    try:
        query = parse(text, typing=True)
    except QuerySyntaxError:
        assume(False)
        return
    sent = pickle.dumps(query)
    assert b"reader.search.tree" not in sent
    assert pickle.loads(sent) == query
