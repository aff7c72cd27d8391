"""Near phrases: words of one text, at places of their own, in any order, each close to the next.

They are told by the places of their words; of few words that are not far apart a pattern of all orders is quicker.
"""

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from math import factorial
from operator import attrgetter, itemgetter

import polars as pl

from reader.language.variants import units
from reader.search.runs import REMEMBERED, Pattern, expression, lie_apart, run_of

_BASE = 16
"""More than a near phrase has words: each digit of a state counts how often one word stands in the chain."""
_PAIR = 2
_LARGEST_PATTERN = 60
"""Orders times characters between; with them the automaton grows."""
_CLOSE = 30
"""Characters between words up to which a look at what stands beside each is quick."""
_FARTHEST = 60
"""Characters between words up to which a regular expression finds them in a row."""
_by_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a near phrase."""

    expression: re.Pattern[str]
    """Finds it, in any variant."""
    times: int
    """How often the phrase asks for it."""
    unit: int
    """What it adds to a state."""


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """Where a word stands."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    word: _Word
    """Which word."""


def pattern(words: tuple[str, ...], distance: int) -> Pattern | None:
    """What `answers` says, as a pattern of all orders; None where that would be no quicker than asking it."""
    if factorial(len(words)) * max(distance, 1) > _LARGEST_PATTERN:
        return None
    orders = permutations(f"(?:{run_of(word).regex})" for word in words)
    return Pattern("|".join(map(_gap(distance).join, orders)), literal=False)


def likely(words: tuple[str, ...], distance: int) -> Iterator[Pattern]:
    """Patterns that each text has to which `answers` says yes: beside each word stands another."""
    written = [f"(?:{run_of(word).regex})" for word in words]
    gap = _gap(distance)
    for number, word in enumerate(written):
        other = f"(?:{'|'.join(written[:number] + written[number + 1 :])})"
        yield Pattern(f"{word}{gap}{other}|{other}{gap}{word}", literal=False)


def answered(texts: pl.Series, words: tuple[str, ...], distance: int) -> pl.Series:
    """What `answers` says of each text: Boolean. The quickest is asked first, the next only of what that leaves."""
    patterns = [run_of(word) for word in dict.fromkeys(words)]
    close = pattern(words, distance)
    if close is None and distance <= _CLOSE and not never_overlap(words):
        patterns += likely(words, distance)
    left = pl.DataFrame({"text": texts}).with_row_index("number")
    for each in patterns if close is None else [*patterns, close]:
        left = left.filter(each.found_in(pl.col("text")))
    if close is None and _are_told_at_once(words, distance):
        left = left.filter(places(left["text"], words, distance) > 0)
    elif close is None:
        asked = [answers(text, words, distance) for text in left["text"]]
        left = left.filter(pl.Series(asked, dtype=pl.Boolean))
    return pl.repeat(False, len(texts), eager=True).scatter(left["number"], True)


def counts(texts: pl.Series, words: tuple[str, ...], distance: int) -> pl.Series:
    """How often the words that are near each other make up the phrase, in each text: UInt32, rounded up."""
    return ((places(texts, words, distance) + len(words) - 1) // len(words)).cast(pl.UInt32)


def places(texts: pl.Series, words: tuple[str, ...], distance: int) -> pl.Series:
    """How many places `spans` finds in each text: UInt32."""
    if not _are_told_at_once(words, distance):
        return _one_by_one(texts, words, distance)
    if distance > _FARTHEST:
        return _pairs(texts, words, distance)
    numbers = pl.int_range(len(texts), dtype=pl.UInt32, eager=True)
    rows = pl.DataFrame({"article": numbers, "row": texts.str.extract_all(_row(words, distance))})
    rows = rows.explode("row").filter(run_of(word).found_in(pl.col("row")) for word in words)
    found = (_pairs if len(words) == _PAIR else _one_by_one)(rows["row"], words, distance)
    sums = rows.select("article", places=found).group_by("article").agg(pl.col("places").sum())
    return pl.zeros(len(texts), pl.UInt32, eager=True).scatter(sums["article"], sums["places"])


def _are_told_at_once(words: tuple[str, ...], distance: int) -> bool:
    """True where places are found in all texts together."""
    return never_overlap(words) and (distance <= _FARTHEST or len(words) == _PAIR)


def _one_by_one(texts: pl.Series, words: tuple[str, ...], distance: int) -> pl.Series:
    return pl.Series([len(spans(text, words, distance)) for text in texts], dtype=pl.UInt32)


@lru_cache(REMEMBERED)
def _row(words: tuple[str, ...], distance: int) -> str:
    """A regular expression that finds two or more words in a row, each close to the next; what is near is in one row.

    Holds for words that neither overlap each other nor themselves.
    """
    word = f"(?:{'|'.join(run_of(each).regex for each in words)})"
    return f"{word}(?:{_gap(distance)}{word})+"


def _pairs(texts: pl.Series, words: tuple[str, ...], distance: int) -> pl.Series:
    """How many places of two words have one of the other word near them, in each text; all texts at once."""
    lengths = texts.str.len_chars().cast(pl.Int64) + distance + 1
    before = (lengths.cum_sum() - lengths).alias("before").to_frame().with_row_index("article")
    one, other = (
        run_of(word)
        .spans_in(texts)
        .join(before, on="article", how="left", maintain_order="left")
        .select("article", start=pl.col("start") + pl.col("before"), end=pl.col("end") + pl.col("before"))
        for word in words
    )
    if units(words[0]) == units(words[1]):
        other = one
    near = [
        each.join_asof(
            around.select(behind="start"), left_on="end", right_on="behind", tolerance=distance, strategy="forward"
        )
        .join_asof(
            around.select(ahead="end").sort("ahead"),
            left_on="start",
            right_on="ahead",
            tolerance=distance,
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.any_horizontal(pl.col("behind", "ahead").is_not_null()))
        .select("article")
        for each, around in ((one, other), (other, one))[: 1 if other is one else 2]
    ]
    found = pl.concat(near).group_by("article").len("places")
    numbers = pl.DataFrame({"article": pl.int_range(len(texts), dtype=pl.UInt32, eager=True)})
    return numbers.join(found, on="article", how="left", maintain_order="left")["places"].fill_null(0)


@lru_cache(REMEMBERED)
def never_overlap(words: tuple[str, ...]) -> bool:
    """True where no place of a word can overlap another, of that word or of one of the others."""
    return lie_apart(words) and not any(map(_overlaps_itself, words))


def _overlaps_itself(word: str) -> bool:
    """True where the word may begin within itself."""
    written = units(word)
    return any(written[:length] == written[-length:] for length in range(1, len(written)))


def _gap(distance: int) -> str:
    return f"(?s:.{{0,{distance}}}?)"


def answers(text: str, words: tuple[str, ...], distance: int) -> bool:
    """True where all words stand in a chain, at most `distance` characters between the end of one and the next."""
    if not text:
        return False
    whole = _whole(words)
    return any(whole in states for states in _chains(_occurrences(text, words), distance))


def spans(text: str, words: tuple[str, ...], distance: int) -> list[tuple[int, int]]:
    """Where words stand that are part of such a chain: half-open, by start. They may overlap."""
    occurrences, whole = _occurrences(text, words), _whole(words)
    order = sorted(range(len(occurrences)), key=lambda number: -occurrences[number].end)
    mirrored = [_Occurrence(-each.end, -each.start, each.word) for each in map(occurrences.__getitem__, order)]
    states_behind = dict(zip(order, _chains(mirrored, distance), strict=True))
    return [
        (each.start, each.end)
        for number, (each, states) in enumerate(zip(occurrences, _chains(occurrences, distance), strict=True))
        if any(whole + each.word.unit - state in states_behind[number] for state in states)
    ]


@lru_cache(REMEMBERED)
def _phrase(words: tuple[str, ...]) -> tuple[_Word, ...]:
    times = Counter(map(units, words))
    spelled = {units(word): word for word in words}
    return tuple(
        _Word(expression(spelled[meant]), count, _BASE**digit) for digit, (meant, count) in enumerate(times.items())
    )


@lru_cache(REMEMBERED)
def _whole(words: tuple[str, ...]) -> int:
    """The state in which every word is there."""
    return sum(word.unit * word.times for word in _phrase(words))


def _occurrences(text: str, words: tuple[str, ...]) -> list[_Occurrence]:
    """Every occurrence of every word, by start; none where a word is missing."""
    found: list[_Occurrence] = []
    for word in _phrase(words):
        of_word = [_Occurrence(start, end, word) for start, end in _matches(text, word.expression)]
        if len(of_word) < word.times:
            return []
        found += of_word
    return sorted(found, key=_by_start)


def _matches(text: str, expression: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where it is found, also across itself."""
    position = 0
    while found := expression.search(text, position):
        yield found.span()
        position = found.start() + 1


def _chains(occurrences: Sequence[_Occurrence], distance: int) -> Iterator[set[int]]:
    """For each place, by start, the states of the chains that end with it.

    Of the chains in one state, only the one that ends last matters to what comes behind.
    """
    latest: dict[int, int] = {}
    waiting: list[tuple[int, set[int]]] = []
    for place in occurrences:
        while waiting and waiting[0][0] <= place.start:
            end, states = waiting.pop(0)
            latest.update(dict.fromkeys(states, end))
        unit, times = place.word.unit, place.word.times
        reached = {
            state + unit
            for state, end in latest.items()
            if place.start - end <= distance and state // unit % _BASE < times
        }
        reached.add(unit)
        insort(waiting, (place.end, reached), key=itemgetter(0))
        yield reached
