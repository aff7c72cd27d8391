"""What was found out about many articles at once, kept while their corpus is open.

Its questions are asked from threads, and give None where `stopped` came true meanwhile.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.language.word_lists import teach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from reader.corpus.questions import Corpus
    from reader.insight.collocates import Collocate
    from reader.insight.groups import ReprintGroup
    from reader.insight.keyness import KeyWord
    from reader.insight.related import Related
    from reader.progress import Progress, Stopped
    from reader.search.engine import Results

_RELATED = 50
"""Articles that are told to be like another one, at most."""


class Insights:
    """The word counts, likenesses and reprints of one corpus, each made when first asked for, also while it grows."""

    def __init__(self, user_dictionary: str | None = None) -> None:
        self._user_dictionary = user_dictionary
        self._making = threading.Lock()
        self._lineage: object = None
        self._forget()

    def _forget(self) -> None:
        self._groups: Sequence[ReprintGroup] = ()
        self._compared = -1
        self._members: Mapping[int, int] = {}

    def follow(self, corpus: Corpus) -> None:
        """This corpus is open now. One that did not grow from the last makes all that is known of that forgotten."""
        with self._making:
            if corpus.lineage is not self._lineage:
                self._lineage = corpus.lineage
                self._forget()

    def key_words(
        self, corpus: Corpus, results: Results, progress: Progress, stopped: Stopped
    ) -> Sequence[KeyWord] | None:
        """The words that set a result apart from the rest."""
        from reader.insight.keyness import keywords

        teach(self._user_dictionary)
        return keywords(corpus, results, progress=progress, stopped=stopped)

    def collocates(self, corpus: Corpus, word: str, progress: Progress, stopped: Stopped) -> Sequence[Collocate] | None:
        """The words that stand near a word, in all articles."""
        from reader.insight.collocates import collocates
        from reader.search.tree import Term

        teach(self._user_dictionary)
        return collocates(corpus, Term(word), progress=progress, stopped=stopped)

    def related(self, corpus: Corpus, row: int, progress: Progress, stopped: Stopped) -> Sequence[Related] | None:
        """The articles that are like that of a row; each shares a word with it."""
        from reader.insight.related import related

        teach(self._user_dictionary)
        return related(corpus, row, _RELATED, progress, stopped)

    def reprints(self, corpus: Corpus, progress: Progress, stopped: Stopped) -> Sequence[ReprintGroup] | None:
        """The groups of articles that are nearly the same; found once, and again where the corpus grew."""
        from reader.insight.reprints import reprints

        if self.knows_reprints(corpus):
            return self._groups
        groups = reprints(corpus, progress=progress, stopped=stopped)
        if groups is None:
            return None
        with self._making:
            if corpus.lineage is self._lineage and self._compared < len(corpus):
                self._groups, self._compared = groups, len(corpus)
                self._members = {member.row: len(group.members) for group in groups for member in group.members}
        return groups

    def knows_reprints(self, corpus: Corpus) -> bool:
        """True where the reprints of all of it were found."""
        return corpus.lineage is self._lineage and self._compared == len(corpus)

    def firsts(self, rows: pl.Series) -> pl.Series:
        """Which of some rows to list so that of each group of reprints the first is there; see reprints.firsts."""
        from reader.insight.reprints import firsts

        return firsts(rows, self._groups)

    def members_of(self, row: int) -> int:
        """How many articles the group of reprints has that a row is in, where reprints are known; 0 for none."""
        return self._members.get(row, 0)
