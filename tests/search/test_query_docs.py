"""docs/query-language.md is true: each row of its tables is run against the articles of its first table."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from reader.errors import QuerySyntaxError
from reader.search.engine import Results, search
from reader.search.ranking import Order
from reader.search.syntax import (
    DEEPEST,
    LONGEST_DISTANCE,
    LONGEST_PINYIN,
    LONGEST_TERM,
    MOST_NEAR_WORDS,
    MOST_PARTS,
    MOST_REGEXES,
    parse,
)
from reader.search.tokens import FIELDS
from tests.search.corpora import Row, corpus_of_rows

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
_CELLS = re.compile(r"(?<!\\)\|")


def tables() -> Iterator[tuple[tuple[str, ...], list[list[str]]]]:
    """The head and the rows of each table of the page."""
    for found in re.finditer(r"(?m)^\|.*\|\n\|(?: --- \|)+\n(?:\|.*\|\n)+", PAGE):
        head, _, *rows = ([cell.strip() for cell in _CELLS.split(line)[1:-1]] for line in found[0].splitlines())
        yield tuple(head), rows


def rows_of(*head: str) -> list[list[str]]:
    """The rows of all tables whose head begins so, queries without their backquotes."""
    found = [row for names, rows in tables() for row in rows if names[: len(head)] == head]
    assert found, head
    return [[code(cell) for cell in row] for row in found]


def code(cell: str) -> str:
    return cell[1:-1].replace("\\|", "|") if re.fullmatch(r"`[^`]+`", cell) else cell


def numbers(cell: str) -> list[int]:
    return [] if cell == "none" else [int(number) for number in cell.split()]


[ARTICLES] = (rows for head, rows in tables() if head[:2] == ("", "date"))
CORPUS = corpus_of_rows(
    [Row(title, body, url, None if date == "none" else date, source) for _, date, title, body, url, source in ARTICLES]
)


def results_of(query: str, order: Order = "corpus", *, typing: bool = False) -> Results:
    results = search(CORPUS, parse(query, typing=typing), order)
    assert results is not None
    return results


def found(results: Results) -> list[int]:
    return [row + 1 for row in results.rows]


@pytest.mark.parametrize(("query", "expected"), [row[:2] for row in rows_of("query", "finds")])
def test_what_each_example_finds(query: str, expected: str) -> None:
    results = results_of(query)
    assert found(results) == numbers(expected)
    assert not results.splits, "only the examples of splitting are split"


@pytest.mark.parametrize(("typed", "expected", "meant"), rows_of("typed so far"))
def test_what_each_half_typed_example_finds(typed: str, expected: str, meant: str) -> None:
    assert found(results_of(typed, typing=True)) == numbers(expected) == found(results_of(meant))


@pytest.mark.parametrize(("query", "column", "message"), rows_of("query", "column"))
def test_what_each_wrong_example_says(query: str, column: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError, match=re.escape(message)) as caught:
        parse(query)
    assert caught.value.column == int(column)


@pytest.mark.parametrize(("query", "instead", "expected"), rows_of("query", "searched instead"))
def test_what_each_absent_example_becomes(query: str, instead: str, expected: str) -> None:
    results = results_of(query)
    assert found(results) == numbers(expected)
    assert bool(results.splits) == bool(instead)
    assert results.query == parse(instead or query)


@pytest.mark.parametrize(("query", "condition", "articles"), rows_of("query", "without"))
def test_what_each_example_would_find_without_a_condition(query: str, condition: str, articles: str) -> None:
    results = results_of(query)
    if not condition:
        assert results.without is None
        return
    assert not len(results)
    assert results.without is not None
    assert results.without.condition == parse(condition).root
    assert results.without.articles == int(articles)


@pytest.mark.parametrize(("query", "order", "expected"), rows_of("query", "order"))
def test_in_which_order_each_example_comes(query: str, order: str, expected: str) -> None:
    [known] = (each for each in get_args(Order) if each == order)
    assert found(results_of(query, known)) == numbers(expected)


def test_every_table_is_run() -> None:
    kinds = {head[:2] for head, _ in tables()}
    assert kinds == {
        ("", "date"),
        ("query", "finds"),
        ("typed so far", "finds"),
        ("query", "column"),
        ("query", "searched instead"),
        ("query", "without"),
        ("query", "order"),
    }
    lines = len(re.findall(r"(?m)^\|", PAGE))
    assert lines == sum(len(rows) + 2 for _, rows in tables())
    assert len(rows_of("query", "finds")) > 80


def test_every_field_and_limit_is_named() -> None:
    for name in FIELDS:
        assert f"`{name}:" in PAGE, name
        assert f'"{name}' in PAGE, name
    limits = f"{LONGEST_TERM:,} characters a term, {MOST_PARTS} words and phrases a query, {MOST_REGEXES} regular"
    assert limits in PAGE
    assert f"{LONGEST_PINYIN} letters of pinyin, {DEEPEST} parentheses" in PAGE
    assert f"(up to {LONGEST_DISTANCE:,})" in PAGE
    assert MOST_NEAR_WORDS == 5
