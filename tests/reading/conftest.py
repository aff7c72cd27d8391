"""A small corpus, and a desk to read it at."""

import pytest

from reader.corpus.table import Table
from tests.reading.desk import Desk, desk
from tests.search.corpora import Row, corpus_of_rows

LONG = "\n".join(f"第{number}段。" + "这里的文字很长，长到一屏放不下。" * 12 for number in range(40))
FAIR = "台风登陆沿海，渔船回港避风，学校停课一天，人们留在家里等着风停。" * 8
ROWS = (
    Row("上海开博览会", "上海今天开了博览会。\n各地的人都来上海。", "http://news.example.com/2024-03-05/1.html"),
    Row("颱風吹過臺灣", "颱風今天吹過臺灣東部。\n台风的消息。", "http://tw.example.com/2023-08-01/2.html"),
    Row("长文", LONG + "\n最后一段说到上海。", "http://news.example.com/2022-01-01/4.html"),
    Row("渔船回港", FAIR, "http://a.example.com/2024-08-01/5.html"),
    Row("渔船回港避风", FAIR + "完。", "http://b.example.com/2024-08-02/6.html"),
    Row("Short news", "Very short, GDP 5%.", "http://en.example.com/2021/7.html"),
)


@pytest.fixture(scope="package")
def corpus() -> Table:
    return corpus_of_rows(ROWS)


@pytest.fixture
def at_desk(corpus: Table) -> Desk:
    """A desk with the whole corpus listed."""
    return desk(corpus)
