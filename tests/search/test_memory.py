"""What searches leave behind them: the last ones are remembered, and no more of them than is useful."""

import polars as pl

from reader.search.memory import Memory
from reader.search.syntax import parse

MANY = 300


def test_the_last_queries_are_remembered_and_the_first_forgotten() -> None:
    memory = Memory()
    for number in range(MANY):
        memory.keep(parse(f"word{number}"), pl.DataFrame({"row": [number]}), MANY)
    assert memory.known(parse("word0"), MANY) is None
    assert memory.known(parse(f"word{MANY - 1}"), MANY) is not None


def test_of_queries_that_found_much_fewer_are_remembered() -> None:
    memory, much = Memory(), pl.DataFrame({"row": pl.int_range(1_500_000, eager=True)})
    for text in ("甲", "乙", "丙"):
        memory.keep(parse(text), much, MANY)
    assert memory.known(parse("甲"), MANY) is None
    assert memory.known(parse("乙"), MANY) is not None
