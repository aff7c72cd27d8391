"""Measures of association against tables worked out by hand, and against scipy's G-test."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, power_divergence

from reader.insight.association import (
    expected,
    log_likelihood,
    log_ratio,
    mutual_information,
    t_score,
    table_log_likelihood,
)


@pytest.mark.parametrize(
    ("count", "rest", "size", "rest_size", "figure"),
    [
        # E = 75 · 1,000 / 3,000 = 25 and 50; 2 · (50 ln 2 + 25 ln ½) = 50 ln 2.
        (50, 25, 1000, 2000, 34.657359),
        # E = 10 · 1,000 / 10,000 = 1 and 9; 2 · 10 ln 10.
        (10, 0, 1000, 9000, 46.051702),
        # E = 30 · 10,000 / 40,000 = 7.5 and 22.5; 2 · (20 ln (20 / 7.5) + 10 ln (10 / 22.5)).
        (20, 10, 10_000, 30_000, 23.014566),
        (10, 20, 1000, 2000, 0.0),
        (0, 0, 1000, 2000, 0.0),
    ],
)
def test_log_likelihood_of_worked_tables(count: int, rest: int, size: int, rest_size: int, figure: float) -> None:
    assert log_likelihood(count, rest, size, rest_size) == pytest.approx(figure, abs=5e-7)


@pytest.mark.parametrize(
    ("count", "rest", "size", "rest_size", "figure"),
    [
        (50, 25, 1000, 2000, 2.0),
        (10, 20, 1000, 2000, 0.0),
        # (10 / 1,000) / (0.5 / 9,000) = 180.
        (10, 0, 1000, 9000, 7.491853),
        # (20 / 10,000) / (10 / 30,000) = 6.
        (20, 10, 10_000, 30_000, 2.584963),
    ],
)
def test_log_ratio_of_worked_tables(count: int, rest: int, size: int, rest_size: int, figure: float) -> None:
    assert log_ratio(count, rest, size, rest_size) == pytest.approx(figure, abs=5e-7)


def test_measures_of_collocation_of_a_worked_table() -> None:
    """20 of a word's 50 occurrences among the 400 words of the windows, of 10,000 in all: E = 2.

    G² = 2 · (20 ln 10 + 380 ln (380 / 398) + 30 ln (30 / 48) + 9,570 ln (9,570 / 9,552)).
    """
    by_chance = expected(400, 50, 10_000)
    assert by_chance == 2
    assert mutual_information(20, by_chance) == pytest.approx(3.321928, abs=5e-7)
    assert t_score(20, by_chance) == pytest.approx(4.024922, abs=5e-7)
    hand = 2 * (20 * math.log(10) + 380 * math.log(380 / 398) + 30 * math.log(0.625) + 9570 * math.log(9570 / 9552))
    assert hand == pytest.approx(64.763712, abs=5e-7)
    assert table_log_likelihood(20, 400, 50, 10_000) == pytest.approx(hand, abs=5e-7)


counts = st.integers(0, 10_000)


@given(counts, counts, st.integers(10_000, 10**7), st.integers(10_000, 10**7))
def test_log_likelihood_is_the_g_test(count: int, rest: int, size: int, rest_size: int) -> None:
    both = count + rest
    if both:
        by_chance = [both * size / (size + rest_size), both * rest_size / (size + rest_size)]
        theirs = power_divergence([count, rest], by_chance, lambda_="log-likelihood").statistic
        assert log_likelihood(count, rest, size, rest_size) == pytest.approx(theirs, rel=1e-6, abs=1e-6)


@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 300), st.integers(1, 10**6))
def test_the_tables_log_likelihood_is_the_g_test_of_it(near: int, others: int, elsewhere: int, rest: int) -> None:
    table = [[near, others], [elsewhere, rest]]
    theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    size = near + others + elsewhere + rest
    ours = table_log_likelihood(near, near + others, near + elsewhere, size)
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-6)
