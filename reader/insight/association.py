"""Measures of association: how much more often a word stands here than its frequency elsewhere makes likely.

Plain functions of counts, each with its source. Logarithms of G² are natural, those of ratios and MI to base 2.
"""

from math import log, log2, sqrt

INSTEAD_OF_NONE = 0.5
"""What stands for a count of zero in a ratio (Hardie 2014)."""


def log_likelihood(count: int, rest: int, size: int, rest_size: int) -> float:
    """G² of a word's counts in two corpora of those sizes, in words (Dunning 1993; Rayson & Garside 2000).

    2 · Σ O ln(O / E) over the word's two counts, where E divides their sum as the sizes are. 3.84 is p < 0.05,
    6.63 p < 0.01, 10.83 p < 0.001, 15.13 p < 0.0001.
    """
    total, whole = count + rest, size + rest_size
    return 2 * sum(_term(observed, total * part / whole) for observed, part in ((count, size), (rest, rest_size)))


def log_ratio(count: int, rest: int, size: int, rest_size: int) -> float:
    """How many times as frequent, in doublings (Hardie 2014): log₂ of the ratio of relative frequencies."""
    return log2((count or INSTEAD_OF_NONE) / size) - log2((rest or INSTEAD_OF_NONE) / rest_size)


def table_log_likelihood(near: int, window: int, frequency: int, size: int) -> float:
    """G² of the whole two-by-two table of a word and the windows around another (Dunning 1993; Evert 2008).

    `near` of the word's `frequency` occurrences stand in the windows, which hold `window` of the `size` words.
    """
    rows, columns = (window, size - window), (frequency, size - frequency)
    cells = ((near, window - near), (frequency - near, size - window - frequency + near))
    return 2 * sum(
        _term(cells[i][j], row * column / size) for i, row in enumerate(rows) for j, column in enumerate(columns)
    )


def expected(window: int, frequency: int, size: int) -> float:
    """How often the word would stand in the windows by chance."""
    return window * frequency / size


def mutual_information(near: int, by_chance: float) -> float:
    """MI: log₂(O / E) (Church & Hanks 1990)."""
    return log2(near / by_chance)


def t_score(near: int, by_chance: float) -> float:
    """(O - E) / √O (Church et al. 1991)."""
    return (near - by_chance) / sqrt(near)


def _term(observed: int, by_chance: float) -> float:
    """O ln(O / E); nothing for an O of zero."""
    return observed * log(observed / by_chance) if observed else 0.0
