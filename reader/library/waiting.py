"""Changes that are not in the library yet: in which order they were made, which were tried, which the journal has."""

from collections import Counter
from collections.abc import Iterable

from reader.library.changes import Change, Key
from reader.library.dated import Dated, now
from reader.library.keeping import is_mark


class Waiting:
    """The latest change of each thing. Whoever calls sees to it that one thread does at a time."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Dated] = {}
        self.last = 0
        """When the latest change was made."""
        self.tried = 0
        """When the latest change was made that could not be written; it and all before come late."""
        self._journaled = 0

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def add(self, change: Change) -> None:
        """A change is made now."""
        self.last = max(now(), self.last + 1)  # clocks are set back
        self._by_key.pop(change.key, None)
        self._by_key[change.key] = Dated(self.last, change)

    def all(self) -> list[Dated]:
        """All of them, the earliest first."""
        return list(self._by_key.values())

    def is_none_until(self, at: int) -> bool:
        """Whether all that was changed until then is written."""
        return all(each.at > at for each in self._by_key.values())

    def unjournaled(self) -> list[Dated]:
        """Those that the journal has not."""
        return [each for each in self._by_key.values() if each.at > self._journaled]

    def note_tried(self, until: int) -> None:
        """What was made until then could not be written."""
        self.tried = max(self.tried, until)

    def note_journaled(self, until: int) -> None:
        """What was made until then is in the journal."""
        self._journaled = max(self._journaled, until)

    def drop(self, written: Iterable[Dated]) -> None:
        """These are in the library; what was changed again meanwhile still waits."""
        for each in written:
            if self._by_key.get(each.change.key) is each:
                del self._by_key[each.change.key]

    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How many marks of each kind were tried and are in the journal, and how many are in memory alone."""
        tried = [each for each in self._by_key.values() if each.at <= self.tried and is_mark(each.change.kind)]
        journaled = Counter(each.change.kind for each in tried if each.at <= self._journaled)
        unkept = Counter(each.change.kind for each in tried if each.at > self._journaled)
        return journaled, unkept
