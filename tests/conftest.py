"""No test reads the settings of who runs it, writes into their library, or leaves another language behind."""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reader.wording import speak
from tests.pseudo_terminal import OpenTerminal, Terminal

settings.register_profile("duwen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duwen")
"""Nothing depends on how long a machine takes."""


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUWEN_CONFIG", os.devnull)
    monkeypatch.setenv("DUWEN_LIBRARY", str(tmp_path / "library" / "library.sqlite"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache-home"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Tests are in English, whatever the locale, unless they speak otherwise; the next one is again."""
    speak("en")
    yield
    speak("en")


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    """What a loaded corpus froze is garbage behind its test: thousands of readers are opened in one process."""
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _broken_pipes_raise() -> Iterator[None]:
    """A command in this process ends at a broken pipe; a loop that closes in a later test must not end like that."""
    yield
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[OpenTerminal]:
    """Starts a command in a terminal, with an empty home; ends it after the test."""
    with ExitStack() as open_terminals:

        def opened(*command: str, columns: int = 100, lines: int = 30) -> Terminal:
            started = Terminal(list(command), tmp_path, columns, lines)
            open_terminals.callback(started.close)
            return started

        yield opened
