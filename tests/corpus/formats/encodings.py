"""Texts as bytes in every encoding that Chinese files come in."""

import codecs

import pytest

SIMPLIFIED = "各区各部门贯彻落实决策部署，态度坚决，“干事创业”劲头足。"
TRADITIONAL = "中央氣象局表示，強烈颱風將於今天晚間登陸，請民眾做好準備。"

_MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}

every_encoding = pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("utf-8", SIMPLIFIED),
        ("utf-8-sig", SIMPLIFIED),
        ("utf-16-le", SIMPLIFIED),
        ("utf-16-be", SIMPLIFIED),
        ("gb18030", SIMPLIFIED),
        ("gbk", SIMPLIFIED),
        ("big5", TRADITIONAL),
    ],
)


def encoded(text: str, encoding: str) -> bytes:
    """The text as a file has it, UTF-16 with its byte order mark."""
    return _MARKS.get(encoding, b"") + text.encode(encoding)
