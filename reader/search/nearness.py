"""Near phrases: words of one text, at places of their own, in any order, each close to the next.

They are told by the places of their words; of two words that are not far apart a pattern of both orders is quicker.
"""

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, itemgetter

from reader.language.variants import units
from reader.search.runs import REMEMBERED, Pattern, expression, run_of

_BASE = 16
"""More than a near phrase has words: each digit of a state counts how often one word stands in the chain."""
_WORDS_OF_A_PATTERN, _FARTHEST_OF_A_PATTERN = 2, 30
"""The automaton of a pattern grows with all orders and every character between."""
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
    """What `answers` says, as a pattern; None where that would be no quicker: for more than two words, or far ones."""
    if len(words) != _WORDS_OF_A_PATTERN or distance > _FARTHEST_OF_A_PATTERN:
        return None
    one, other = (f"(?:{run_of(word).regex})" for word in words)
    between = f"(?s:.{{0,{distance}}}?)"
    return Pattern(f"{one}{between}{other}|{other}{between}{one}", literal=False)


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
