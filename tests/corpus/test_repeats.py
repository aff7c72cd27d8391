"""Problems of one kind in one file: a hundred are told, and how many more there are."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Problem
from reader.corpus.repeats import MOST_TOLD, Fault, Faults, Repeats
from tests.dumps import corpus_of, record


def _problems(count: int, path: str = "a", reason: str = "{number:,} columns") -> list[Problem]:
    return [Problem(path, number, reason.format(number=number)) for number in range(1, count + 1)]


def _told(*problems: list[Problem]) -> tuple[list[Problem], list[Problem]]:
    repeats = Repeats()
    told = [problem for some in problems for problem in repeats.told(some)]
    return told, repeats.rest()


def test_up_to_a_hundred_are_told_as_they_are() -> None:
    assert _told(_problems(MOST_TOLD)) == (_problems(MOST_TOLD), [])


def test_one_more_is_no_reason_to_count() -> None:
    told, rest = _told(_problems(MOST_TOLD + 1))
    assert told + rest == _problems(MOST_TOLD + 1)


def test_of_more_the_number_is_told_where_they_begin() -> None:
    told, rest = _told(_problems(1_000), _problems(500))
    assert told == _problems(MOST_TOLD)
    assert rest == [Problem("a", 101, "1,400 more like this: 101 columns", 1_400)]


def test_a_problem_that_stands_for_several_counts_as_so_many() -> None:
    more = Problem("a", 101, "101 columns", 1_400)
    assert _told(_problems(MOST_TOLD), [more])[1] == _told(_problems(1_500))[1]


@given(st.lists(st.tuples(st.integers(0, 250), st.integers(0, 250)), max_size=4))
def test_faults_beyond_those_that_are_told_are_only_counted(blocks: list[tuple[int, int]]) -> None:
    faults, found = Faults(), list[Fault]()
    for number, (first, second) in enumerate(blocks):
        kinds = "a" * first + "b" * second
        for kind in kinds:
            faults.note(kind, number, 7)
        noted = faults.noted()
        assert Counter(kinds) == Counter({kind: _count(noted, kind) for kind in {*kinds}})
        found += noted
    for kind in "ab":
        alone = [fault for fault in found if fault.kind == kind and fault.count == 1]
        assert len(alone) >= min(_count(found, kind), MOST_TOLD)
        assert len([fault for fault in found if fault.kind == kind]) <= MOST_TOLD + len(blocks)


def _count(faults: Iterable[Fault], kind: str) -> int:
    return sum(fault.count for fault in faults if fault.kind == kind)


def test_each_file_and_each_kind_counts_for_itself() -> None:
    several = [_problems(90, path, reason) for path in "ab" for reason in ("{number} columns", "no text")]
    assert _told(*several) == ([problem for some in several for problem in some], [])


def test_what_was_counted_is_forgotten() -> None:
    repeats = Repeats()
    repeats.told(_problems(150))
    repeats.rest()
    assert repeats.told(_problems(50)) == _problems(50)
    assert repeats.rest() == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", '{"title": "甲", "body": "文"}\n' + "{\n" * 999),
        ("a.txt", record("甲", "", "文") + record("", "", "") * 999),
    ],
    ids=["broken lines", "blank articles"],
)
def test_no_kind_of_problem_floods_what_is_told_of_a_file(tmp_path: Path, name: str, text: str) -> None:
    corpus = corpus_of(tmp_path, text, name)
    assert len(corpus) == 1
    assert len(corpus.problems) == MOST_TOLD + 1
    assert corpus.problem_count == 999
