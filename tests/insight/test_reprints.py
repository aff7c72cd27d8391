"""Reprints: a labelled set made of the samples, true similarities, order, and stopping."""

import datetime
import random
from collections.abc import Iterable, Sequence
from itertools import combinations, islice

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.loading import load_corpus
from reader.corpus.table import Table
from reader.insight.groups import Reprint, ReprintGroup
from reader.insight.reprints import firsts, reprints, rows_in_groups
from reader.resources import resource_folder
from tests.insight.corpora import StopAfter, corpus_of, found

LETTERS = "".join(map(chr, range(0x4E00, 0x5200)))
LONG = "临江大桥今天通车。大桥全长三公里，两岸居民过江只要五分钟。参加建设的工人代表剪彩，第一批车辆从桥上开过。"


def samples() -> Table:
    return load_corpus([str(resource_folder("sample_data"))])


def changed(text: str, share: float, chance: random.Random) -> str:
    """The text with some of its characters replaced by others of the text, left out, or doubled."""
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
    paired = {
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
    return len(paired & true) / max(len(paired), 1), len(paired & true) / len(true)


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


def test_similarity_is_the_jaccard_index() -> None:
    """Shingles of three letters: punctuation, case, width and traditional characters do not count."""
    texts = ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌", ""]
    [group] = reprints(corpus_of([*texts, "，".join(texts[0])])) or []
    assert [(member.row, member.nearest, member.similarity) for member in group.members] == [
        (0, 3, 1.0),
        (1, 0, pytest.approx(19 / 20)),
        (3, 0, 1.0),
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
    corpus = corpus_of([LONG + "完" * copy for copy in range(20)])
    assert [reprints(corpus, stopped=StopAfter(times)) for times in (0, 1, 5, 9)] == [None] * 4
    assert reprints(corpus, stopped=StopAfter(100)) is not None


def test_progress_ends_with_all_that_differ() -> None:
    seen: list[tuple[int, int]] = []
    reprints(corpus_of([LONG, LONG + "完"]), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)


def shingles(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(len(text) - 2)}


def jaccard(first: set[str], second: set[str]) -> float:
    return len(first & second) / len(first | second)


def hanging_together(pairs: Iterable[tuple[int, int]]) -> set[frozenset[int]]:
    """What is connected by pairs."""
    whole: dict[int, set[int]] = {}
    for first, second in pairs:
        both = whole.get(first, {first}) | whole.get(second, {second})
        whole |= dict.fromkeys(both, both)
    return {frozenset(each) for each in whole.values()}


def told(groups: Sequence[ReprintGroup]) -> set[frozenset[int]]:
    """What hangs together by what is told, cuts too."""
    nearest = [(member.row, member.nearest) for group in groups for member in group.members]
    beside = [(group.members[0].row, member.row) for group in groups for member in group.members[1:]]
    return hanging_together([*nearest, *beside, *((cut.row, cut.beyond) for group in groups for cut in group.cuts)])


def exact(sets: Sequence[set[str]], least: float = 0.5) -> set[frozenset[int]]:
    """What hangs together when every pair is measured."""
    pairs = combinations(range(len(sets)), 2)
    return hanging_together(pair for pair in pairs if jaccard(sets[pair[0]], sets[pair[1]]) >= least)


def assert_true(groups: Sequence[ReprintGroup], sets: Sequence[set[str]], least: float = 0.5) -> None:
    """Nothing is false: who is nearest to whom and how much, that none drifts too far, and that cuts hold a pair."""
    rows = [member.row for group in groups for member in group.members]
    assert len(rows) == len(set(rows))
    for group in groups:
        members = [member.row for member in group.members]
        assert len(members) > 1
        for member in group.members:
            likenesses = {row: jaccard(sets[member.row], sets[row]) for row in members if row != member.row}
            nearest = max(likenesses, key=lambda row: (likenesses[row], -members.index(row)))
            assert member.nearest == nearest
            assert member.similarity == pytest.approx(likenesses[nearest])
            assert member.similarity >= least
            assert jaccard(sets[members[0]], sets[member.row]) >= least / 2
        for cut in group.cuts:
            assert cut.row in members
            assert cut.beyond not in members
            assert cut.similarity == pytest.approx(jaccard(sets[cut.row], sets[cut.beyond]))
            assert cut.similarity >= least


@st.composite
def revised(draw: st.DrawFn) -> list[str]:
    """Texts of which each is new, or one before with some of its letters in a row replaced."""
    letters = map(chr, range(0x4E00, 0x9000))
    texts = ["".join(islice(letters, 40))]
    for _ in range(draw(st.integers(1, 9))):
        model, start = texts[draw(st.integers(0, len(texts) - 1))], draw(st.integers(0, 40))
        end = draw(st.integers(start, 40))
        texts.append(model[:start] + "".join(islice(letters, end - start)) + model[end:])
    return draw(st.permutations(texts))


@settings(max_examples=25)
@given(revised(), st.sampled_from([0.4, 0.5, 0.8]))
def test_groups_and_cuts_are_what_measuring_all_pairs_gives(bodies: list[str], least: float) -> None:
    sets = [shingles(body) for body in bodies]
    groups = reprints(corpus_of(bodies), least=least) or []
    assert_true(groups, sets, least)
    assert told(groups) == exact(sets, least)


@pytest.mark.parametrize("share", [0, 0.01, 0.05, 0.1, 0.15, 0.2])
def test_planted_copies_are_found_as_measuring_all_pairs_finds_them(share: float) -> None:
    model = random.Random(3)
    models = ["".join(model.choices(LETTERS, k=150)) for _ in range(12)]
    bodies = [body for each in models for body in (each, *(changed(each, share, model) for _ in range(5)))]
    groups = reprints(corpus_of(bodies)) or []
    sets = [shingles(body) for body in bodies]
    assert_true(groups, sets)
    assert told(groups) == exact(sets)


def version(*parts: int) -> str:
    """A text of parts, twenty letters each, that have nothing in common."""
    return "".join(chr(0x4E00 + part * 20 + letter) for part in parts for letter in range(20))


def window(start: int) -> str:
    """A hundred letters of one long text, so that those who begin near each other resemble each other."""
    return LETTERS[start : start + 100]


def test_what_resembles_a_member_that_is_not_the_oldest_is_in_the_group() -> None:
    first, second, third = version(1, 2, 3, 4, 5), version(1, 2, 3, 4, 6), version(1, 2, 3, 7, 6)
    sets = [shingles(text) for text in (first, second, third)]
    assert jaccard(sets[0], sets[2]) < 0.5
    [group] = reprints(corpus_of([first, third, second])) or []
    assert [(member.row, member.nearest) for member in group.members] == [(0, 2), (1, 2), (2, 0)]
    assert not group.cuts


def test_a_chain_that_drifts_is_cut_at_its_weakest_link_and_both_parts_tell() -> None:
    first, second = reprints(corpus_of([window(start) for start in (0, 20, 52, 72)])) or []
    assert [member.row for member in first.members] == [0, 1]
    assert [member.row for member in second.members] == [2, 3]
    [cut], [same] = first.cuts, second.cuts
    assert (cut.row, cut.beyond) == (same.beyond, same.row) == (1, 2)
    assert cut.similarity == same.similarity


def test_one_article_that_is_cut_off_is_told_by_the_rest() -> None:
    [group] = reprints(corpus_of([window(start) for start in (0, 30, 62)])) or []
    assert [member.row for member in group.members] == [0, 1]
    assert [(cut.row, cut.beyond) for cut in group.cuts] == [(1, 2)]


def test_a_long_chain_is_cut_into_parts_that_hang_together() -> None:
    bodies = [window(start) for start in range(0, 600, 20)]
    groups = reprints(corpus_of(bodies)) or []
    assert_true(groups, [shingles(body) for body in bodies])
    assert len(groups) > 3
    assert told(groups) == {frozenset(range(30))}


def test_a_star_has_one_centre_that_all_are_nearest_to() -> None:
    centre = version(*range(1, 8))
    bodies = [centre[: 20 * part] + version(10 + part) + centre[20 * part + 20 :] for part in range(7)]
    [group] = reprints(corpus_of([*bodies, centre])) or []
    assert [member.nearest for member in group.members] == [7] * 7 + [0]


def test_of_those_equally_near_the_oldest_is_told_and_equal_texts_are_nearest_to_each_other() -> None:
    days = [datetime.date(2024, 5, day) for day in (4, 3, 2, 1)]
    same, other = version(1, 2, 3, 4, 5), version(1, 2, 3, 4, 6)
    [group] = reprints(corpus_of([same, other, same, same], dates=days)) or []
    assert [(member.row, member.nearest) for member in group.members] == [(3, 2), (2, 3), (1, 3), (0, 3)]
    assert [member.similarity == 1 for member in group.members] == [True, True, False, True]


def test_two_crowds_of_copies_are_one_group_by_the_pairs_between_them() -> None:
    """Each has more likenesses in its own crowd than are measured at once."""
    crowds = [(1, 2, 3, 4, 5, 6, 7, 8), (1, 2, 3, 4, 5, 6, 9, 10)]
    bodies = [version(*crowd) + chr(0x9000 + copy) for crowd in crowds for copy in range(100)]
    [group] = reprints(corpus_of(bodies)) or []
    assert len(group.members) == 200


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 4), min_size=31, max_size=31))
def test_of_each_group_the_first_in_the_list_is_kept(rows: list[int], group_of: list[int]) -> None:
    """Group 0 stands for articles that were printed once."""
    members = {number: [row for row in range(31) if group_of[row] == number] for number in range(1, 5)}
    groups = [ReprintGroup(tuple(Reprint(row, row, 1.0) for row in each)) for each in members.values()]
    kept = firsts(pl.Series(rows, dtype=pl.UInt32), groups).to_list()
    assert kept == [
        position
        for position, row in enumerate(rows)
        if not group_of[row] or group_of[row] not in [group_of[before] for before in rows[:position]]
    ]
