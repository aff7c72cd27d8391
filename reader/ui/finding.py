"""Finding an answer in a thread: one question at a time, how far it is, and what comes of it."""

from __future__ import annotations

import asyncio
import time
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, Generic

from reader.errors import DuwenError
from reader.progress import Stopped
from reader.sheets.inquiry import Answer
from reader.ui.aside import run_aside

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from reader.sheets.inquiry import Question

_SHORT = 0.2
"""Seconds that another answer may take before the one that is shown makes way to how far it is."""
_PACE = 0.05
"""Seconds between two words of how far it is."""


class Finding(Generic[Answer]):
    """Asks for one screen; it is stopped where the screen is left."""

    def __init__(
        self,
        screen: Screen[Any],
        progressed: Callable[[float], None],
        answered: Callable[[Answer | None, str], None],
        *,
        group: str = "find",
    ) -> None:
        """`progressed` gets how far it is, 0 to 1; `answered` the answer, or what is wrong with the question.

        Of a `group` one question is asked at a time.
        """
        self._screen, self._progressed, self._answered, self._group = screen, progressed, answered, group
        self.is_under_way = False
        """True while an answer is looked for."""
        self.share = 0.0
        """How far it is, 0 to 1."""
        self._had_one, self._asked_at = False, 0.0

    def ask(self, question: Question[Answer]) -> None:
        """Ask this, in place of what was asked before."""
        self.is_under_way, self.share, self._asked_at = True, 0.0, time.monotonic()
        work: Callable[[], Awaitable[None]] = partial(self._find, question)
        self._screen.run_worker(work, group=self._group, exclusive=True)

    async def _find(self, question: Question[Answer]) -> None:
        loop, context, told = asyncio.get_running_loop(), copy_context(), 0.0

        def find(stopped: Stopped) -> Answer | None:
            def progress(done: int, total: int) -> None:
                nonlocal told
                if (now := time.monotonic()) > told + _PACE and not stopped():
                    told = now
                    loop.call_soon_threadsafe(partial(self._tell, done / max(total, 1)), context=context)

            return question(progress, stopped)

        answer, wrong = None, ""
        try:
            answer = await run_aside(find)
        except DuwenError as error:
            wrong = str(error)
        self.is_under_way = False
        self._had_one = self._had_one or answer is not None
        self._answered(answer, wrong)

    def _tell(self, share: float) -> None:
        self.share = share
        if self.is_under_way and (not self._had_one or time.monotonic() - self._asked_at > _SHORT):
            self._progressed(share)
