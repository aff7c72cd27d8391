"""A folder of damaged files is loaded, and each is judged by itself."""

import tempfile
import warnings
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from reader.corpus.loading import load
from reader.corpus.options import ReadOptions
from reader.errors import SourceError
from tests.fuzz.damage.making import Damaged, file_of
from tests.fuzz.trial import OURS, place_of

FILES = 10
"""Of each folder."""


def fault_of(number: int) -> str:
    """What is wrong with what becomes of the folder of that number; empty where nothing is."""
    files = [file_of(number * FILES + place) for place in range(FILES)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return fault_in(files)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Polars is no Exception
            return f"{place_of(error)}: {type(error).__name__}: {str(error)[:300]}"


def fault_in(files: Sequence[Damaged]) -> str:
    """The first thing that is wrong with what comes of these files in one folder."""
    problems: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="duwen-fuzz-") as folder:
        for each in files:
            (Path(folder) / each.name).write_bytes(each.data)
        try:
            for batch in load([folder], ReadOptions()):
                for problem in batch.problems:
                    problems[_name(problem.path, folder)].append(str(problem))
                for row in batch.frame.select("path", "title", "body").iter_rows():
                    texts[_name(row[0], folder)] += map(_bare, row[1:])
        except SourceError as error:
            problems[""].append(str(error))
    return next((fault for each in files if (fault := _fault(each, texts[each.name], problems[each.name]))), "")


def _fault(made: Damaged, texts: Sequence[str], problems: Sequence[str]) -> str:
    if ours := next((each for each in problems if OURS in each), ""):
        return f"{made.name}: {ours}"
    everything = "\n".join(texts)
    lost = [each for each in made.whole if _bare(each.body) not in everything or _bare(each.title) not in everything]
    if lost and not problems:
        return f"{made.name}: lost in silence: {lost[0].title}"
    if lost and made.inside:
        return f"{made.name}: {len(lost)} of {len(made.whole)} that are whole are lost: {lost[0].title}; {problems[0]}"
    if made.must_tell and not problems:
        return f"{made.name}: bytes that are no text are not told"
    return ""


def _name(path: str, folder: str) -> str:
    """The file in the folder that a path leads through."""
    return path.removeprefix(folder).lstrip("/").partition("/")[0]


def _bare(text: str) -> str:
    """Without white space, which each format keeps in its own way."""
    return "".join(text.split())
