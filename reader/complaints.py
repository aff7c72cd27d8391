"""Complaints: what is wrong in a file or an argument that people write, where, and what is allowed instead."""

from dataclasses import dataclass

from reader.printable import spelled_out
from reader.wording import _

_MOST_CHARACTERS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something in a file that cannot be taken as it stands."""

    reason: str
    """What was found and what is allowed."""
    key: str = ""
    """Where in the values: `watch[0].colour`; empty for the file as a whole."""
    path: str = ""
    """The file; empty while that is not known."""
    line: int = 0
    """Counted from 1; 0 for the file as a whole."""

    def __str__(self) -> str:
        place = f"{spelled_out(self.path)}:{self.line}" if self.line else spelled_out(self.path)
        return ": ".join(part for part in (place, self.key, self.reason) if part)


def nearest(word: str, known: list[str]) -> str:
    """`did you mean …?` for a misspelt word, or all that are known where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    if near:
        return _("did you mean {word}?").format(word=near[0])
    return _("allowed: {words}").format(words=enumerated(known))


def enumerated(words: list[str]) -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return _("{words} or {last}").format(words=_(", ").join(words[:-1]), last=words[-1])


def shown(value: object) -> str:
    """A value as a complaint repeats it, shortened."""
    if isinstance(value, str):
        text = spelled_out(value)
        shortened = f"{text[: _MOST_CHARACTERS_SHOWN - 1]}…" if len(text) > _MOST_CHARACTERS_SHOWN else text
        return shortened or _("an empty text")
    if value is None:
        return _("nothing")
    return str(value).lower() if isinstance(value, bool) else str(value)
