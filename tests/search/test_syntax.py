"""Queries: what a text means, also while it is being typed, and which column is to blame where it means nothing."""

import datetime
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.cleaning import clean
from reader.errors import QuerySyntaxError
from reader.search.syntax import (
    DEEPEST,
    LONGEST_DISTANCE,
    LONGEST_PINYIN,
    LONGEST_TERM,
    MOST_NEAR_WORDS,
    MOST_PARTS,
    MOST_REGEXES,
    MOST_WILDCARDS,
    parse,
)
from reader.search.tokens import QUOTES
from reader.search.tree import And, InDates, Marked, Near, Node, Not, OfLength, Or, Pinyin, Query, Regex, Term, Wildcard
from tests.search.queries import queries

A, B, C = Term("甲"), Term("乙"), Term("丙")
IN_TITLE = Term("甲", ("title",))


def column_blamed(text: str, typing: bool = False) -> int | None:
    """Where the error is; None where there is none."""
    try:
        hash(parse(text, typing=typing))
    except QuerySyntaxError as error:
        return error.column
    return None


def exact(text: str) -> Term:
    return Term(text, exact=True)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", None),
        ("  　 ", None),
        ("进口博览会", Term("进口博览会")),
        ("甲 乙", And((A, B))),
        ("甲　乙", And((A, B))),
        ("甲 OR 乙", Or((A, B))),
        ("甲|乙", Or((A, B))),
        ("甲｜乙", Or((A, B))),
        ("甲 乙 OR 丙", Or((And((A, B)), C))),
        ("甲 OR 乙 丙", Or((A, And((B, C))))),
        ("甲 (乙 OR 丙)", And((A, Or((B, C))))),
        ("甲 （乙 ｜ 丙）", And((A, Or((B, C))))),
        ("(甲 乙) 丙", And((A, B, C))),
        ("(甲 OR 乙) OR 丙", Or((A, B, C))),
        ("-甲", Not(A)),
        ("－甲", Not(A)),
        ("NOT 甲", Not(A)),
        ("- 甲", Not(A)),
        ("--甲", A),
        ("-NOT 甲", A),
        ("甲 AND 乙", And((A, B))),
        ("甲 and 乙 or 丙", Or((And((A, B)), C))),
        ("甲 ＯＲ 乙", Or((A, B))),
        ("甲 Ｏｒ 乙", Or((A, B))),
        ("甲 not 乙", And((A, Not(B)))),
        ("甲 AND ｎｏｔ 乙", And((A, Not(B)))),
        ("- AND 甲", A),
        ("甲，乙", And((A, B))),
        ("甲、乙,丙", And((A, B, C))),
        ("甲 ， 乙､﹑﹐丙，", And((A, B, C))),
        ("，", None),
        ("-甲，乙", And((Not(A), B))),
        ("title:甲，乙", And((IN_TITLE, B))),
        ("甲，title:乙", And((A, Term("乙", ("title",))))),
        ("date:2018，甲", And((InDates(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31)), A))),
        ("len:>1,000,甲", And((OfLength(1001, None), A))),
        ("1,000，12,345,678人", And((Term("1,000"), Term("12,345,678人")))),
        ("１，０００", Term("１，０００")),
        ("2018,2019", And((Term("2018"), Term("2019")))),
        ("1,000,2019", And((Term("1,000"), Term("2019")))),
        ("＂甲，乙＂", exact("甲，乙")),
        ("＂甲 乙＂～３", Near(("甲", "乙"), 3)),
        ("甲*乙", Wildcard("甲*乙")),
        ("甲＊乙？丙", Wildcard("甲*乙?丙")),
        ("-title:甲?乙", Not(Wildcard("甲?乙", ("title",)))),
        ("甲*，*乙", And((A, B))),
        ("甲*", A),
        ("**甲**", A),
        ("甲?", Wildcard("甲?")),
        ("?甲", Wildcard("?甲")),
        ("甲？", Term("甲？")),
        ("甲？乙？", Wildcard("甲?乙？")),
        ("*", Term("*")),
        ("?", Term("?")),
        ("*?*", Term("?")),
        ('"甲*乙"', exact("甲*乙")),
        ("https://a.cn/x?a=1,2*", Term("https://a.cn/x?a=1,2*")),
        ("https://a.cn/x，甲", And((Term("https://a.cn/x"), A))),
        ("url:a.cn/x?a=1,2", Term("a.cn/x?a=1,2", ("url",))),
        ("url:(x?y OR z)", Or((Term("x?y", ("url",)), Term("z", ("url",))))),
        ("foo: 甲", And((Term("foo:"), A))),
        ("(http:/)", Term("http:/")),
        ("O\u200bR", None),
        ("\u200b-甲", Not(A)),
        ("title:\u200b甲", IN_TITLE),
        ("py:sh*", Pinyin("sh", open_end=True)),
        ("-(甲 乙)", Not(And((A, B)))),
        ("-(-甲)", A),
        ("甲 -乙 OR -丙", Or((And((A, Not(B))), Not(C)))),
        ("a-b", Term("a-b")),
        ('"一网通办 平台"', exact("一网通办 平台")),
        ("“一网通办 平台” 甲", And((exact("一网通办 平台"), A))),
        ('-"一网 通办"', Not(exact("一网 通办"))),
        ('"甲 乙"~10', Near(("甲", "乙"), 10)),
        ("“甲 乙”～１０", Near(("甲", "乙"), 10)),
        ('"甲 乙"~0000000010', Near(("甲", "乙"), 10)),
        ('"甲"~10', exact("甲")),
        ('" "~10', None),
        ('title:"甲 乙"~3', Near(("甲", "乙"), 3, ("title",))),
        ("/李.{0,2}强/", Regex("李.{0,2}强")),
        ("/gdp/i", Regex("gdp", "i")),
        ("/gdp/ii", Regex("gdp", "i")),
        ("body:/gdp$/ms", Regex("gdp$", "ms", ("body",))),
        ("//", None),
        ("title:甲", IN_TITLE),
        ("title：甲", IN_TITLE),
        ("Title:甲", IN_TITLE),
        ("body:甲", Term("甲", ("body",))),
        ("url:a.cn/x", Term("a.cn/x", ("url",))),
        ("source:sina", Term("sina", ("source",))),
        ("title:甲 乙", And((IN_TITLE, B))),
        ("title:(甲 OR body:乙)", Or((IN_TITLE, Term("乙", ("body",))))),
        ("-title:甲", Not(IN_TITLE)),
        ("title:-甲", Not(IN_TITLE)),
        ("title: 甲", A),
        ('title:"甲 乙"', Term("甲 乙", ("title",), exact=True)),
        ("date:2018", InDates(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))),
        ("date:2018-09-01..2018-09-30", InDates(datetime.date(2018, 9, 1), datetime.date(2018, 9, 30))),
        ("date：＞＝2018", InDates(datetime.date(2018, 1, 1), datetime.date.max)),
        ("-date:2018-09-07", Not(InDates(datetime.date(2018, 9, 7), datetime.date(2018, 9, 7)))),
        ("len:>1000", OfLength(1001, None)),
        ("len:>1,000", OfLength(1001, None)),
        ("len:5..10", OfLength(5, 10)),
        ("is:unread", Marked("unread")),
        ("is:Starred", Marked("starred")),
        ("tag:词", Marked("tag", "词")),
        ('tag:"两 个"', Marked("tag", "两 个")),
        ("py:shjbh", Pinyin("shjbh")),
        ("py:JinKou", Pinyin("jinkou")),
        ("py:xi'an", Pinyin("xian")),
        ("py:lǜsè", Pinyin("lvse")),
        ('py:"shang hai"', Pinyin("shanghai")),
        ("甲\u200b", A),
        ('"甲\t乙"', exact("甲 乙")),
        ("❤\ufe0f", Term("❤")),
        ("e\u0301", Term("e\u0301")),
        ("甲\ud800", A),
        ("\u200b", None),
        ("𠀀😀", Term("𠀀😀")),
    ],
)
def test_what_a_query_means(text: str, root: Node | None) -> None:
    assert parse(text) == Query(root)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("-", None),
        ("OR", None),
        ("NOT", None),
        ("甲 OR", A),
        ("OR 甲", A),
        ("甲 OR OR 乙", Or((A, B))),
        ("甲 -", A),
        ("甲 - OR 乙", Or((A, B))),
        ("甲 -(", A),
        ("(", None),
        ("()", None),
        ("-() 甲", A),
        ("(甲 OR", A),
        ("((甲 乙", And((A, B))),
        ('"', None),
        ('""', None),
        ('"甲 ', exact("甲")),
        ('"甲 乙"~', exact("甲 乙")),
        ("/甲", Regex("甲")),
        ("title:", None),
        ("title:(", None),
        ("date:", None),
        ("date:>", None),
        ("date:2018-", None),
        ("date:2018-13", None),
        ("date:2018-09-01..2018-0", None),
        ("date:2018-09..20", None),
        ("date:2018年", InDates(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))),
        ("len:", None),
        ("len:>", None),
        ("len:1,000.", None),
        ("len:500..2", None),
        ("is:", None),
        ("is:st", None),
        ("tag:", None),
        ("py:", None),
        ("py:shangh", Pinyin("shangh", open_end=True)),
        ("/(甲", None),
        ("/甲[", None),
        ("/甲\\", None),
        ("http:/", Term("http:/")),
    ],
)
def test_half_typed_input_means_what_is_there_so_far(text: str, root: Node | None) -> None:
    assert parse(text, typing=True) == Query(root)


@given(queries, st.data())
def test_no_beginning_of_a_query_is_an_error_while_typing(text: str, data: st.DataObject) -> None:
    parse(text)
    parse(text[: data.draw(st.integers(0, len(text)))], typing=True)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.cn/x",
        "len:1,000..2,000",
        "date:>=2018年9月7日",
        "date:2018.09.01..2018.09.30",
        "is:unread tag:要闻",
        "py:lv'se",
        '-title:("甲 乙"~100 ｜ /a[b-d]{2,3}(?:x|y)/im) len:<5',
    ],
)
def test_each_beginning_of_these_is_no_error_while_typing(text: str) -> None:
    for end in range(len(text) + 1):
        parse(text[:end], typing=True)
    parse(text)


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("甲)", 2, "closing parenthesis"),
        ("（甲））", 4, "closing parenthesis"),
        ("甲 foo:乙", 3, "unknown field foo:"),
        ("甲 date:2018-13", 8, "no such date: 2018-13"),
        ("date:0000", 6, "no such date: 0000"),
        ("date:2018-02-30", 6, "no such date: 2018-02-30"),
        ("date:昨天", 6, "is not a date"),
        ("date:(2018)", 6, "is not a date"),
        ("date:..", 6, "on at least one side"),
        ("date:2019..2018", 6, "ends before it begins"),
        ("len:many", 5, "is not a number"),
        ("len:-1", 5, "is not a number"),
        ("len:..", 5, "on at least one side"),
        ("len:5..1", 5, "ends before it begins"),
        ("is:read", 4, "unknown is:read"),
        ("is:st", 4, "unknown is:st"),
        ("py:上海", 4, "written in letters"),
        ("py:a-b", 4, "written in letters"),
        ("甲 /乙(/", 5, "unclosed group"),
        ("/甲[/i", 3, "unclosed character class"),
        ("/(?=甲)/", 2, "look-around"),
        (r"/(甲)\1/", 5, "backreferences"),
        ("/甲/ig", 5, "unknown flag g"),
        ("甲 （乙", 3, "opening parenthesis"),
        ("甲 (乙 -(丙) 丁", 3, "opening parenthesis"),
        ("(甲 title:(乙", 10, "opening parenthesis"),
        ("甲 " + "乙*" * (MOST_WILDCARDS + 1) + "乙", 3, "more than 16 wildcards"),
        ("/(/ 甲", 2, "unclosed group"),
        (r"/\w{99999}/", 2, "too large"),
        ('甲 "乙 丙"~1001', 9, "at most 1,000"),
        ('"甲 乙"~99999999999', 7, "at most 1,000"),
        ('"一 二 三 四 五 六"~2', 1, "at most 5 words"),
    ],
)
def test_what_is_wrong_has_a_column(text: str, column: int, reason: str) -> None:
    with pytest.raises(QuerySyntaxError, match=reason) as caught:
        parse(text)
    assert caught.value.column == column


@pytest.mark.parametrize(
    "text", ["甲)", "foo:乙", "is:read", "py:上海", "/(/", "len:many", "date:2018-13 甲", "is:st 甲"]
)
def test_what_more_typing_cannot_mend_is_an_error_also_while_typing(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        parse(text, typing=True)


@pytest.mark.parametrize(
    ("most", "more", "column"),
    [
        ("甲" * LONGEST_TERM, "甲", 1),
        ('"' + "甲" * LONGEST_TERM, "甲", 1),
        ("甲 " * MOST_PARTS, "甲", 2 * MOST_PARTS + 1),
        ("/a/ " * MOST_REGEXES, "/a/", 4 * MOST_REGEXES + 1),
        ("(" * DEEPEST, "(", DEEPEST + 1),
        ("py:" + "a" * LONGEST_PINYIN, "a", 4),
    ],
    ids=["term", "phrase", "parts", "regexes", "parentheses", "pinyin"],
)
def test_limits(most: str, more: str, column: int) -> None:
    parse(most, typing=True)
    with pytest.raises(QuerySyntaxError, match="more than") as caught:
        parse(most + more, typing=True)
    assert caught.value.column == column


def test_limits_of_near() -> None:
    words = " ".join("甲" * MOST_NEAR_WORDS)
    assert parse(f'"{words}"~{LONGEST_DISTANCE}') == Query(Near(tuple("甲" * MOST_NEAR_WORDS), LONGEST_DISTANCE))


@given(st.text(st.sampled_from('上a -|()"~/\\:.,0<=>\nOR\u200b') | st.characters(codec=None), max_size=40))
def test_any_text_has_a_meaning_or_an_error_with_a_column_inside(text: str) -> None:
    for typing in (False, True):
        column = column_blamed(text, typing)
        assert column is None or 1 <= column <= len(text)


@pytest.mark.parametrize(
    "part",
    [
        "甲 ",
        "a OR ",
        "甲",
        "(",
        "-(",
        ")",
        "-",
        '"',
        '"a b"~9 ',
        "/a/ ",
        "/(a|b)*",
        "[上海]",
        "date:2018 ",
        "：｜（）“”－",
    ],
)
def test_ten_thousand_characters_are_answered_or_refused_at_once(part: str) -> None:
    """In processor time, as other work may run beside the tests."""
    text = (part * 10_000)[:10_000]
    started = time.thread_time()
    column_blamed(text)
    assert time.thread_time() - started < 0.1


def test_terms_are_made_of_what_cleaned_text_is_made_of() -> None:
    """Nothing that loading takes out of the text may stay in a term."""
    for first in range(0, 0x110000, 256):
        block = [chr(code) for code in range(first, first + 256)]
        text = "x".join(each for each in block if each not in QUOTES and unicodedata.category(each) != "Cn")
        root = parse(f'"x{text}x"').root
        assert isinstance(root, Term)
        assert root.text == clean(f"x{text}x"), hex(first)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("甲 乙 -丙 甲", (A, B)),
        ("乙 OR 甲", (B, A)),
        ("台湾 臺灣", (Term("台湾"),)),
        ('甲 "甲"', (A,)),
        ("甲 title:甲", (A, IN_TITLE)),
        ("-(甲 -乙)", (B,)),
        ("-(甲 -(乙 -丙))", (B,)),
        ("-(-(甲 -乙))", (A,)),
        ('"台 湾"~2 "臺 灣"~2', (Near(("台", "湾"), 2),)),
        ("date:2018 len:>3 is:unread 甲", (A,)),
        ("", ()),
    ],
)
def test_terms_are_what_is_looked_for_each_once(text: str, terms: tuple[Term | Near, ...]) -> None:
    assert parse(text).terms == terms


def test_columns_are_where_terms_were_written() -> None:
    root = parse("甲 (title:乙 OR /丙/)").root
    assert isinstance(root, And)
    assert isinstance(root.nodes[1], Or)
    nodes = [root.nodes[0], *root.nodes[1].nodes]
    assert [node.column for node in nodes if isinstance(node, (Term, Regex))] == [1, 10, 15]
