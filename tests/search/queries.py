"""Texts and queries for hypothesis, of few characters, so that they meet."""

from hypothesis import strategies as st

from tests.search.corpora import Row

LETTERS = "上海北京台臺湾灣aAＡb1１"
_MARKS = "，。-$.[&~^]#\u0301😀𠀀"

texts = st.text(st.sampled_from(LETTERS + LETTERS + _MARKS + " 　\n"), max_size=24)
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=3)
_marked = st.text(st.sampled_from(LETTERS + "，。.[&~^]#$\u0301😀𠀀"), min_size=1, max_size=3).filter(
    lambda text: not text.startswith("/")
)
_phrases = st.text(st.sampled_from(LETTERS + _MARKS + " 　"), max_size=5).map(lambda text: f'"{text}"')
_days = st.sampled_from(["2018", "2018-09", "2018-09-07", "2019-01", "2020年", "20180908"])
_dates = st.one_of(
    _days,
    st.builds("{}{}".format, st.sampled_from(["<", "<=", ">", ">="]), _days),
    _days.map("{}..".format),
    _days.map("..{}".format),
).map("date:{}".format)
_lengths = st.builds("len:{}{}".format, st.sampled_from(["", "<", "<=", ">", ">="]), st.integers(0, 12))
_near = st.builds(
    '"{}"~{}'.format, st.lists(words, min_size=2, max_size=3).map(" ".join), st.sampled_from([0, 1, 2, 5, 1000])
)
_atoms = st.sampled_from(
    ["上", "海", "a", "A", "台", ".", "[上海]", "[^上]", r"\n", r"\.", r"\$", "^", "$", "(?:上|a)", "(?:a|)", "1"]
)
_repeated = st.builds("{}{}".format, _atoms, st.sampled_from(["", "", "", "*", "+", "?", "*?", "{1,2}", "{0,2}?"])).map(
    lambda piece: piece if piece[0] not in "^$" else piece[0]
)
_pieces = st.lists(_repeated, min_size=1, max_size=4).map("".join)
# Alternatives begin differently: Rust's crate joins what they share, so it reads `.*a|.*$` as `.*(?:a|$)`.
_patterns = st.one_of(_pieces, st.builds("{}|b{}".format, _pieces, _pieces))
regexes = st.builds("/{}/{}".format, _patterns, st.sampled_from(["", "", "i", "s", "m", "ism"]))
_wildcards = st.builds("{}{}{}".format, words, st.sampled_from("*?＊？"), words)
_fields = st.sampled_from(["", "", "", "title:", "body:", "url:", "source:", "title："])
_leaves = st.one_of(
    st.builds("{}{}".format, _fields, st.one_of(words, words, _marked, _wildcards, _phrases, _near, regexes)),
    _dates,
    _lengths,
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sides = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        sides.map(" ".join),
        sides.map(" OR ".join),
        sides.map("｜".join),
        inner.map("-{}".format),
        inner.map("NOT {}".format),
        st.builds("{}({})".format, st.sampled_from(["", "-", "title:", "-body:"]), inner),
        inner.map("（{}）".format),
        inner.map("{} OR".format),
    )


queries = st.recursive(_leaves, _larger, max_leaves=5)

rows = st.builds(
    Row,
    title=st.text(st.sampled_from(LETTERS), min_size=1, max_size=6),
    body=texts,
    url=st.sampled_from(["", "http://a.cn/1", "http://上海.cn/A"]),
    date=st.sampled_from([None, "2018-09-07", "2018-09-08", "2019-01-01", "2020-12-31"]),
    source=st.sampled_from(["", "上海b", "ab"]),
)
