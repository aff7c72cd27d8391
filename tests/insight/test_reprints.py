"""Reprints: a labelled set made of the samples, true similarities, order, and stopping."""

import datetime
import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.loading import load_corpus
from reader.corpus.table import Corpus
from reader.insight.reprints import Reprint, ReprintGroup, firsts, reprints, rows_in_groups
from reader.resources import resource_folder
from tests.insight.corpora import StopAfter, corpus_of, found

LONG = "临江大桥今天通车。大桥全长三公里，两岸居民过江只要五分钟。参加建设的工人代表剪彩，第一批车辆从桥上开过。"


def samples() -> Corpus:
    return load_corpus([str(resource_folder("sample_data"))])


def changed(text: str, share: float, chance: random.Random) -> str:
    """The text with so many of its characters replaced by others of the text, left out, or doubled."""
    characters = list(text)
    for place in chance.sample(range(len(text)), round(len(text) * share)):
        kind = chance.random()
        characters[place] = (
            chance.choice(text) if kind < 0.6 else "" if kind < 0.8 else characters[place] + chance.choice(text)
        )
    return "".join(characters)


def labelled(share: float) -> tuple[list[str], list[int]]:
    """Every sample with three changed copies, and which sample each text is of; the known reprint is of its model."""
    corpus, chance = samples(), random.Random(7)
    known = rows_in_groups(reprints(corpus) or [])
    bodies: list[str] = []
    labels: list[int] = []
    for row, body in enumerate(corpus.frame["body"]):
        label = known[row].members[0].row if row in known else row
        for text in (body, *(changed(body, share, chance) for _ in range(3))):
            bodies.append(text)
            labels.append(label)
    return bodies, labels


def quality(share: float) -> tuple[float, float]:
    """Precision and recall over pairs of texts."""
    bodies, labels = labelled(share)
    groups = reprints(corpus_of(bodies))
    assert groups is not None
    told = {
        (first.row, second.row)
        for group in groups
        for first in group.members
        for second in group.members
        if first.row < second.row
    }
    size = len(labels)
    true = {
        (first, second) for first in range(size) for second in range(first + 1, size) if labels[first] == labels[second]
    }
    return len(told & true) / max(len(told), 1), len(told & true) / len(true)


@pytest.mark.parametrize("share", [0.01, 0.05])
def test_copies_with_up_to_five_per_cent_changed_are_found(share: float) -> None:
    precision, recall = quality(share)
    assert precision >= 0.98
    assert recall >= 0.95


def test_of_copies_with_a_fifth_changed_few_are_found_but_nothing_false_is_told() -> None:
    assert quality(0.2)[0] >= 0.98


def test_the_samples_hold_one_reprint() -> None:
    corpus = samples()
    groups = reprints(corpus)
    assert groups is not None
    assert len(groups) == 1
    [first, second] = corpus.articles(pl.Series([member.row for member in groups[0].members]))
    assert first.date is not None
    assert second.date is not None
    assert first.date <= second.date


def test_similarity_is_the_jaccard_index_with_the_oldest() -> None:
    """Shingles of three letters: punctuation, case, width and traditional characters do not count."""
    texts = ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌", ""]
    [group] = reprints(corpus_of([*texts, "，".join(texts[0])])) or []
    assert [(member.row, member.similarity) for member in group.members] == [
        (0, 1.0),
        (1, pytest.approx(19 / 20)),
        (3, 1.0),
    ]


def test_simplified_and_traditional_are_one() -> None:
    [group] = (
        reprints(corpus_of([LONG, "臨江大橋今天通車。大橋全長三公里，兩岸居民過江只要五分鐘。" + LONG[28:]])) or []
    )
    assert group.members[1].similarity > 0.9


def test_the_oldest_comes_first_and_what_has_no_date_last() -> None:
    days = [None, datetime.date(2024, 5, 2), datetime.date(2024, 5, 1), datetime.date(2024, 4, 1)]
    corpus = corpus_of([LONG, LONG, LONG + "完", LONG[::-1]], dates=days)
    assert [[member.row for member in group.members] for group in reprints(corpus) or []] == [[2, 1, 0]]
    both = corpus_of([LONG, LONG, LONG[::-1], LONG[::-1]], dates=days)
    assert [[member.row for member in group.members] for group in reprints(both) or []] == [[3, 2], [1, 0]]


def test_only_among_some_rows() -> None:
    corpus = corpus_of([LONG, LONG, LONG, "别的"], ["甲", "乙", "甲", "甲"])
    [group] = reprints(corpus, found(corpus, "甲").rows) or []
    assert [member.row for member in group.members] == [0, 2]


@pytest.mark.parametrize("bodies", [[], [LONG], [LONG, LONG[::-1]], ["", ""], ["短", "短"], ["。" * 50] * 2])
def test_nothing_to_group(bodies: list[str]) -> None:
    assert reprints(corpus_of(bodies)) == []


def test_many_that_are_all_the_same() -> None:
    [group] = reprints(corpus_of([LONG] * 3000)) or []
    assert len(group.members) == 3000


def test_rows_know_their_group() -> None:
    groups = reprints(corpus_of([LONG, "别的", LONG])) or []
    assert rows_in_groups(groups) == {0: groups[0], 2: groups[0]}


def test_stopped() -> None:
    corpus = corpus_of([LONG, LONG + "完"])
    assert reprints(corpus, stopped=lambda: True) is None
    assert reprints(corpus, stopped=StopAfter(1)) is None
    assert reprints(corpus, stopped=StopAfter(2)) is not None


def test_progress_ends_with_all_that_differ() -> None:
    seen: list[tuple[int, int]] = []
    reprints(corpus_of([LONG, LONG + "完"]), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)


def jaccard(first: str, second: str) -> float:
    sets = [{text[place : place + 3] for place in range(len(text) - 2)} for text in (first, second)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@given(st.lists(st.text("甲乙丙丁", min_size=25, max_size=60), max_size=8))
def test_every_member_is_truly_as_similar_as_is_told(bodies: list[str]) -> None:
    groups = reprints(corpus_of(bodies)) or []
    rows = [member.row for group in groups for member in group.members]
    assert len(rows) == len(set(rows))
    for group in groups:
        assert_true(group, bodies)


def assert_true(group: ReprintGroup, bodies: list[str]) -> None:
    oldest = bodies[group.members[0].row]
    assert len(group.members) > 1
    for member in group.members:
        assert member.similarity == pytest.approx(jaccard(bodies[member.row], oldest))
        assert member.similarity >= 0.5


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 4), min_size=31, max_size=31))
def test_of_each_group_the_first_in_the_list_is_kept(rows: list[int], group_of: list[int]) -> None:
    """Group 0 stands for articles that were printed once."""
    members = {number: [row for row in range(31) if group_of[row] == number] for number in range(1, 5)}
    groups = [ReprintGroup(tuple(Reprint(row, 1.0) for row in each)) for each in members.values()]
    kept = firsts(pl.Series(rows, dtype=pl.UInt32), groups).to_list()
    assert kept == [
        position
        for position, row in enumerate(rows)
        if not group_of[row] or group_of[row] not in [group_of[before] for before in rows[:position]]
    ]
