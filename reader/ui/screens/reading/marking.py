"""Marking: what was read, stars, tags, notes, and the place in each article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.printable import printable
from reader.reading.marks import Marks
from reader.ui.messages import MarksKept
from reader.ui.screens.prompt import PromptScreen
from reader.ui.screens.reading.base import Left, among_hits
from reader.ui.screens.reading.moving import Moving
from reader.wording import _

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.keeping import Keeping

_KEPT_SECONDS = 10
"""How long it stands over the text that marks are not kept."""

_MOST_LEFT = 500
"""Articles of which it is known where they were left at which hit; the oldest go."""


class Marking(Moving):
    """The reading screen, as far as it marks articles."""

    _keeping: Keeping | None = None

    def on_mount(self) -> None:
        """Hear what becomes of marks. Textual calls the handlers of the other parts too."""
        self.library.listen(lambda keeping: self.post_message(MarksKept(keeping)))

    def on_unmount(self) -> None:
        """What becomes of them now is told at leaving."""
        self.library.listen(None)

    def on_marks_kept(self, message: MarksKept) -> None:
        """Have a sign of marks that are not saved, and say so when the first is not, and when all are again."""
        before, self._keeping = self._keeping, message.keeping
        now = message.keeping
        self.tell(unsaved=now.waiting, obstacle=now.obstacle.reason if now.obstacle is not None else "")
        if now.news and (before is None or before.news != now.news):
            self._tell_of_marks(now.news)
        if now.waiting and (before is None or before.peril != now.peril):
            self._tell_of_marks(now.sentences)
        elif before is not None and before.waiting and not now.waiting:
            self.notify(_("All marks are saved now."), markup=False)

    def _tell_of_marks(self, text: str) -> None:
        self.notify(text, severity="warning", timeout=_KEPT_SECONDS, markup=False)

    def marks_of(self, id: str) -> Marks:
        """The reader's marks on an article, as they may be shown."""
        library = self.library
        tags, note = frozenset(map(printable, library.tags_of(id))), printable(library.note_of(id))
        return Marks(library.is_read(id), library.is_starred(id), tags, note)

    def watch_reading(self, reading: bool) -> None:
        """Going into a text is reading it; coming back keeps the place."""
        if self.hit is not None and reading:
            self.library.set_read(self.hit.article)
        elif self.hit is not None:
            self.keep_place()
        self._marks_changed()

    def keep_place(self) -> None:
        """Remember how far the open article was read, and at which of its hits one was."""
        if (opened := self.pane.hit) is None:
            return
        if opened.places:
            self.left.pop(opened.row, None)
            while len(self.left) >= _MOST_LEFT:
                del self.left[next(iter(self.left))]
            self.left[opened.row] = Left(opened.places, self.pane.place, self.pane.first_seen)
        if self.library.is_read(opened.article.id):
            self.library.set_place(opened.article, self.pane.first_offset)

    def find_place(self) -> None:
        """Go to where the open article was left, if it has the same hits still."""
        opened = self.pane.hit
        left = self.left.get(opened.row) if opened is not None else None
        if opened is not None and left is not None and left.places == opened.places:
            self.pane.return_to(left.hit, left.first)

    def _marks_changed(self) -> None:
        self.list.forget()
        self.pane.marks = self.marks_of(self.hit.article.id) if self.hit is not None else Marks()

    def _article(self) -> Article | None:
        return self.hit.article if self.hit is not None else None

    # Actions

    @among_hits
    def action_star(self) -> None:
        """A star, or no more."""
        if article := self._article():
            self.library.set_starred(article, not self.library.is_starred(article.id))
            self._marks_changed()

    @among_hits
    def action_unread(self) -> None:
        """Not read yet, or read after all."""
        if article := self._article():
            self.library.set_read(article, not self.library.is_read(article.id))
            self._marks_changed()

    @among_hits
    def action_tag(self) -> None:
        """Give the article other tags."""
        if article := self._article():
            tags = "".join(f"{tag} " for tag in sorted(self.library.tags_of(article.id)))
            known = _("in use: {tags}").format(tags=" ".join(self.library.all_tags()))
            heading = _("Tags, separated by spaces") + (f"\n{known}" if self.library.all_tags() else "")
            self.app.push_screen(PromptScreen(heading, tags), lambda text: self._set_tags(article, text))

    def _set_tags(self, article: Article, text: str | None) -> None:
        if text is None:
            return
        wanted, had = set(re.split(r"[\s,，、#]+", text)) - {""}, self.library.tags_of(article.id)
        for tag in wanted - had:
            self.library.add_tag(article, tag)
        for tag in had - wanted:
            self.library.remove_tag(article, tag)
        self._marks_changed()

    @among_hits
    def action_note(self) -> None:
        """Write a note on the article."""
        if article := self._article():
            note = self.library.note_of(article.id)
            self.app.push_screen(PromptScreen(_("Note"), note), lambda text: self._set_note(article, text))

    def _set_note(self, article: Article, text: str | None) -> None:
        if text is not None:
            self.library.set_note(article, text)
            self._marks_changed()
