"""Collocates: the words that stand near a term more often than by chance.

A hit is what a search for the term finds, so it may be part of a word or more than one; the windows count words to
its left and right and end with the paragraph. A word in the windows of two hits counts once (Evert 2008).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from reader.corpus.questions import Corpus, Question, Rows, numbered
from reader.corpus.table import Table
from reader.insight.association import expected, mutual_information, t_score, table_log_likelihood
from reader.insight.word_counts import normalized_words
from reader.insight.words import Words, spelled
from reader.language.words import SEPARATOR, cut_many
from reader.progress import Cancelled, Progress, Stopped, never, silent
from reader.search.engine import Results, search
from reader.search.plan import pattern
from reader.search.spans import spans_in
from reader.search.syntax import LONGEST_DISTANCE, MOST_NEAR_WORDS
from reader.search.tokens import QUOTES
from reader.search.tree import EVERYWHERE, Query, Term
from reader.search.writing import of_run, written

_ARTICLES_AT_A_TIME = 512
_LETTER = r"\p{L}"


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the term."""

    word: str
    """As it is written most often."""
    count: int
    """How often it stands in the windows."""
    documents: int
    """In how many articles it does."""
    total: int
    """How often it stands in all articles that were asked about, the hits themselves left out."""
    expected: float
    """How often it would stand in the windows by chance."""
    log_likelihood: float
    """G² of the two-by-two table: how sure the attraction is (Dunning 1993)."""
    mutual_information: float
    """MI, how strong it is; high for rare words (Church & Hanks 1990)."""
    t_score: float
    """High for frequent words (Church et al. 1991)."""
    query: str
    """Finds the articles in which the two stand so near each other."""


def collocates(
    corpus: Corpus,
    term: Term,
    *,
    within: Results | None = None,
    left: int = 5,
    right: int = 5,
    limit: int | None = 100,
    minimum_count: int = 3,
    progress: Progress = silent,
    stopped: Stopped = never,
) -> list[Collocate] | None:
    """The words near a term, the surest first; None where `stopped` came true meanwhile.

    `left` and `right` are words; `within` leaves all but the articles of a result out of account. Only words that
    stand there more often than by chance are collocates.
    """
    results = search(corpus, Query(term), "corpus", stopped)
    if results is None:
        return None
    rows = results.rows if within is None else results.rows.filter(results.rows.is_in(within.rows.implode()))
    if rows.is_empty() or left + right == 0:
        return []
    try:
        totals = corpus.ask(Words(), None if within is None else within.rows, stopped, progress)
        near = corpus.ask(WordsNear(term, left, right), rows, stopped, progress)
        best = _best(near, totals, term, minimum_count)[:limit]
        words = spelled(corpus, [each.word for each in best], stopped)
    except Cancelled:
        return None
    return [
        replace(each, word=word, query=_query(term, word, distance))
        for each, word, distance in zip(best, words, _distances(near, best), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class WordsNear(Question):
    """Asks which words stand near the hits of a term in rows.

    `word` (normalized), `near` (how often it stands in the windows), `node` (in a hit), `documents`, and `distance`,
    the greatest in code points.
    """

    term: Term
    """What has the windows around it."""
    left: int
    """Words of a window before a hit."""
    right: int
    """Words behind it."""

    takes_long = True
    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row a word. Raises Cancelled."""
        numbers, found = numbered(rows), [pl.DataFrame(schema=_NEAR)]
        for start in range(0, len(numbers), _ARTICLES_AT_A_TIME):
            if stopped():
                raise Cancelled
            some = numbers.slice(start, _ARTICLES_AT_A_TIME)
            found.append(_near(part, some, self.term, self.left, self.right))
            progress(min(start + _ARTICLES_AT_A_TIME, len(numbers)), len(numbers))
        return self.total(found)

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sums, and the greatest distance."""
        sums = pl.col("near", "node", "documents").sum()
        return pl.concat(answers).group_by("word").agg(sums, pl.col("distance").max())


def _best(near: pl.DataFrame, totals: pl.DataFrame, term: Term, minimum_count: int) -> list[Collocate]:
    """From counts in the windows and in all to measures, the surest first; words are not spelled yet."""
    window = int(near["near"].sum())
    size = max(int(totals["count"].sum()) - int(near["node"].sum()), window)
    counted = (
        near.filter(pl.col("near") >= minimum_count)
        .join(totals.select("word", total="count"), on="word")
        .with_columns(total=pl.max_horizontal(pl.col("total").cast(pl.Int64) - pl.col("node"), "near"))
    )
    found = []
    for word, count, documents, total in counted.select("word", "near", "documents", "total").iter_rows():
        if count * size > window * total:
            likelihood, by_chance = table_log_likelihood(count, window, total, size), expected(window, total, size)
            measures = likelihood, mutual_information(count, by_chance), t_score(count, by_chance)
            found.append(Collocate(word, count, documents, total, by_chance, *measures, ""))
    return sorted(found, key=lambda each: (-each.log_likelihood, -each.count, each.word))


def _distances(near: pl.DataFrame, found: Sequence[Collocate]) -> list[int]:
    """The greatest of each, in code points."""
    distance = dict(near.select("word", "distance").iter_rows())
    return [distance[each.word] for each in found]


def _query(term: Term, word: str, distance: int) -> str:
    """What finds the term and the word so near each other, or both in one article where no near phrase can say it."""
    words = [*term.text.split(), word]
    if len(words) > MOST_NEAR_WORDS or distance > LONGEST_DISTANCE or any(quote in term.text for quote in QUOTES):
        return f"{written(term)} {of_run(word)}"
    prefix = "" if term.fields == EVERYWHERE else f"{term.fields[0]}:"
    return f'{prefix}"{" ".join(words)}"~{distance}'


def _near(part: Table, rows: pl.Series, term: Term, left: int, right: int) -> pl.DataFrame:
    """word (normalized), near (in windows), node (in a hit), documents, and the greatest distance in characters."""
    paragraphs = _paragraphs(part, rows, term)
    texts = paragraphs["text"].to_list()
    starts, ends, offset = [], [], 0
    for text, spans in zip(texts, spans_in(texts, [_anywhere(term)], "body"), strict=True):
        starts += [offset + span.start for span in spans]
        ends += [offset + span.end for span in spans]
        offset += len(text) + 1
    hits = pl.DataFrame({"start": starts, "end": ends}, schema={"start": pl.Int64, "end": pl.Int64})
    spelling = pl.Series("spelling", cut_many(texts), dtype=pl.String)
    tokens = pl.DataFrame({"spelling": spelling}).with_columns(
        end=pl.col("spelling").str.len_chars().cast(pl.Int64).cum_sum(),
        is_word=pl.col("spelling").str.contains(_LETTER),
        paragraph=(pl.col("spelling") == SEPARATOR).cum_sum().shift(1, fill_value=0),
    )
    tokens = tokens.with_columns(
        start=pl.col("end") - pl.col("spelling").str.len_chars(), rank=pl.col("is_word").cum_sum().cast(pl.Int64)
    ).with_columns(rank=pl.col("rank") - pl.col("is_word").cast(pl.Int64))
    words = tokens.filter("is_word")
    windows = _windows(hits, tokens, words, left, right)
    if windows.is_empty() or words.is_empty():
        return pl.DataFrame(schema=_NEAR)
    before, behind, inside = (
        _covered(windows[f"{part}_from"], windows[f"{part}_to"], words.height) for part in ("left", "right", "node")
    )
    following = hits["start"].gather(hits["start"].search_sorted(words["end"], side="left").clip(0, hits.height - 1))
    preceding = hits["end"].gather((hits["end"].search_sorted(words["start"], side="right").cast(pl.Int64) - 1).clip(0))
    placed = words.with_columns(
        article=paragraphs["article"].gather(words["paragraph"]),
        word=normalized_words(words["spelling"]),
        node=inside,
        near=(before | behind) & ~inside,
        distance=pl.min_horizontal(
            pl.when(before).then(following - words["end"]), pl.when(behind).then(words["start"] - preceding)
        ),
    )
    return (
        placed.filter(pl.col("near") | pl.col("node"))
        .group_by("word")
        .agg(
            pl.col("near", "node").sum().cast(pl.Int64),
            documents=pl.col("article").filter("near").n_unique().cast(pl.Int64),
            distance=pl.col("distance").filter("near").max().cast(pl.Int64),
        )
        .select(*_NEAR)
    )


_NEAR = {"word": pl.String, "near": pl.Int64, "node": pl.Int64, "documents": pl.Int64, "distance": pl.Int64}


def _paragraphs(part: Table, rows: pl.Series, term: Term) -> pl.DataFrame:
    """article (its row) and text of the paragraphs, titles among them, that hold the term."""
    frame = part.frame[rows].select("title", "body").with_columns(article=rows)
    columns = [pl.col(name).str.split("\n") for name in ("title", "body") if name in term.fields]
    if not columns:
        return pl.DataFrame(schema={"article": pl.UInt32, "text": pl.String})
    lines = frame.select("article", text=pl.concat_list(columns)).explode("text")
    return lines.filter(pattern(term).found_in(pl.col("text")))


def _anywhere(term: Term) -> Term:
    """The term as it is looked for in a paragraph, whichever field that is of."""
    return Term(term.text, ("body",))


def _windows(hits: pl.DataFrame, tokens: pl.DataFrame, words: pl.DataFrame, left: int, right: int) -> pl.DataFrame:
    """For each hit the ranks, half-open, of the words left of it, of it, and right of it."""
    first = tokens["start"].search_sorted(hits["start"], side="right").cast(pl.Int64) - 1
    last = tokens["start"].search_sorted(hits["end"], side="left").cast(pl.Int64) - 1
    bounds = words.group_by("paragraph").agg(lowest=pl.col("rank").min(), highest=pl.col("rank").max() + 1)
    node_to = tokens["rank"].gather(last) + tokens["is_word"].gather(last).cast(pl.Int64)
    located = pl.DataFrame(
        {
            "paragraph": tokens["paragraph"].gather(first),
            "node_from": tokens["rank"].gather(first),
            "node_to": node_to,
        }
    ).join(bounds, on="paragraph", maintain_order="left")
    return located.select(
        "node_from",
        "node_to",
        left_from=pl.max_horizontal(pl.col("node_from") - left, "lowest"),
        left_to="node_from",
        right_from="node_to",
        right_to=pl.min_horizontal(pl.col("node_to") + right, "highest"),
    )


def _covered(starts: pl.Series, ends: pl.Series, size: int) -> pl.Series:
    """Boolean for each rank: some interval holds it."""
    steps = pl.concat(
        [
            pl.DataFrame({"rank": starts, "step": pl.repeat(1, len(starts), eager=True, dtype=pl.Int64)}),
            pl.DataFrame({"rank": ends, "step": pl.repeat(-1, len(ends), eager=True, dtype=pl.Int64)}),
        ]
    )
    at = steps.group_by("rank").agg(pl.col("step").sum())
    depth = pl.repeat(0, size + 1, eager=True, dtype=pl.Int64).scatter(at["rank"], at["step"]).cum_sum()
    return depth.head(size) > 0
