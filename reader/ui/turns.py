"""Keys in the order typed: acts that mean what a search will find wait for it."""

from collections.abc import Callable

Act = Callable[[], None]


class Turns:
    """A queue of acts; they are done at once where nothing is to be waited for.

    What an act takes on while it is done is part of it, and so comes before all that waits.
    """

    def __init__(self, must_wait: Callable[[], bool]) -> None:
        self._must_wait = must_wait
        self._waiting: list[Act] = []
        self._acting = False
        self._taken_on = 0

    def take(self, act: Act) -> None:
        """Do it when its turn comes."""
        if not self._acting:
            self._waiting.append(act)
            self.go_on()
        elif self._must_wait():
            self._waiting.insert(self._taken_on, act)
            self._taken_on += 1
        else:
            act()

    def go_on(self) -> None:
        """Something that was waited for is there: do what can be done now."""
        while self._waiting and not self._acting and not self._must_wait():
            self._acting, self._taken_on = True, 0
            try:
                self._waiting.pop(0)()
            finally:
                self._acting = False

    def forget(self) -> None:
        """What is waiting is no longer meant."""
        self._waiting.clear()
        self._taken_on = 0
