"""WordCounts: how often each word stands in each article, counted once and kept by the corpus's keeper.

A word is what rjieba cuts and has a letter; words that differ by case, width or simplified and traditional
characters are one, shown as it is written most often. Title and body both count.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import polars as pl

from reader.corpus import volumes
from reader.corpus.table import Table
from reader.corpus.volumes import Keeper, Recipe, Volume
from reader.language.variants import normalized
from reader.language.words import LONGEST_PIECE, SEPARATOR, cut_many, segmenter, traditional
from reader.progress import Progress, Stopped, never, silent

MOST_ENTRIES = 64_000_000
"""Different words of articles that are kept, 8 bytes each: half a gigabyte, about 380,000 articles of 600 characters.

Of the articles behind them only the totals are kept; they are cut again when one asks for them.
"""
_THREADS = 2
_ROWS_OF_A_BLOCK = 4096
_LENGTH_OF_A_TITLE = 32
_LETTER = r"\p{L}"
_PER_TEXT = 1 << 32
"""More than there are tokens: a token and its text make one number."""

_NUMBERS = pl.List(pl.UInt32)
_ENTRIES = pl.Schema([("row", pl.UInt32()), ("word", _NUMBERS), ("count", _NUMBERS)])
_TOTALS = pl.Schema([("word", pl.UInt32()), ("count", pl.UInt64()), ("documents", pl.UInt32())])
_SPELLINGS = pl.Schema([("word", pl.UInt32()), ("spelling", pl.UInt32()), ("count", pl.UInt64())])
_TABLES = {
    "entries": _ENTRIES,
    "vocabulary": pl.Schema([("token", pl.String()), ("normal", pl.UInt32())]),
    "totals": _TOTALS,
    "spellings": _SPELLINGS,
    "kept": pl.Schema([("end", pl.UInt32())]),
}
"""Of a volume: the entries of its own rows, and the rest as it was when these were counted."""

_UNKNOWN, _NO_WORD = 0xFFFF_FFFF, 0xFFFF_FFFE
"""In the table of normalized words: not looked at yet; punctuation, digits or space."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The words of one piece of the corpus."""

    tokens: pl.DataFrame
    """row, token (its number) and count, all of them UInt32."""
    end: int
    """One past its last row."""


class WordCounts:
    """The word counts of one corpus, also while it grows. Several threads may ask; one counts at a time."""

    def __init__(self, most_entries: int = MOST_ENTRIES) -> None:
        self._most_entries = most_entries
        self._counting, self._folding = threading.Lock(), threading.Lock()
        self._forget(None)

    def _forget(self, lineage: object) -> None:
        self._lineage = lineage
        self._categories = pl.Categories.random()
        self._anchor = pl.Series([""], dtype=pl.Categorical(self._categories))
        """Words keep their numbers only as long as some series of these categories lives."""
        self._normal = pl.Series(dtype=pl.UInt32)
        """By the number of a token, the number of the word that it is."""
        self._blocks: list[pl.DataFrame] = []
        self._entries = 0
        self._kept = 0
        self._counted = 0
        self._seconds = 0.0
        """Spent with counting what was not offered yet."""
        self._offered, self._offered_blocks = 0, 0
        self._totals = pl.DataFrame(schema=_TOTALS)
        self._spellings = pl.DataFrame(schema=_SPELLINGS)

    def _recipe(self) -> Recipe:
        return Recipe("words", (*segmenter(), str(self._most_entries)), _TABLES)

    def _recall(self, keeper: Keeper) -> None:
        """Begin with what was counted in an opening before."""
        found = keeper.recall(self._recipe())
        if not found:
            return
        last = found[-1].tables
        tokens = last["vocabulary"]["token"]
        numbers = tokens.cast(pl.Categorical(self._categories)).to_physical()
        if not numbers.equals(pl.int_range(len(tokens), dtype=pl.UInt32, eager=True)):
            self._forget(self._lineage)
            return
        self._normal, self._totals, self._spellings = last["vocabulary"]["normal"], last["totals"], last["spellings"]
        self._kept, self._counted = last["kept"]["end"][0], found[-1].end
        self._blocks = [block for each in found for block in each.tables["entries"].iter_slices(_ROWS_OF_A_BLOCK)]
        self._entries = sum(int(block["word"].list.len().sum()) for block in self._blocks)
        self._offered, self._offered_blocks = self._counted, len(self._blocks)

    def _offer(self, keeper: Keeper) -> None:
        """Have kept what was counted since it was last offered, once that took long enough."""
        if self._seconds < volumes.WORTH_KEEPING:
            return
        most = max(len(self._normal) - 1, *self._totals.select(pl.col("word").max().fill_null(0)).row(0))
        self._make_room(most)
        names = self.names(pl.int_range(most + 1, dtype=pl.UInt32, eager=True))
        tables = {
            "entries": pl.concat([pl.DataFrame(schema=_ENTRIES), *self._blocks[self._offered_blocks :]]),
            "vocabulary": pl.DataFrame({"token": names, "normal": self._normal}),
            "totals": self._totals,
            "spellings": self._spellings,
            "kept": pl.DataFrame({"end": [self._kept]}, schema=_TABLES["kept"]),
        }
        keeper.offer(self._recipe(), Volume(self._offered, self._counted, tables))
        self._offered, self._offered_blocks, self._seconds = self._counted, len(self._blocks), 0.0

    @property
    def counted(self) -> int:
        """How many articles are counted, from the first on."""
        return self._counted

    @property
    def kept(self) -> int:
        """How many of them are kept one by one."""
        return self._kept

    def count(self, corpus: Table, progress: Progress = silent, stopped: Stopped = never) -> bool:
        """Count what is not counted yet; False where `stopped` came true before all was. What is done stays done.

        A corpus that did not grow from the one that was counted before is counted anew.
        """
        with self._counting:
            if corpus.derived is not self._lineage:
                self._forget(corpus.derived)
                self._recall(corpus.derived.keeper)
            started = time.monotonic()
            pending: list[_Counted] = []
            for counted in self._pieces_counted(corpus, self._counted, stopped):
                pending.append(counted)
                if counted.end - self._counted >= _ROWS_OF_A_BLOCK:
                    self._keep(pending)
                    pending = []
                    progress(self._counted, len(corpus))
                elif pending:
                    progress(counted.end, len(corpus))
            if pending:
                self._keep(pending)
            self._seconds += time.monotonic() - started
            self._offer(corpus.derived.keeper)
            return self._counted >= len(corpus)

    def totals(self) -> pl.DataFrame:
        """`word` (number), `count` and `documents` over all that is counted."""
        return self._totals

    def of(
        self, corpus: Table, rows: pl.Series, progress: Progress = silent, stopped: Stopped = never
    ) -> pl.DataFrame | None:
        """The same over some rows of the corpus, which must be counted; None where `stopped` came true meanwhile."""
        wanted = pl.repeat(False, len(corpus), eager=True, dtype=pl.Boolean).scatter(rows, True)
        found = [pl.DataFrame(schema=_TOTALS)]
        for block in self._blocks:
            if stopped():
                return None
            entries = block.filter(wanted.gather(block["row"])).explode("word", "count")
            found.append(_totals(entries))
        beyond = rows.filter(rows >= self._kept).sort()
        for counted in self._gathered_counted(corpus, beyond, progress, stopped):
            found.append(_totals(_merged(self._as_words(counted.tokens))))
        if stopped():
            return None
        return _summed(found)

    def blocks(self) -> Sequence[pl.DataFrame]:
        """What is kept, in the order of rows: `row`, and the lists `word` and `count`."""
        return self._blocks

    def held(self, names: pl.Series | None = None) -> pl.DataFrame:
        """`word` (number) and `name` of those normalized words that stand in some article, of some or of all."""
        held = self._totals.select("word", name=self.names(self._totals["word"]))
        return held if names is None else held.filter(pl.col("name").is_in(names.implode()))

    def ways(self, words: pl.Series) -> pl.DataFrame:
        """How words, by their numbers, are spelled: `word`, `spelling` (both numbers) and `count`."""
        asked = pl.DataFrame({"word": words.cast(pl.UInt32)})
        others = self._spellings.join(asked, on="word", how="semi")
        plain = (
            self._totals.join(asked, on="word", how="semi")
            .join(others.group_by("word").agg(others=pl.col("count").sum()), on="word", how="left")
            .select("word", spelling="word", count=pl.col("count") - pl.col("others").fill_null(0))
            .cast(_SPELLINGS)
        )
        return pl.concat([plain, others])

    def numbers(self, words: pl.Series) -> pl.Series:
        """The numbers of normalized words; those that stand nowhere get one that no count has."""
        return words.cast(pl.Categorical(self._categories)).to_physical()

    def names(self, numbers: pl.Series) -> pl.Series:
        """Normalized words by their numbers, which are others at each count: order goes by these."""
        return numbers.cat.to(pl.Categorical(self._categories)).cast(pl.String)

    def _pieces_counted(self, corpus: Table, start: int, stopped: Stopped) -> Iterator[_Counted]:
        frame = corpus.frame.select("title", "body", "characters").slice(start)
        return _each_counted(frame, start, None, self._categories, stopped)

    def _gathered_counted(
        self, corpus: Table, rows: pl.Series, progress: Progress, stopped: Stopped
    ) -> Iterator[_Counted]:
        frame = corpus.frame.select("title", "body", "characters")[rows]
        for counted in _each_counted(frame, 0, rows, self._categories, stopped):
            yield counted
            progress(counted.end, len(rows))

    def _as_words(self, tokens: pl.DataFrame) -> pl.DataFrame:
        """row, word, spelling and count of the tokens that are words."""
        with self._folding:
            numbers = tokens["token"].unique()
            self._make_room(int(tokens.select(pl.col("token").max().fill_null(0)).item()))
            new = numbers.filter(self._normal.gather(numbers) == _UNKNOWN)
            names = self.names(new)
            words = normalized_words(names).cast(pl.Categorical(self._categories)).to_physical()
            is_word = names.str.contains(_LETTER)
            normal = pl.select(pl.when(is_word).then(words).otherwise(pl.lit(_NO_WORD, pl.UInt32)))
            self._normal = self._normal.scatter(new, normal.to_series())
            tokens = tokens.with_columns(word=self._normal.gather(tokens["token"]))
        return tokens.filter(pl.col("word") != _NO_WORD).select(
            "row", "word", pl.col("token").alias("spelling"), "count"
        )

    def _make_room(self, number: int) -> None:
        """Let the table of normalized words reach a number: a word that stands nowhere as it is has one, too."""
        more = pl.repeat(_UNKNOWN, max(number + 1 - len(self._normal), 0), eager=True, dtype=pl.UInt32)
        self._normal = pl.concat([self._normal, more])

    def _keep(self, pieces: list[_Counted]) -> None:
        words = self._as_words(pl.concat([piece.tokens for piece in pieces]))
        spelt = words.filter(pl.col("word") != pl.col("spelling")).select("word", "spelling", "count")
        together = pl.concat([self._spellings, spelt.cast(_SPELLINGS)])
        self._spellings = together.group_by("word", "spelling").agg(pl.col("count").sum())
        entries = _merged(words)
        self._totals = _summed([self._totals, _totals(entries)])
        is_next = self._kept == self._counted
        if is_next and self._entries + entries.height <= self._most_entries:
            self._blocks.append(entries.group_by("row").agg("word", "count").sort("row").cast(_ENTRIES))
            self._entries += entries.height
            self._kept = pieces[-1].end
        self._counted = pieces[-1].end


def _each_counted(
    frame: pl.DataFrame, start: int, rows: pl.Series | None, categories: pl.Categories, stopped: Stopped
) -> Iterator[_Counted]:
    """The words of a frame, piece by piece, cut by some threads, in order; ends early where `stopped` comes true."""
    if frame.is_empty():
        return
    bounds = _bounds(frame["characters"])
    with ThreadPoolExecutor(_THREADS) as threads:
        waiting: deque[Future[_Counted | None]] = deque()
        for first, end in pairwise(bounds):
            piece = frame.slice(first, end - first).select("title", "body")
            numbers = rows.slice(first, end - first) if rows is not None else None
            waiting.append(threads.submit(_count_piece, piece, start + first, numbers, categories, stopped))
            if len(waiting) > _THREADS:
                if (counted := waiting.popleft().result()) is None:
                    return
                yield counted
        while waiting and (counted := waiting.popleft().result()) is not None:
            yield counted


def _bounds(characters: pl.Series) -> list[int]:
    """Where pieces of about LONGEST_PIECE characters begin, and where the last one ends."""
    pieces = (characters.cast(pl.UInt64) + _LENGTH_OF_A_TITLE).cum_sum() // LONGEST_PIECE
    starts = (pieces != pieces.shift(1)).fill_null(True).arg_true().to_list()
    return [*starts, len(characters)]


def _count_piece(
    texts: pl.DataFrame, start: int, rows: pl.Series | None, categories: pl.Categories, stopped: Stopped
) -> _Counted | None:
    """The tokens of some articles, the first of which is `start`; None where it is not wanted any more."""
    if stopped():
        return None
    end = start + texts.height
    whole = texts.select(pl.concat_str("title", pl.lit("\n"), "body").alias("text"))["text"]
    tokens = pl.DataFrame({"token": pl.Series(cut_many(whole.to_list()), dtype=pl.String)})
    of_text = (pl.col("token") == SEPARATOR).cum_sum().cast(pl.UInt64)
    number = pl.col("token").cast(pl.Categorical(categories)).to_physical()
    counts = tokens.select(key=of_text * _PER_TEXT + number).group_by("key").agg(count=pl.len())
    counts = counts.select(
        (pl.col("key") // _PER_TEXT).alias("row"), (pl.col("key") % _PER_TEXT).alias("token"), "count"
    )
    counts = counts.filter(pl.col("row") < texts.height).cast(pl.UInt32)
    numbers = rows if rows is not None else pl.int_range(start, end, dtype=pl.UInt32, eager=True)
    return _Counted(counts.with_columns(row=numbers.gather(counts["row"]).cast(pl.UInt32)), end)


def normalized_words(words: pl.Series) -> pl.Series:
    """Each word with its characters normalized."""
    different = words.filter(words.str.contains(_may_fold())).unique()
    pairs = [(word, plain) for word in different.to_list() if (plain := normalized(word)) != word]
    if not pairs:
        return words
    before, after = zip(*pairs, strict=True)
    return words.replace(list(before), list(after))


@cache
def _may_fold() -> str:
    """A regular expression that finds the words that normalizing may change: most never come to Python."""
    return rf"[^a-z0-9\x{{3400}}-\x{{9FFF}}]|[{''.join(sorted(traditional()))}]"


def _merged(words: pl.DataFrame) -> pl.DataFrame:
    """row, word, count: one entry for the spellings of a word in one article. Most articles have none to merge."""
    spelt = words.filter(pl.col("word") != pl.col("spelling"))["row"].unique().implode()
    several = pl.col("row").is_in(spelt)
    merged = words.filter(several).group_by("row", "word").agg(pl.col("count").sum())
    return pl.concat([words.filter(~several).select("row", "word", "count"), merged])


def _totals(entries: pl.DataFrame) -> pl.DataFrame:
    """From row, word, count to what each word has in all."""
    return entries.group_by("word").agg(pl.col("count").sum(), documents=pl.len()).cast(_TOTALS)


def _summed(totals: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(totals).group_by("word").agg(pl.col("count", "documents").sum()).cast(_TOTALS)
