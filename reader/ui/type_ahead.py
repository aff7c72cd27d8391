"""Keys in the order typed: acts that mean what an answer will hold wait for it."""

from collections.abc import Callable

Act = Callable[[], None]


class TypeAhead:
    """A queue of acts; they are done at once where nothing is waited for."""

    def __init__(self, must_wait: Callable[[], bool]) -> None:
        self._must_wait = must_wait
        self._waiting: list[Act] = []

    def take(self, act: Act) -> None:
        """Do it when its turn comes."""
        self._waiting.append(act)
        self.go_on()

    def go_on(self) -> None:
        """Something that was waited for is there: do what can be done now."""
        while self._waiting and not self._must_wait():
            self._waiting.pop(0)()

    def forget(self) -> None:
        """What is waiting is no longer meant."""
        self._waiting.clear()
