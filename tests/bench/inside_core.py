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

_SAMPLED_BODIES = 400
_TYPED_QUERIES, _TYPED_CHARACTERS = 10, 4
_SHARES = {"typical": 0.05, "common": 0.3, "literal": 0.05}
"""In which share of the articles a word to search for shall be; all but the literal one have variants."""
_SEVERAL, _SEVERAL_SHARE = 10, 0.05
_LONG_WORDS, _LONG_SHARE = 3, 0.02


def load(path: str) -> dict[str, Any]:
    """Load with the reader's loader: seconds, also until the first rows, and megabytes resident afterwards."""
    from reader.corpus.loading import load as batches
    from reader.corpus.table import Table

    first, started = 0.0, time.perf_counter()

    def loaded() -> Table:
        nonlocal first
        corpus = Table.empty()
        for batch in batches([path]):
            corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
            if len(corpus) and not first:
                first = time.perf_counter() - started
        return corpus

    return {**_timed(loaded), "first": first}


def keep(path: str, shelf: str) -> dict[str, Any]:
    """Load and write a store: seconds of both, and its megabytes."""
    from reader.corpus import volumes
    from reader.corpus.options import AS_DETECTED
    from reader.store import opening
    from reader.store.shelf import Shelf

    volumes.WORTH_KEEPING = 0.0
    stores = Shelf(Path(shelf), 1 << 50)
    one = opening.Opening([path], AS_DETECTED, stores)
    loaded = _timed(lambda: list(one.batches()))
    started = time.perf_counter()
    one.keep()
    return {**loaded, "writing": time.perf_counter() - started, "size": stores.stores()[0].manifest.size / 1e6}


def warm(path: str, shelf: str) -> dict[str, Any]:
    """Open from a store: seconds without imports, and megabytes of private memory of the process."""
    from reader.corpus.options import AS_DETECTED
    from reader.corpus.table import Table
    from reader.store.opening import Opening
    from reader.store.shelf import Shelf

    def opened() -> Table:
        corpus, one = Table.empty(), Opening([path], AS_DETECTED, Shelf(Path(shelf), 1 << 50))
        for batch in one.batches():
            corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
        assert one.is_warm
        return corpus

    return {**_timed(opened), "private": _memory("RssAnon")}


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
    return {"seconds": seconds, "resident": _memory("VmRSS"), "peak": _memory("VmHWM"), "articles": len(kept)}


def _memory(figure: str) -> float:
    """Megabytes, as the kernel counts them for this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith(figure))
    return kilobytes * 1024 / 1e6


def grow(path: str, articles: str, source: str) -> dict[str, Any]:
    """Write a dump of some articles: those of a source over and over, each turn with titles and URLs of its own."""
    from reader.corpus.loading import load_corpus

    frame = load_corpus([source]).frame.select("title", "url", "body").head(int(articles))
    texts = [(title.encode(), url.encode(), body.encode()) for title, url, body in frame.iter_rows()]
    with open(path, "wb") as file:
        for number in range(int(articles)):
            (title, url, body), turn = texts[number % len(texts)], number // len(texts)
            mark = (f"（{turn}）".encode(), f"?copy={turn}".encode()) if turn else (b"", b"")
            file.write(_record(title + mark[0], url + mark[1], body))
    return {"bytes": Path(path).stat().st_size}


def scatter(folder: str, articles: str, source: str) -> dict[str, Any]:
    """Write the first articles of a source as dumps of an article each; again from the first where they are too few."""
    from reader.corpus.loading import load_corpus

    texts = load_corpus([source]).frame.select("title", "url", "body").head(int(articles)).rows()
    Path(folder).mkdir()
    for number in range(int(articles)):
        record = _record(*(text.encode() for text in texts[number % len(texts)]))
        Path(folder, f"{number:06}.txt").write_bytes(record)
    return {"files": int(articles)}


def read_bytes(folder: str) -> dict[str, Any]:
    """Open and read each file of a folder, and no more: seconds."""
    return _timed(lambda: [path.read_bytes() for path in sorted(Path(folder).iterdir())])


def _record(title: bytes, url: bytes, body: bytes) -> bytes:
    """A record of the dump format."""
    return b"\n".join((title, url, b"-" * 120, body, b"", b"=" * 120, b""))


def facts(path: str) -> dict[str, Any]:
    """How many articles, words to search for, and queries to type with the count after each character."""
    from reader.corpus.loading import load_corpus
    from reader.search.engine import search
    from reader.search.syntax import parse

    corpus = load_corpus([path])
    articles, titles = len(corpus), corpus.frame["title"]
    step = max(articles // _SAMPLED_BODIES, 1)
    bodies = corpus.frame["body"].gather_every(step).to_list()
    typed = []
    for query in islice(
        _typable(titles.gather_every(max(articles // (4 * _TYPED_QUERIES), 1)).to_list()), _TYPED_QUERIES
    ):
        results = [search(corpus, parse(query[:end])) for end in range(1, len(query) + 1)]
        typed.append((query, [len(result) for result in results if result is not None]))
    return {"articles": articles, "words": _words(bodies), "typed": typed, **_more_words(bodies)}


def _words(bodies: list[str]) -> dict[str, str]:
    """For each kind of word the one of two characters that comes nearest to its share of the articles."""
    words_of = _words_of(bodies)
    found = {kind: _nearest(words_of, share, 2, kind == "literal") for kind, share in _SHARES.items()}
    return {kind: words[0] for kind, words in found.items() if words}


def _more_words(bodies: list[str]) -> dict[str, list[str]]:
    """Words with variants, three that one article holds in front, and words of three characters without variants."""
    words_of = _words_of(bodies)
    several = _nearest(words_of, _SEVERAL_SHARE, 2, False)[:_SEVERAL]
    together = max(words_of, key=lambda words: len(words.intersection(several)), default=set())
    return {
        "several": sorted(several, key=lambda word: word not in together),
        "long": _nearest(words_of, _LONG_SHARE, 3, True)[:_LONG_WORDS],
    }


def _words_of(bodies: list[str]) -> list[set[str]]:
    from reader.language.words import cut

    return [{word for word in cut(body) if len(word) in (2, 3) and _is_han(word)} for body in bodies]


def _nearest(words_of: list[set[str]], share: float, length: int, literal: bool) -> list[str]:
    """Words of a length, with or without variants, by how near they come to a share of the articles."""
    from reader.language.variants import equals

    counts = Counter(word for words in words_of for word in words if len(word) == length)
    fitting = [word for word in counts if all(equals(character) == character for character in word) == literal]
    return sorted(fitting, key=lambda word: (abs(counts[word] / len(words_of) - share), word))


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
    """Search for each query of standard input, a line each: milliseconds of the search and of the bare scan.

    The scan is what Polars needs to tell which titles or bodies hold the query's characters or variants of them: no
    query is planned, nothing is ranked. It is left out where the query is more than one word.
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
        assert results is not None
        answer = {"search": (searched - started) * 1e3, "articles": len(results)}
        if " " in word:
            yield answer
            continue
        holds = pl.any_horizontal(pl.col("title", "body").str.contains(pattern, literal=literal))
        corpus.frame.select(holds.alias("matches"))["matches"].arg_true()
        yield {**answer, "scan": (time.perf_counter() - searched) * 1e3}


def questions(path: str) -> dict[str, Any]:
    """Seconds of the questions about many articles: the first key words, those after, related articles, reprints."""
    from reader.corpus.loading import load_corpus
    from reader.insight.keyness import keywords
    from reader.insight.related import related
    from reader.insight.reprints import reprints
    from reader.search.engine import search
    from reader.search.syntax import parse

    corpus = load_corpus([path])
    word = _words(corpus.frame["body"].gather_every(max(len(corpus) // _SAMPLED_BODIES, 1)).to_list())["typical"]
    results = search(corpus, parse(word))
    assert results is not None
    figures: dict[str, Any] = {"word": word, "articles": len(corpus), "found": len(results)}
    for name, ask in (
        ("keyness_first", lambda: keywords(corpus, results)),
        ("keyness_again", lambda: keywords(corpus, results)),
        ("related_first", lambda: related(corpus, 0)),
        ("related_again", lambda: related(corpus, 1)),
        ("reprints", lambda: reprints(corpus)),
    ):
        started = time.perf_counter()
        ask()
        figures[name] = time.perf_counter() - started
    return figures


def hits_asked_about(path: str) -> dict[str, Any]:
    """Seconds of the questions about the hits of a typical word: concordance, sorted, trends, dispersion."""
    from reader.corpus.loading import load_corpus
    from reader.insight.concordance import concordance
    from reader.insight.dispersion import evenness
    from reader.insight.trends import trends
    from reader.search.engine import search
    from reader.search.syntax import parse

    corpus = load_corpus([path])
    word = _words(corpus.frame["body"].gather_every(max(len(corpus) // _SAMPLED_BODIES, 1)).to_list())["typical"]
    results = search(corpus, parse(word))
    assert results is not None
    concordance(corpus, results, "left")
    figures: dict[str, Any] = {"word": word, "articles": len(corpus), "found": len(results)}
    for name, ask in (
        ("concordance", lambda: concordance(corpus, results)),
        ("sorted", lambda: concordance(corpus, results, "left")),
        ("trends", lambda: trends(corpus, [(word, results)])),
        ("dispersion", lambda: evenness(corpus, results)),
    ):
        started = time.perf_counter()
        ask()
        figures[name] = time.perf_counter() - started
    return figures


_COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "load": load,
    "plain": plain,
    "keep": keep,
    "warm": warm,
    "grow": grow,
    "scatter": scatter,
    "bytes": read_bytes,
    "facts": facts,
    "questions": questions,
    "hits_asked_about": hits_asked_about,
}


def main(command: str, *arguments: str) -> None:
    """Answer one command, or serve."""
    answers = serve(*arguments) if command == "serve" else iter([_COMMANDS[command](*arguments)])
    for answer in answers:
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
