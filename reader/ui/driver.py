"""The terminal that the reader is drawn on, and how it is given back, whatever ends the reader or stops it for a while.

Textual's driver, but that signals end the reader as `q` does, that a terminal which is gone is an end, and that no
byte that is typed is a fault. For POSIX systems alone.
"""

from __future__ import annotations

import os
import select
import selectors
import signal
import termios
import threading
import time
from codecs import getincrementaldecoder
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from reader.printable import printable
from reader.ui.program import program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import TextIOWrapper

    from textual.app import App
    from textual.message import Message

_ENDING = (
    *(signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT),
    *(signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2),
)
"""Signals that would end the reader where it stands. Those that are ignored from the start stay so."""
_ENDED_BY = 128
"""With a signal's number added it is the exit status, as shells have it."""
_LONGEST_LEAVING = 10.0
"""Seconds after which a reader that was told to end does so, whatever it hangs in."""
_GIVEN_BACK = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[23;2t"
)
"""Mouse, paste, wrapping, keys, screen, cursor, focus and title as they were."""
_LISTENING_SECONDS, _WAKING_SECONDS = 0.1, 0.01
_MOST_READ = 4096


class ReaderDriver(LinuxDriver):
    """Tells the application to leave, and with which exit status."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._screen = _Lasting(cast("IO[str]", self._file))
        self._file = cast("TextIOWrapper", self._screen)
        self._is_stopped, self._title = False, "duwen"
        for number in _ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda number, _frame: self._leave(number))

    # The end

    def _leave(self, number: int) -> None:
        """Leave with the status of a signal."""
        status = _ENDED_BY + number
        self._end_at_last(status)
        with suppress(RuntimeError):  # the loop is closed, for the reader is being left already
            self._loop.call_soon_threadsafe(program(self._app).leave, status)

    def stop_application_mode(self) -> None:
        """Give the terminal back: for good where the reader is left, and then what hangs is not waited for long."""
        self.write("\x1b[23;2t")
        super().stop_application_mode()
        if (status := self._app.return_code) is not None:
            self._end_at_last(status)

    def _end_at_last(self, status: int) -> None:
        last = threading.Timer(_LONGEST_LEAVING, self._end, [status])
        last.daemon = True
        last.start()

    def _end(self, status: int) -> None:
        """End where everything else hangs."""
        with suppress(OSError, termios.error):
            if select.select([], [self._screen.fileno()], [], 0)[1]:
                os.write(self._screen.fileno(), _GIVEN_BACK)
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        os._exit(status)

    # The title

    def entitle(self, text: str) -> None:
        """Say in the terminal's title what is open. The one before comes back at the end, where the terminal can."""
        self._title = printable(text)
        self.write(f"\x1b]2;{self._title}\x1b\\")
        self.flush()

    def start_application_mode(self) -> None:
        """Take the terminal, and have it keep its title."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write("\x1b[22;2t")
        self.entitle(self._title)

    # A stop for a while

    @property
    def _has_terminal(self) -> bool:
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def _sigtstp_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        """Give the terminal back, stop with all that the shell started together, and go on when it says so."""
        self.suspend_application_mode()
        self._is_stopped = True
        os.kill(0, signal.SIGSTOP)
        while (
            self._is_stopped
        ):  # the handler may come at any time, also where this thread holds a lock: so there is none
            time.sleep(_WAKING_SECONDS)
        self._take_again()

    def _sigcont_application(self, *_: object) -> None:
        if self._has_terminal:  # stopped without a warning
            self._loop.call_soon_threadsafe(self._take_again)
        self._is_stopped = False

    def _take_again(self) -> None:
        if self._has_terminal:
            self.suspend_application_mode()
        self.resume_application_mode()
        self._app.refresh(layout=True)

    # What is typed

    def run_input_thread(self) -> None:
        """Hand on what is typed, until the reader is left or the terminal is gone."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LISTENING_SECONDS):
                    typed = self._read()
                    if not typed:
                        self._leave(signal.SIGHUP)
                        return
                    if text := decode(typed):  # the parser takes nothing for the end
                        self._hand_on(parser.feed(text))
                self._hand_on(parser.tick())

    def _read(self) -> bytes:
        """What was typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, _MOST_READ)
        except OSError:
            return b""

    def _hand_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)


class _Lasting:
    """The file of a terminal; once that is gone, what is written goes nowhere."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with self._lasting():
            self._file.write(text)

    def flush(self) -> None:
        with self._lasting():
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    @contextmanager
    def _lasting(self) -> Iterator[None]:
        try:
            yield
        except BlockingIOError:  # it is there, and does not keep up
            pass
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._file.fileno())
            os.close(nowhere)
