"""Loading: rows as they come, and a way on where nothing could be read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.library import Library
from reader.reading.corpus_name import SAMPLES, are_samples
from reader.reading.effects import Keep, Load, Tell, WarmUp
from reader.reading.steps.following import watching
from reader.reading.steps.searching import asked
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.events import CorpusGrew, LoadFailed, NotKept, StoreDamaged
    from reader.reading.state import ReadingState


def corpus_grew(state: ReadingState, event: CorpusGrew) -> ReadingState:
    """More articles: search them too, without moving what is looked at."""
    corpus = event.corpus
    status = replace(state.status, loading=event.progress, all=len(corpus), problems=corpus.problem_count)
    state = state.but(status=status)
    if event.is_last:
        if not len(corpus) and not state.has_failed:
            state = _failed(state, _("no article found"))
        elif len(corpus) and not are_samples(state.paths) and state.given.options.cluster is None:
            state = state.also(Keep(partial(Library.remember_corpus, paths=state.paths)))
        if state.given.options.cluster is not None and state.given.settings.user_dictionary is not None:
            told = _("the user dictionary is not used on a cluster: its workers count words without it")
            state = state.also(Tell(told, severity="warning"))
        state = watching(state.also(WarmUp()))
    return asked(state, state.asking.grown(corpus))


def load_failed(state: ReadingState, event: LoadFailed) -> ReadingState:
    """Say what is wrong, and offer a way on where nothing else is there to read."""
    state = _failed(state, event.reason)
    if state.asking.corpus is not None and len(state.asking.corpus):
        return state.also(Tell(event.reason, severity="error"))
    return state


def not_kept(state: ReadingState, event: NotKept) -> ReadingState:
    """Say why the corpus will be read anew the next time."""
    told = _("This corpus could not be cached: {reason}").format(reason=event.reason)
    return state.also(Tell(told, severity="warning"))


def store_damaged(state: ReadingState, _event: StoreDamaged) -> ReadingState:
    """Read the files again."""
    told = _("The cache of this corpus is damaged; reading its files again.")
    return state.also(Tell(told, severity="warning"), Load(state.paths))


def _failed(state: ReadingState, reason: str) -> ReadingState:
    way_on = state.with_keys(_("{read} opens the samples, {quit} quits."))
    return state.but(has_failed=True, empty_text=f"{reason}\n\n{way_on}")


def offers_samples(state: ReadingState) -> bool:
    """True where nothing could be opened."""
    return state.has_failed and not state.hits


def samples_opened(state: ReadingState) -> ReadingState:
    """Read the samples instead of what could not be opened."""
    return state.but(has_failed=False, paths=(SAMPLES,), is_folded=False).also(Load((SAMPLES,)))
