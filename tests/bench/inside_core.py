"""What runs in a fresh process without a screen: `python -m tests.bench.inside_core COMMAND PATH …`.

Heavy imports stand inside the functions, so that the plain loader's process is a plain one.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

_SAMPLED_BODIES = 150
_TYPED_QUERIES, _TYPED_CHARACTERS = 10, 4
_SHARES = {"typical": 0.05, "common": 0.3, "literal": 0.05}
"""In which share of the articles a word to search for shall be; all but the literal one have variants."""


def load(path: str) -> dict[str, Any]:
    """Load with the reader's loader: seconds, and megabytes resident afterwards."""
    from reader.corpus.loading import load_corpus

    return _timed(lambda: load_corpus([path]))


def plain(path: str) -> dict[str, Any]:
    """Load as a plain script does: read, split at the rules, list of tuples."""
    return _timed(lambda: _plain_articles(path))


def _plain_articles(path: str) -> list[tuple[str, str, str]]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    articles = []
    for record in text.split("\n" + "=" * 120 + "\n"):
        title, _, rest = record.partition("\n")
        url, _, rest = rest.partition("\n")
        articles.append((title, url, rest.partition("\n")[2]))
    return articles


def _timed(loaded: Callable[[], Any]) -> dict[str, Any]:
    started = time.perf_counter()
    kept = loaded()
    seconds = time.perf_counter() - started
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return {"seconds": seconds, "resident": kilobytes * 1024 / 1e6, "articles": len(kept)}


def grow(path: str, articles: str) -> dict[str, Any]:
    """Write a dump of so many articles: the samples over and over, each time with a title and a URL of its own."""
    from reader.corpus.loading import load_corpus
    from reader.resources import resource_folder

    samples = load_corpus([str(resource_folder("sample_data"))]).frame.select("title", "body").rows()
    with open(path, "w", encoding="utf-8") as file:
        for number in range(int(articles)):
            title, body = samples[number % len(samples)]
            url = f"https://bench.example.com/2024-06-{number % 28 + 1:02}/{number}.html"
            file.write(f"{title}（{number}）\n{url}\n{'-' * 120}\n{body}\n\n{'=' * 120}\n")
    return {}


def facts(path: str) -> dict[str, Any]:
    """How many articles, words to search for, and queries to type with the count after each character."""
    from reader.corpus.loading import load_corpus
    from reader.search.engine import search
    from reader.search.syntax import parse

    corpus = load_corpus([path])
    articles, titles = len(corpus), corpus.frame["title"]
    step = max(articles // _SAMPLED_BODIES, 1)
    words = _words(corpus.frame["body"].gather_every(step).to_list())
    typed = []
    for query in islice(
        _typable(titles.gather_every(max(articles // (4 * _TYPED_QUERIES), 1)).to_list()), _TYPED_QUERIES
    ):
        results = [search(corpus, parse(query[:end])) for end in range(1, len(query) + 1)]
        typed.append((query, [len(result) for result in results if result is not None]))
    return {"articles": articles, "words": words, "typed": typed}


def _words(bodies: list[str]) -> dict[str, str]:
    """For each kind of word the one of two characters that comes nearest to its share of the articles."""
    from reader.language.variants import equals
    from reader.language.words import cut

    shares = Counter(word for body in bodies for word in set(cut(body)) if len(word) == 2 and _is_han(word))
    literal = {word for word in shares if all(equals(character) == character for character in word)}
    chosen = {}
    for kind, share in _SHARES.items():
        fitting = [word for word in shares if (word in literal) == (kind == "literal")]
        if fitting:
            chosen[kind] = min(fitting, key=lambda word: (abs(shares[word] / len(bodies) - share), word))
    return chosen


def _typable(titles: list[str]) -> Iterator[str]:
    """The first run of Han characters of each title that is long enough, each once."""
    seen = set()
    for title in titles:
        for start in range(len(title) - _TYPED_CHARACTERS + 1):
            query = title[start : start + _TYPED_CHARACTERS]
            if _is_han(query):
                if query not in seen:
                    yield query
                seen.add(query)
                break


def _is_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def serve(path: str) -> Iterator[dict[str, Any]]:
    """Search for each word of standard input, a line each: milliseconds of the search and of the bare scan.

    The scan is what Polars needs to tell which titles or bodies hold the word or a variant of it: no query is
    planned, nothing is ranked.
    """
    import polars as pl

    from reader.corpus.loading import load_corpus
    from reader.language.variants import equals
    from reader.search.engine import search
    from reader.search.syntax import parse

    corpus = load_corpus([path])
    for line in sys.stdin:
        word = line.rstrip("\n")
        query, classes = parse(word), [equals(character) for character in word]
        literal = all(len(characters) == 1 for characters in classes)
        pattern = word if literal else "".join(f"[{characters}]" for characters in classes)
        started = time.perf_counter()
        results = search(corpus, query)
        searched = time.perf_counter()
        holds = pl.any_horizontal(pl.col("title", "body").str.contains(pattern, literal=literal))
        corpus.frame.select(holds.alias("matches"))["matches"].arg_true()
        scanned = time.perf_counter()
        assert results is not None
        yield {"search": (searched - started) * 1e3, "scan": (scanned - searched) * 1e3, "articles": len(results)}


_COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {"load": load, "plain": plain, "grow": grow, "facts": facts}


def main(command: str, *arguments: str) -> None:
    """Answer one command, or serve."""
    answers = serve(*arguments) if command == "serve" else iter([_COMMANDS[command](*arguments)])
    for answer in answers:
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
