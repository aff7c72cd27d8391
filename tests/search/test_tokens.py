"""Tokens: the parts of a query as it is typed, each with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.tokens import Token, TokenKind, tokens
from reader.search.visible import visible

COMMAS = dict.fromkeys(map(ord, ",，、﹐﹑､"), " ")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" 　\t", []),
        ("上海", [("word", "上海")]),
        ("上海 博览会", [("word", "上海"), ("word", "博览会")]),
        ("上海　博览会", [("word", "上海"), ("word", "博览会")]),
        ("a-b", [("word", "a-b")]),
        ("a/b", [("word", "a/b")]),
        ("-体育", [("not", "-"), ("word", "体育")]),
        ("－体育", [("not", "－"), ("word", "体育")]),
        ("NOT 体育", [("not", "NOT"), ("word", "体育")]),
        ("not Or ＡＮＤ", [("not", "not"), ("or", "Or"), ("and", "ＡＮＤ")]),
        ("NOTE ORDER", [("word", "NOTE"), ("word", "ORDER")]),
        ("上海OR北京", [("word", "上海OR北京")]),
        ("上海 OR 北京", [("word", "上海"), ("or", "OR"), ("word", "北京")]),
        ("上海|北京", [("word", "上海"), ("or", "|"), ("word", "北京")]),
        ("上海｜北京", [("word", "上海"), ("or", "｜"), ("word", "北京")]),
        ("(a)", [("open", "("), ("word", "a"), ("close", ")")]),
        ("（a）", [("open", "（"), ("word", "a"), ("close", "）")]),
        ('"a b"', [("phrase", "a b")]),
        ("“a b”", [("phrase", "a b")]),
        ("“a b“", [("phrase", "a b")]),
        ('a"b"c', [("word", "a"), ("phrase", "b"), ("word", "c")]),
        ('"OR"', [("phrase", "OR")]),
        ("/a b/", [("regex", "a b")]),
        (r"/a\/b/", [("regex", r"a\/b")]),
        ("title:上海", [("field", "title"), ("word", "上海")]),
        ("TITLE：上海", [("field", "title"), ("word", "上海")]),
        ("date:2018-09-01..2018-09-30", [("field", "date"), ("word", "2018-09-01..2018-09-30")]),
        ("date:>=2018)", [("field", "date"), ("word", ">=2018"), ("close", ")")]),
        ('tag:"经济 要闻"', [("field", "tag"), ("phrase", "经济 要闻")]),
        ("tag:a-b/c", [("field", "tag"), ("word", "a-b/c")]),
        ("foo:bar", [("field", "foo"), ("word", "bar")]),
        ("https://a.cn/x", [("address", "https://a.cn/x")]),
        ("https:/", [("word", "https:/")]),
        ("https:", [("word", "https:")]),
        ("C:盘", [("word", "C:盘")]),
        ("12:30", [("word", "12:30")]),
    ],
)
def test_the_parts(text: str, parts: list[tuple[TokenKind, str]]) -> None:
    assert [(token.kind, token.text) for token in tokens(text)] == parts


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ('"上海 世博"~10', Token("near", 0, 10, "上海 世博", extra="10")),
        ("“上海 世博”～１０", Token("near", 0, 10, "上海 世博", extra="１０")),
        ('"上海 世博"~', Token("phrase", 0, 8, "上海 世博")),
        ('"上海 ', Token("phrase", 0, 4, "上海", closed=False)),
        ("/gdp/i", Token("regex", 0, 6, "gdp", extra="i")),
        ("/gd", Token("regex", 0, 3, "gd", closed=False)),
        ("/gd\\", Token("regex", 0, 4, "gd\\", closed=False)),
    ],
)
def test_what_stands_behind_a_phrase_or_regex_belongs_to_it(text: str, token: Token) -> None:
    assert list(tokens(text)) == [token]


_typed = st.text(st.sampled_from('上a -－|｜()（）"“”~～/\\:：.,0１<=>\nOR\u200b\ud800') | st.characters(), max_size=40)


@given(_typed)
def test_tokens_follow_each_other_and_leave_out_only_blanks(text: str) -> None:
    position = 0
    for token in tokens(text):
        assert position <= token.start < token.end
        assert is_blank(text[position : token.start])
        position = token.end
    assert is_blank(text[position:])


def is_blank(text: str) -> bool:
    """True where nothing stands, or nothing but spaces, commas and what cannot be seen."""
    return not visible(text)[0].translate(COMMAS).strip()
