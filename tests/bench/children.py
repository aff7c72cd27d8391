"""Fresh processes to measure in. They are spawned, never forked after Polars; they answer in JSON, a line each."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench.row import Unmeasured

ROOT = Path(__file__).parent.parent.parent
DUWEN = (sys.executable, "-c", "from reader.commands import main; main()")
"""The `duwen` command, by this very interpreter."""
EMPTY_APP = (sys.executable, "-c", "from textual.app import App; App().run()")


def environment() -> dict[str, str]:
    """This process's environment without what would change a terminal's size or the program's pace."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "TEXTUAL")}
    return {
        **kept,
        "XDG_CACHE_HOME": _cache(),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }


@cache
def _cache() -> str:
    """A cache of this run's own, gone at its end."""
    folder = tempfile.mkdtemp(prefix="duwen-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def ask_once(module: str, *arguments: str) -> dict[str, Any]:
    """What one of the modules of this package answers to one command."""
    done = subprocess.run(_command(module, *arguments), capture_output=True, text=True, cwd=ROOT, env=environment())
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unmeasured(f"{module} {arguments[0]}: {reason}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


class Child:
    """A process that stays, so that its figures can alternate with another's."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            _command(module, *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def ask(self, request: str) -> dict[str, Any]:
        """The answer to one line."""
        assert self._process.stdin is not None
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        return self.told()

    def told(self) -> dict[str, Any]:
        """What it answers next, without having been asked."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Unmeasured("the process that measures ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _command(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{module}", *arguments]
