"""Rows about kinds of queries over 60,000 articles, each against a simpler one or another's index in the same run."""

import statistics
import subprocess
import time
from collections.abc import Sequence

from tests.bench.children import DUWEN, Child, environment
from tests.bench.ground import Ground
from tests.bench.row import Row, Unmeasured
from tests.bench.searching import search_beside_ripgrep

ARTICLES = 60_000
_TURNS = 15
_AND_TERMS = 3
_COLD_RUNS = 5
_COLD_GOAL, _COLD_MEGABYTES = 1.2, 40
"""Seconds, and the largest dump that the goal speaks of."""


def one_word(ground: Ground) -> Row:
    """A word of two characters against ripgrep."""
    return search_beside_ripgrep(ground.grown(ARTICLES), "typical", "with variants")


def all_of_three(ground: Ground) -> Row:
    """Words that must all be there, against the first of them."""
    words = _several(ground)[:_AND_TERMS]
    return _against(ground, f"AND of {_AND_TERMS} words", " ".join(words), words[0], 1.5)


def any_of_ten(ground: Ground) -> Row:
    """Words of which one must be there, against the first of them."""
    words = _several(ground)
    return _against(ground, f"OR of {len(words)} words", " OR ".join(words), words[0], 3.0)


def variants(ground: Ground) -> Row:
    """A word that becomes a regular expression of classes, against one without variants in as many articles."""
    words = ground.grown(ARTICLES).facts["words"]
    if not {"typical", "literal"} <= words.keys():
        raise Unmeasured("no words to compare in this text")
    return _against(ground, "variants: classes", words["typical"], words["literal"], 3.0)


def beside_sqlite(ground: Ground) -> Row:
    """Words of three characters, the fewest that a trigram index can look for."""
    grown = ground.grown(ARTICLES)
    words, database = grown.facts["long"], ground.folder / "trigrams.sqlite"
    if not words:
        raise Unmeasured("no words of three characters in this text")
    with (
        Child("inside_sqlite", str(grown.dump), str(database)) as sqlite,
        Child("inside_core", "serve", str(grown.dump)) as core,
    ):
        built = sqlite.told()
        theirs, ours = _by_turns((sqlite, core), (words, words))
    return Row(
        f"search {', '.join(words)} in {ARTICLES:,} articles",
        f"{ours:.1f} ms, nothing to build",
        f"SQLite FTS5 {theirs:.1f} ms, built in {built['seconds']:.0f} s: {built['megabytes']:,.0f} MB",
        ours / theirs,
    )


def cold_start(ground: Ground) -> Row:
    """`duwen search` as a script runs it: imports, loads, searches, prints, ends."""
    word = ground.facts["words"].get("typical")
    if word is None:
        raise Unmeasured("no typical word in this text")
    seconds = []
    for _ in range(_COLD_RUNS + 1):
        started = time.perf_counter()
        command = [*DUWEN, "search", word, "--no-cache", str(ground.dump)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(), check=True)
        seconds.append(time.perf_counter() - started)
    ours = statistics.median(seconds[1:])
    return Row(
        f"duwen search {word} FILE from cold, {ground.megabytes:,.0f} MB",
        f"{ours:.2f} s",
        "",
        None,
        f"at most {_COLD_GOAL} s for 36 MB",
        ours <= _COLD_GOAL if ground.megabytes <= _COLD_MEGABYTES else None,
    )


def _several(ground: Ground) -> list[str]:
    words: list[str] = ground.grown(ARTICLES).facts["several"]
    if len(words) < _AND_TERMS:
        raise Unmeasured("too few words with variants in this text")
    return words


def _against(ground: Ground, what: str, query: str, simpler: str, times: float) -> Row:
    with Child("inside_core", "serve", str(ground.grown(ARTICLES).dump)) as child:
        found = [child.ask(asked)["articles"] for asked in (query, simpler)]
        ours, baseline = _by_turns((child, child), ([query], [simpler]))
    return Row(
        f"{what}, in {found[0]:,} of {ARTICLES:,} articles",
        f"{ours:.1f} ms",
        f"{simpler} in {found[1]:,}: {baseline:.1f} ms",
        ours / baseline,
        f"at most {times:g} x",
        ours <= times * baseline,
    )


def _by_turns(children: tuple[Child, Child], queries: tuple[Sequence[str], Sequence[str]]) -> tuple[float, float]:
    """The median milliseconds of both, asked by turns; the first turn is not counted."""
    figures: tuple[list[float], list[float]] = ([], [])
    for turn in range(_TURNS + 1):
        for child, asked, taken in zip(children, queries, figures, strict=True):
            answers = [child.ask(query)["search"] for query in asked]
            taken.extend(answers if turn else [])
    return statistics.median(figures[0]), statistics.median(figures[1])
