"""No test reads the settings of who runs it."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUWEN_CONFIG", os.devnull)
