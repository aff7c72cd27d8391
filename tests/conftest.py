"""No test reads the settings of who runs it, or writes into their library."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUWEN_CONFIG", os.devnull)
    monkeypatch.setenv("DUWEN_LIBRARY", str(tmp_path / "library" / "library.sqlite"))
