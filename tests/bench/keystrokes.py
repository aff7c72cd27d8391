"""Rows about keys: from a key through a pseudo-terminal to the last cell that it changes on screen.

Keywords are off: they come by themselves, some time after an article was opened, and answer no key.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.ground import Ground
from tests.bench.opened import counts_told, on_top, opened
from tests.bench.row import Row, Unmeasured, median_and_p95, p95
from tests.bench.terminal import Answer, Terminal

_SEARCH_GOAL, _MOVE_GOAL = 60, 30
_MOVES = 60
_QUIET = 0.1
"""Seconds without a byte after which a picture is final."""
_KEYWORDS, _CLEAR = "K", "\x15"
_AT_END = "read to 100%"
_FEWEST = 5


def search_bar(ground: Ground) -> Row:
    """Queries typed character by character, each until the status line tells the right count and the screen stands."""
    answers = []
    with _without_keywords(ground) as terminal:
        terminal.send("/", quiet=_QUIET)
        for query, counts in ground.facts["typed"]:
            for end, count in enumerate(counts, 1):
                answered = on_top(query[:end], counts_told(count, ground))
                answers.append(terminal.press(query[end - 1], quiet=_QUIET, shown=answered))
            terminal.press(_CLEAR, quiet=_QUIET, shown=on_top(counts_told(ground.articles, ground)))
    return _row("keystroke in the search bar to results", answers, _SEARCH_GOAL)


def list_pane(ground: Ground) -> Row:
    """`j` in the list to the next article in both panes."""
    with _without_keywords(ground) as terminal:
        answers = [terminal.press("j", quiet=_QUIET) for _ in range(min(_MOVES, ground.articles - 1))]
    return _row("j in the list to the new picture", answers, _MOVE_GOAL)


def reading_pane(ground: Ground) -> Row:
    """`j` in the text to the page a line further, in as many articles as are needed."""
    answers: list[Answer] = []
    with _without_keywords(ground) as terminal:
        terminal.send("\r", quiet=_QUIET)
        for _ in range(ground.articles):
            while len(answers) < _MOVES and _AT_END not in terminal.picture.lines[-1]:
                answers.append(terminal.press("j", quiet=_QUIET))
            if len(answers) == _MOVES:
                break
            terminal.send("]", quiet=_QUIET)
    return _row("j in the text to the new picture", answers, _MOVE_GOAL)


@contextmanager
def _without_keywords(ground: Ground) -> Iterator[Terminal]:
    with opened(ground) as terminal:
        terminal.send(_KEYWORDS, quiet=_QUIET)
        yield terminal


def _row(what: str, answers: list[Answer], goal: int) -> Row:
    if len(answers) < _FEWEST:
        raise Unmeasured(f"too little text for {_FEWEST} keys")
    complete = [answer.last for answer in answers]
    return Row(
        f"{what} ({len(answers)} keys)",
        median_and_p95(complete),
        f"first change {median_and_p95([answer.first for answer in answers])}",
        None,
        f"p95 at most {goal} ms",
        p95(complete) <= goal,
    )
