"""What the corpus that is open is called: on the status line, and in the terminal's title."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.corpus.options import STDIN
from reader.language.typesetting import shortened
from reader.printable import printable
from reader.resources import resource_folder
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES = os.path.abspath(resource_folder("sample_data"))
"""The folder of the sample articles."""
_LONGEST = 24
"""Cells of a name."""


def are_samples(paths: Sequence[str]) -> bool:
    """Whether these are the samples."""
    return len(paths) == 1 and os.path.abspath(paths[0]) == SAMPLES


def corpus_name(paths: Sequence[str]) -> str:
    """The first file or folder by its name, and how many more there are; empty where there is none."""
    if not paths:
        return ""
    if are_samples(paths):
        return _("samples")
    first = _("standard input") if paths[0] == STDIN else os.path.basename(paths[0].rstrip(os.sep)) or paths[0]
    name = shortened(" ".join(printable(first).split()), _LONGEST)
    return f"{name} +{len(paths) - 1}" if len(paths) > 1 else name
