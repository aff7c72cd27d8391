"""Queries as no one types them: parts of the language in any order, some of them broken, and any characters."""

from random import Random

_PARTS = (
    *("上海", "博览会", "台湾", "臺灣", "ＧＤＰ", "a", "1", "。", "𠀀", "😀", "e\u0301", "zzzz", "上海世博会展馆"),
    *(" ", " ", " ", "　", "\t", "\n", " OR ", "OR", " NOT ", "NOT", "|", "｜", "-", "－", "(", ")", "（", "）"),
    *('"', "“", "”", '"上海 世博"~10', '"一 二"~', "~", "～", "~99999999999", '"a b c d e f"~3', '"上海"', '""'),
    *("/", "/a/", "/李.{0,2}强/", "/gdp/i", "/(/", "/[/", r"/\/", "/a{1000}{1000}/", "/(?i)a|/x", r"/\p{Han}+/"),
    *(
        "/a*/",
        "/a/q",
        "/^$/m",
        r"/\b/",
        "/(?:)/",
        "title:",
        "body：",
        "url:",
        "source:",
        "TITLE:",
        "foo:",
        "http://a.cn/",
    ),
    *("date:", "date:2018", "date:2018-13", "date:2018-09-01..2018-09-30", "date:>=2018", "date:..", "date:0000"),
    *("date:9999-12-31", "date:>9999", "date:<0001", "len:", "len:>1000", "len:5..1", "len:99999999999999999999"),
    *("len:-1", "is:", "is:unread", "is:starred", "is:x", "tag:", "tag:词", "py:", "py:sh", "py:shanghai", "py:上"),
    *("py:" + "z" * 80, ">=", "..", "[", "]", "{", "}", "\\", ".", "*", "^", "$", "?", "+", "\0", "\x1b", "\u200b"),
    *("\u202e", "\ud800", "\ufeff", "\U0010ffff", "ß", "İ", "ﬁ", "㍿", "𝟙", "①", "e" * 1001, "(" * 101, "a " * 257),
)


def query(chance: Random) -> str:
    """Parts in any order; now and then with single characters of all Unicode, or cut anywhere."""
    parts = chance.choices(_PARTS, k=min(chance.randint(1, 12), chance.randint(1, 12)))
    if chance.random() < 0.2:
        parts.insert(chance.randint(0, len(parts)), "".join(chr(chance.randrange(0x110000)) for _ in range(3)))
    text = "".join(parts)
    return text[: chance.randint(0, len(text))] if chance.random() < 0.2 else text
