"""The notice line below the search bar."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.reading.notice import Notice
from reader.ui.printing import plain


class NoticeLine(Widget):
    """One line of plain text; a mark stands under the character it is about."""

    notice = reactive(Notice())
    """What to tell."""

    def watch_notice(self, notice: Notice) -> None:
        """Where there is little room, the line is there only while it tells something."""
        self.set_class(notice.is_error, "-error")
        self.set_class(bool(notice.text), "-telling")

    def render(self) -> Content:
        """The text as it is, never as markup."""
        return plain(self.notice.line(self.content_size.width))
