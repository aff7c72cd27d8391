"""The short run of `make fuzz`, and that faults, deaths and hangs are told with the number that repeats them."""

import os
import time

import polars as pl
import pytest

from reader.corpus.loading import load
from tests.fuzz import trial
from tests.fuzz.damage import judging
from tests.fuzz.damage.making import file_of
from tests.fuzz.running import Outcome, run
from tests.fuzz.seeds import seeds
from tests.search.corpora import Row, corpus_of_rows

COUNT, FOLDERS = 200, 15


def dies(number: int) -> str:
    if number == 2:
        os._exit(1)
    return ""


def hangs(number: int) -> str:
    if number == 2:
        time.sleep(60)
    return ""


def test_no_input_raises_anything_but_the_documented_errors() -> None:
    outcomes = list(run(range(COUNT), trial.fault_of))
    assert sorted(outcome.number for outcome in outcomes) == list(range(COUNT))
    assert [outcome for outcome in outcomes if outcome.fault] == []


def test_what_no_damage_reached_is_read_and_no_loss_is_silent() -> None:
    outcomes = list(run(range(FOLDERS), judging.fault_of))
    assert len(outcomes) == FOLDERS
    assert [outcome for outcome in outcomes if outcome.fault] == []


def test_a_loss_in_silence_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "load", lambda *_: [])
    assert "lost in silence" in judging.fault_of(0)


def test_a_number_always_makes_the_same_input() -> None:
    assert [trial.input_of(number) for number in range(50)] == [trial.input_of(number) for number in range(50)]
    assert [file_of(number) for number in range(50)] == [file_of(number) for number in range(50)]


def test_every_seed_is_read_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every format in every encoding; one of them in every compression and archive."""
    chosen = (seed for seed in seeds() if not seed.is_packed or seed.name.startswith("dump gbk"))
    for number, seed in enumerate(chosen):
        path = tmp_path_factory.getbasetemp() / f"{number}{seed.suffix}"
        path.write_bytes(seed.data)
        batches = list(load([str(path)]))
        assert sum(batch.frame.height for batch in batches), seed.name
        assert not any(batch.problems for batch in batches), seed.name


def test_an_error_that_is_not_documented_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(trial, "load", fails)
    assert "ZeroDivisionError: oh" in trial.fault_of(0)


@pytest.mark.parametrize("unseen", ["\x1b", "\u202e", "\u200b", "\ufe0f", "\x85"])
def test_an_unseen_character_that_is_left_is_a_fault(monkeypatch: pytest.MonkeyPatch, unseen: str) -> None:
    corpus = corpus_of_rows([Row()])
    batch = type("Batch", (), {"frame": corpus.frame.with_columns(source=pl.lit(unseen)), "problems": []})
    monkeypatch.setattr(trial, "load", lambda *_: [batch])
    assert trial.fault_of(0) == f"U+{ord(unseen):04X} is left in source"


def test_an_input_that_kills_its_process_is_a_fault_and_the_others_go_on() -> None:
    assert sorted(run(range(5), dies), key=lambda outcome: outcome.number) == [
        *(Outcome(number, "") for number in (0, 1)),
        Outcome(2, "its process died"),
        *(Outcome(number, "") for number in (3, 4)),
    ]


def test_an_input_that_hangs_is_a_fault_and_the_others_go_on() -> None:
    [fault] = [outcome for outcome in run(range(5), hangs, longest=3) if outcome.fault]
    assert fault == Outcome(2, "it takes more than 3 seconds")
