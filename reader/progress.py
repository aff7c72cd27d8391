"""How long work tells its progress, and how it is told to stop."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, from the thread that asked."""
Stopped = Callable[[], bool]
"""True once the answer is no longer wanted."""


class Cancelled(BaseException):
    """Raised inside work that was told to stop. No library may take it for a failure."""


def never() -> bool:
    """For those who always want the answer."""
    return False


def silent(done: int, total: int) -> None:
    """For those who wait without looking."""
