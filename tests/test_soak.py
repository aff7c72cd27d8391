"""The keys of `make soak` repeat and leave by themselves nowhere, and what must not pass is told."""

import os
import sys
from itertools import islice

import pytest

from tests.pseudo_terminal import OpenTerminal
from tests.soak.gestures import KINDS, gestures
from tests.soak.pressing import Ended, soak
from tests.soak.samples import Sample, faults, sample

COUNT = 3_000
FLAT = (100.0, 20, 14)
"""Megabytes, threads, descriptors."""


def hour(at_end: tuple[float, int, int]) -> list[Sample]:
    """Samples each ten seconds; from the flat ones on the figures go evenly to others."""
    parts = [second / 3600 for second in range(0, 3601, 10)]
    steps = [[before + part * (after - before) for before, after in zip(FLAT, at_end, strict=True)] for part in parts]
    return [
        Sample(part * 3600, megabytes, megabytes - 20, round(threads), round(descriptors))
        for part, (megabytes, threads, descriptors) in zip(parts, steps, strict=True)
    ]


def test_a_seed_repeats_its_keys_and_brings_every_kind() -> None:
    pressed = list(islice(gestures(7), COUNT))
    assert pressed == list(islice(gestures(7), COUNT))
    assert pressed != list(islice(gestures(8), COUNT))
    assert {each.kind for each in pressed} == set(KINDS)


def test_no_key_leaves() -> None:
    keys = {key for each in islice(gestures(0), COUNT) for key in each.keys}
    assert not {"q", "\x11", "\x1c"} & keys


@pytest.mark.parametrize(
    ("at_end", "told"),
    [
        (FLAT, []),
        ((115.0, 21, 13), []),
        ((160.0, 20, 14), ["it grew 50.0 MB; at most 20 were allowed"]),
        ((100.0, 32, 40), ["10 more threads than before", "22 more descriptors than before"]),
    ],
)
def test_what_is_kept_is_told(at_end: tuple[float, int, int], told: list[str]) -> None:
    assert faults(hour(at_end)) == told


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells it in /proc")
def test_the_kernel_tells_what_a_process_has() -> None:
    now = sample(os.getpid(), 5.0)
    assert now.seconds == 5.0
    assert 0 < now.private < now.resident
    assert min(now.threads, now.descriptors) >= 1


def test_a_program_that_ends_is_told_with_what_was_pressed(terminal: OpenTerminal) -> None:
    with pytest.raises(Ended, match=r"it ended with status \d+, signal None\. Pressed last:\n    \w+: "):
        list(soak(terminal("/bin/sh", "-c", "read line"), seed=0, seconds=60))
