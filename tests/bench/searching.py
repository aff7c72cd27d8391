"""Rows about a search in the core, against ripgrep on the same file."""

import shutil
import statistics
import subprocess
import time

from tests.bench.children import Child
from tests.bench.ground import Ground
from tests.bench.row import Row, Unmeasured

_TURNS = 25


def typical_word(ground: Ground) -> Row:
    """A word in about a twentieth of the articles whose characters have variants."""
    return search_beside_ripgrep(ground, "typical", "with variants")


def common_word(ground: Ground) -> Row:
    """A word in about a third of the articles: many to rank."""
    return search_beside_ripgrep(ground, "common", "with variants")


def literal_word(ground: Ground) -> Row:
    """A word in about a twentieth of the articles without variants: the very bytes that ripgrep looks for."""
    return search_beside_ripgrep(ground, "literal", "no variants")


def search_beside_ripgrep(ground: Ground, kind: str, remark: str) -> Row:
    """A word of a kind, see `inside_core`, against ripgrep on the same file."""
    word = ground.facts["words"].get(kind)
    if word is None:
        raise Unmeasured(f"no {kind} word in this text")
    ripgrep = shutil.which("rg")
    searches, scans, greps, articles = [], [], [], 0
    with Child("inside_core", "serve", str(ground.dump)) as child:
        for _ in range(_TURNS + 1):
            answer = child.ask(word)
            searches.append(answer["search"])
            scans.append(answer["scan"])
            articles = answer["articles"]
            if ripgrep is not None:
                greps.append(_grep(ripgrep, word, str(ground.dump)))
    ours = statistics.median(searches[1:])
    what = f"search {word}, {remark}, in {articles:,} articles"
    figure = f"{ours:.1f} ms (scan {statistics.median(scans[1:]):.1f})"
    goal = "no slower than rg -c -F"
    if not greps:
        return Row(what, figure, "rg not installed", None, goal)
    baseline = statistics.median(greps[1:])
    return Row(what, figure, f"rg {baseline:.1f} ms", ours / baseline, goal, ours <= baseline)


def _grep(ripgrep: str, word: str, dump: str) -> float:
    started = time.perf_counter()
    subprocess.run([ripgrep, "-c", "-F", word, dump], stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - started) * 1e3
