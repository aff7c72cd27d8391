"""How well what is typed fits a command: whole, or letter by letter in its order.

The scores are Textual's. Its search tries every choice of letters, which for a long text pasted into the palette never
ends; this one takes the first choice and tightens it from its end, as fzf's quick algorithm (FuzzyMatchV1) does.
"""

from collections.abc import Sequence

from textual.fuzzy import FuzzySearch

_WHOLE, _PART = 2.0, 1.5
"""How much better a command is that is what was typed, and one that holds it."""
_SEARCH = FuzzySearch()


def matched(query: str, command: str) -> tuple[float, Sequence[int]]:
    """The score, 0 where it does not fit, and which characters of the command fit."""
    typed, text = query.lower(), command.lower()
    if not typed or len(text) != len(command):
        return 0.0, ()
    if (start := text.find(typed)) >= 0:
        offsets: Sequence[int] = range(start, start + len(typed))
        return _SEARCH.score(text, offsets) * (_WHOLE if text == typed else _PART), offsets
    offsets = _letters(typed, text)
    return (_SEARCH.score(text, offsets), offsets) if offsets else (0.0, ())


def _letters(typed: str, text: str) -> Sequence[int]:
    """Where the letters stand one behind another, close together before the place where they are first complete."""
    end = 0
    for letter in typed:
        end = text.find(letter, end) + 1
        if not end:
            return ()
    found = []
    for letter in reversed(typed):
        end = text.rfind(letter, 0, end)
        found.append(end)
    return found[::-1]
