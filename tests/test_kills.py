"""The short run of `make kills`, and that a mark that is gone is told."""

from pathlib import Path

import pytest

from tests.kills.running import Rounds
from tests.kills.storing import StoreRounds

ROUNDS = 6


def test_what_was_called_kept_survives_kills(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path / "library.sqlite", seed=0)
    assert list(rounds.run(ROUNDS)) == [""] * (ROUNDS + 1)
    assert len(rounds.kept) >= ROUNDS / 2


def test_a_mark_that_is_gone_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = Rounds(tmp_path / "library.sqlite", seed=0)
    monkeypatch.setattr(Rounds, "_kill", lambda self, _trouble: self.kept.append(7))
    assert next(rounds.run(1)).endswith("2 of 1 are gone")


def test_a_store_is_whole_or_the_one_before_when_its_writer_is_killed(tmp_path: Path) -> None:
    rounds = StoreRounds(tmp_path, seed=1)
    assert not [fault for fault in rounds.run(5) if fault]
    assert rounds.warm
