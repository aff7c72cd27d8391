"""What a person sees: the painted screen as text, and the looks of some characters."""

from rich.style import Style
from textual.pilot import Pilot

from reader.language.typesetting import cells
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.reading_pane import ReadingPane


def screen_lines(pilot: Pilot[None]) -> list[str]:
    """The lines of the screen that is on top, as they are painted."""
    screen = pilot.app.screen
    return [strip.text for strip in screen._compositor.render_strips(screen.size)]


def screen_text(pilot: Pilot[None]) -> str:
    """The same in one piece."""
    return "\n".join(screen_lines(pilot))


def visible_text(widget: ArticleList | ReadingPane) -> str:
    """The visible lines of list or text."""
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


def looks_of(widget: ArticleList | ReadingPane, word: str) -> list[Style]:
    """The look of each visible run that is exactly this word."""
    return [
        segment.style or Style()
        for y in range(widget.size.height)
        for segment in widget.render_line(y)
        if segment.text == word
    ]


def where(pane: ReadingPane, word: str) -> tuple[int, int]:
    """Column and row of the first character of a word that is seen in the text."""
    for row in range(pane.size.height):
        line = pane.render_line(row).text
        if word in line:
            return cells(line[: line.index(word)]), row
    raise AssertionError(f"{word} is not seen")
