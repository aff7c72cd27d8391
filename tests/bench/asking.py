"""Rows about questions on many articles at once."""

from typing import Any

from tests.bench.children import ask_once
from tests.bench.ground import Ground
from tests.bench.row import Row

_KEYNESS_GOAL, _KEYNESS_ARTICLES = 10.0, 60_000
_HITS_GOAL_MS, _HITS_ARTICLES = 150, 60_000
_HITS_QUESTIONS = {
    "concordance": "concordance",
    "sorted": "concordance, sorted by the left,",
    "trends": "trends",
    "dispersion": "dispersion over the months",
}
_REPRINTS_GOAL, _REPRINTS_ARTICLES = 60.0, 100_000


def _figures(ground: Ground) -> dict[str, Any]:
    return ask_once("inside_core", "questions", str(ground.dump))


def of_hits(question: str, ground: Ground) -> Row:
    """Concordance (`sorted` by the left context), trends or dispersion of a typical word."""
    figures = ask_once("inside_core", "hits_asked_about", str(ground.dump))
    milliseconds, articles = figures[question] * 1e3, figures["articles"]
    met = milliseconds <= _HITS_GOAL_MS
    return Row(
        f"{_HITS_QUESTIONS[question]} of a word in {figures['found']:,} articles",
        f"{milliseconds:.0f} ms",
        goal=f"at most {_HITS_GOAL_MS} ms of {_HITS_ARTICLES:,}",
        met=None if met and articles < _HITS_ARTICLES else met,
    )


def keyness(ground: Ground) -> Row:
    """The words that set the articles with one word apart: all is cut the first time, nothing after that."""
    figures = _figures(ground)
    seconds, articles = figures["keyness_first"], figures["articles"]
    what = f"key words of {figures['found']:,} articles"
    ours = f"{seconds:.1f} s, then {figures['keyness_again'] * 1e3:.0f} ms"
    return _row(what, ours, seconds, articles, _KEYNESS_GOAL, _KEYNESS_ARTICLES)


def related(ground: Ground) -> Row:
    """The articles most like one, words counted."""
    figures = _figures(ground)
    ours = f"{figures['related_first'] * 1e3:.0f} ms, then {figures['related_again'] * 1e3:.0f} ms"
    return Row(f"related to one of {figures['articles']:,} articles", ours)


def reprints(ground: Ground) -> Row:
    """Groups of near-duplicates. A grown dump has each body many times over; measure on a real one."""
    figures = _figures(ground)
    seconds, articles = figures["reprints"], figures["articles"]
    return _row(
        f"reprints among {articles:,} articles",
        f"{seconds:.1f} s",
        seconds,
        articles,
        _REPRINTS_GOAL,
        _REPRINTS_ARTICLES,
    )


def _row(what: str, ours: str, seconds: float, articles: int, goal: float, goal_articles: int) -> Row:
    """Judged only where there are as many articles as the goal speaks of, or where fewer take longer."""
    words = f"at most {goal:.0f} s of {goal_articles:,}"
    met = None if articles < goal_articles and seconds <= goal else seconds <= goal
    return Row(what, ours, goal=words, met=met)
