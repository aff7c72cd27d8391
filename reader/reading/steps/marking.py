"""Marking: stars, tags, notes and what was read; and how far all that is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.library import Library
from reader.reading.effects import Keep, Show, Tell
from reader.sheets.sheet import Prompt
from reader.wording import _

if TYPE_CHECKING:
    from reader.article import Article
    from reader.reading.events import MarksKept
    from reader.reading.state import ReadingState

_KEPT_SECONDS = 10
"""How long it stands over the text that marks are not kept."""
_BETWEEN_TAGS = re.compile(r"[\s,，、#]+")


def starred(state: ReadingState) -> ReadingState:
    """A star, or no more."""
    return state.also(Keep(partial(_star_turned, state.hit.article))) if state.hit is not None else state


def _star_turned(article: Article, library: Library) -> None:
    library.set_starred(article, not library.is_starred(article.id))


def unread(state: ReadingState) -> ReadingState:
    """Not read yet, or read."""
    return state.also(Keep(partial(_read_turned, state.hit.article))) if state.hit is not None else state


def _read_turned(article: Article, library: Library) -> None:
    library.set_read(article, not library.is_read(article.id))


def tagged(state: ReadingState) -> ReadingState:
    """Give the article other tags."""
    if (hit := state.hit) is None:
        return state
    library, article = state.given.library, hit.article
    tags, known = library.tags_of(article.id), " ".join(library.all_tags())
    heading = _("Tags, separated by spaces") + (f"\n{_('in use: {tags}').format(tags=known)}" if known else "")
    return state.also(Show(Prompt(heading, "".join(f"{tag} " for tag in sorted(tags))), partial(_tags_given, article)))


def _tags_given(article: Article, state: ReadingState, text: str | None) -> ReadingState:
    return state.also(Keep(partial(_tags_set, article, text))) if text is not None else state


def _tags_set(article: Article, text: str, library: Library) -> None:
    wanted, had = set(_BETWEEN_TAGS.split(text)) - {""}, library.tags_of(article.id)
    for tag in wanted - had:
        library.add_tag(article, tag)
    for tag in had - wanted:
        library.remove_tag(article, tag)


def noted(state: ReadingState) -> ReadingState:
    """Write a note on the article."""
    if (hit := state.hit) is None:
        return state
    prompt = Prompt(_("Note"), state.given.library.note_of(hit.article.id))
    return state.also(Show(prompt, partial(_note_given, hit.article)))


def _note_given(article: Article, state: ReadingState, text: str | None) -> ReadingState:
    if text is None:
        return state
    return state.also(Keep(partial(Library.set_note, article=article, note=text)))


def marks_kept(state: ReadingState, event: MarksKept) -> ReadingState:
    """Have a sign of marks that are not saved, and say so when the first is not, and when all are again."""
    before, now = state.keeping, event.keeping
    obstacle = now.obstacle.reason if now.obstacle is not None else ""
    state = state.but(keeping=now, status=replace(state.status, unsaved=now.waiting, obstacle=obstacle))
    if now.news and (before is None or before.news != now.news):
        state = _warned(state, now.news)
    if now.waiting and (before is None or before.peril != now.peril):
        return _warned(state, now.sentences)
    if before is not None and before.waiting and not now.waiting:
        return state.also(Tell(_("All marks are saved now.")))
    return state


def _warned(state: ReadingState, text: str) -> ReadingState:
    return state.also(Tell(text, severity="warning", seconds=_KEPT_SECONDS))
