"""How the program starts: an interrupt is not answered with a traceback."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

import reader.commands
from reader.entry import INTERRUPTED, main


@pytest.fixture(autouse=True)
def _handler_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_while_the_commands_load_ends_the_program_at_once() -> None:
    """What stands for the commands interrupts itself while it is imported."""
    code = (
        "import sys, types, importlib.abc, importlib.util, os, signal\n"
        "class Loads(importlib.abc.MetaPathFinder, importlib.abc.Loader):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        return importlib.util.spec_from_loader(name, self) if name == 'reader.commands' else None\n"
        "    def exec_module(self, module): os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Loads())\n"
        "from reader.entry import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_an_interrupt_outside_any_command_is_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader.commands, "main", interrupted)
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == INTERRUPTED


def test_interrupts_that_whoever_starts_us_ignores_stay_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    monkeypatch.setattr(reader.commands, "main", lambda: None)
    main()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
