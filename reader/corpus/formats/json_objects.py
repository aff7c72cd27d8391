"""JSON objects to records: many at once through Polars, one by one what Polars refuses. A broken one is a Problem."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from reader.article import Problem
from reader.corpus.fields import (
    OUR_FIELDS,
    all_standard_names,
    check_names,
    containers,
    first_filled,
    unread_problem,
    within,
)
from reader.corpus.formats.json_keyed import listed
from reader.corpus.nested_text import text_and_unread
from reader.corpus.nesting import LIST, beneath, names_in, path_to, value_at
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, RawRecord, Records, Rows, records_of, undecodable
from reader.wording import _, later

_LOOKED_AT = 200
"""Objects at the beginning that tell which fields there are."""

_FIRST_MEMBER = re.compile(r'\s*\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:\s*["\d\[{tfnN-])')
_REASONS = (
    ("Expecting value", later("skipped: missing value at character {place}")),
    ("Expecting ',' delimiter", later("skipped: missing comma at character {place}")),
    ("Expecting ':' delimiter", later("skipped: missing colon at character {place}")),
    ("Expecting property name", later("skipped: missing name in double quotes at character {place}")),
    ("Illegal trailing comma", later("skipped: trailing comma at character {place}")),
    ("Unterminated string", later("skipped: unclosed double quote at character {place}")),
    ("Invalid \\", later("skipped: invalid escape at character {place}")),
    ("Extra data", later("skipped: extra text after the object at character {place}")),
)
_NO_JSON = later("skipped: not JSON at character {place}")


class NotAnObject(ValueError):
    """Text that is no JSON object; the message says why in plain words."""


class JsonObjects:
    """Makes records of one file's objects; knows the fields that were met."""

    def __init__(self, path: str, options: ReadOptions, *, transcoded: bool) -> None:
        self._path = path
        self._options = options
        self._transcoded = transcoded
        self._names: Mapping[str, Sequence[str]] | None = None
        self._paths: dict[str, tuple[str, ...]] | None = None
        self._containers: Sequence[str] = []
        self._unread: dict[str, Problem] = {}

    def records(self, objects: list[bytes], numbers: Sequence[int]) -> Records:
        """The records of objects, each given as the bytes it is written in and the line of the file it begins on.

        Raises SourceError where none of the first objects has a field that is known.
        """
        problems = self.look_at(objects) if not self.is_known else []
        records = self.records_at_once(objects, numbers) or self._one_by_one(objects, numbers)
        return Records(records.frame, problems + records.problems)

    def records_at_once(self, objects: list[bytes], numbers: Sequence[int]) -> Records | None:
        """The same, or None where not all of them are sound objects or where Polars cannot be told their fields."""
        if self._names is None or self._paths is None:
            return None
        try:
            table = pl.read_ndjson(b"\n".join(objects), schema=_schema(self._paths.values()))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return None
        if table.height != len(numbers):
            return None
        if any(len(path) > 1 for path in self._paths.values()):
            table = table.select(_member(path).alias(name) for name, path in self._paths.items())
        columns = {ours: first_filled(self._names.get(ours, [])) for ours in OUR_FIELDS}
        frame = table.select(**columns, line=pl.Series(numbers, dtype=pl.UInt32), path=pl.lit(self._path))
        doubtful = pl.any_horizontal(_may_be_nested(pl.col(name)) for name in self._paths)
        rows = table.select((doubtful | frame["body"].is_null()).fill_null(False)).to_series().arg_true()
        told = len(self._unread)
        if rows.len():
            frame = self._mended(frame, rows, objects, numbers)
        frame = frame.rechunk().select(RAW_SCHEMA.keys())
        return Records(frame, [*self._unread.values()][told:] + self._replaced(frame))

    @property
    def is_known(self) -> bool:
        """True where it is known which fields there are."""
        return self._names is not None

    @property
    def is_plain(self) -> bool:
        """True where nothing was told yet that is told once."""
        return not self._unread

    def look_at(self, objects: list[bytes]) -> list[Problem]:
        """Find out which fields there are by the first objects. Raises SourceError as `records` does."""
        samples: list[Mapping[str, object]] = []
        for line in objects[:_LOOKED_AT]:
            try:
                samples.append(listed(parsed(line), self._options))
            except NotAnObject:
                continue
        names = [*dict.fromkeys(name for sample in samples for name in names_in(sample))]
        if not names:
            return []
        self._containers = containers(names, self._options)
        if self._containers:
            self._options = within(self._options, self._containers[0])
            names = [name for each in self._containers for name in beneath(names, f"{each}.")]
        problems = check_names(self._path, names, self._options)
        self._names = all_standard_names(names, self._options)
        if not self._containers:
            self._paths = _paths([name for theirs in self._names.values() for name in theirs], samples)
        return problems

    def _replaced(self, frame: pl.DataFrame) -> list[Problem]:
        """Problems of what decoding has already made U+FFFD of."""
        if not self._transcoded:
            return []
        broken = frame.filter(pl.any_horizontal(pl.col(OUR_FIELDS).str.contains("\ufffd", literal=True)))
        return [undecodable(self._path, line) for line in broken["line"]]

    def _mended(
        self, frame: pl.DataFrame, rows: pl.Series, objects: list[bytes], numbers: Sequence[int]
    ) -> pl.DataFrame:
        """The frame with some rows read again, each for itself: Polars gives nested values as text."""
        records = [self._record(parsed(objects[row]), numbers[row]) for row in rows]
        patch = records_of(self._path, records, []).frame
        return frame.with_columns(frame[ours].scatter(rows, patch[ours]) for ours in OUR_FIELDS)

    def rows(self, objects: list[bytes], numbers: Sequence[int]) -> Rows:
        """The same of a few objects: one by one these are read in a tenth of the time. Raises SourceError."""
        problems = self.look_at(objects) if not self.is_known else []
        records, told = self._records_one_by_one(objects, numbers)
        if self._transcoded:
            broken = [line for *texts, line in records if any("\ufffd" in str(text) for text in texts)]
            told += [undecodable(self._path, line) for line in broken]
        return Rows(self._path, records, problems + told)

    def _one_by_one(self, objects: list[bytes], numbers: Sequence[int]) -> Records:
        records, problems = self._records_one_by_one(objects, numbers)
        made = records_of(self._path, records, problems)
        return Records(made.frame, problems + self._replaced(made.frame))

    def _records_one_by_one(
        self, objects: list[bytes], numbers: Sequence[int]
    ) -> tuple[list[RawRecord], list[Problem]]:
        records: list[RawRecord] = []
        problems: list[Problem] = []
        told = len(self._unread)
        for line, number in zip(objects, numbers, strict=True):
            try:
                values = parsed(line)
            except NotAnObject as error:
                problems.append(Problem(self._path, number, str(error)))
                continue
            if not _is_utf8(line):
                problems.append(undecodable(self._path, number))
            records += (self._record(each, number) for each in self._articles(values))
        return records, problems + [*self._unread.values()][told:]

    def _articles(self, values: Mapping[str, object]) -> list[Mapping[str, object]]:
        """The objects that are articles: those in the record's lists, or the record itself."""
        if not self._containers:
            return [values]
        values = listed(values, self._options)
        found = [value_at(values, name.removesuffix(LIST)) for name in self._containers]
        if all(each is None for each in found):
            return [values]
        return [each for each in _elements(found) if isinstance(each, Mapping)]

    def _record(self, values: Mapping[str, object], number: int) -> RawRecord:
        names = self._names_of(values)
        texts = []
        for ours in OUR_FIELDS:
            text = None
            for name in names.get(ours, ()):
                text, unread = text_and_unread(value_at(values, name), ours)
                if unread is not None and ours not in self._unread:
                    self._unread[ours] = unread_problem(self._path, number, ours, name, unread)
                if text and not text.isspace():
                    break
                text = None
            texts.append(text)
        title, url, date, source, body = texts
        return title, url, date, source, body, number

    def _names_of(self, values: Mapping[str, object]) -> Mapping[str, Sequence[str]]:
        is_flat = not any(isinstance(value, (dict, list)) for value in values.values())
        keys = tuple(values if is_flat else names_in(values))
        return all_standard_names(keys, self._options)


def parsed(line: bytes | str) -> dict[str, object]:
    """The JSON object that a text is. Raises NotAnObject."""
    text = (line if isinstance(line, str) else line.decode("utf-8", "replace")).strip().removeprefix("\ufeff")
    try:
        value = _DECODER.decode(text.removesuffix(","))
    except json.JSONDecodeError as error:
        what = next((ours for theirs, ours in _REASONS if error.msg.startswith(theirs)), _NO_JSON)
        raise NotAnObject(_(what).format(place=error.pos + 1)) from error
    except RecursionError as error:
        raise NotAnObject(_("skipped: nested too deeply")) from error
    if not isinstance(value, dict):
        raise NotAnObject(_("skipped: not an object in braces"))
    return value


def begins_object(text: str) -> bool:
    """True where a JSON object's first name and the beginning of its value are in sight."""
    return _FIRST_MEMBER.match(text) is not None


def _paths(names: list[str], samples: list[Mapping[str, object]]) -> dict[str, tuple[str, ...]] | None:
    """The way to each of the names from object to object; None where one leads through a list or ends on another's."""
    paths = {name: next(filter(None, (path_to(sample, name) for sample in samples)), None) for name in names}
    found = {name: path for name, path in paths.items() if path is not None}
    crossed = {path[:length] for path in found.values() for length in range(1, len(path))}
    return None if len(found) < len(paths) or crossed & {*found.values()} else found


def _schema(paths: Iterable[tuple[str, ...]]) -> dict[str, pl.DataType]:
    """What Polars is to look for: texts at the ends of the paths, structs on the way."""
    ends: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in paths:
        ends.setdefault(first, []).append(tuple(rest))
    return {first: pl.Struct(_schema(rest)) if any(rest) else pl.String() for first, rest in ends.items()}


def _member(path: tuple[str, ...]) -> pl.Expr:
    first, *rest = path
    member = pl.col(first)
    for name in rest:
        member = member.struct.field(name)
    return member


def _may_be_nested(text: pl.Expr) -> pl.Expr:
    return (text.str.starts_with("[") & text.str.ends_with("]")) | (text.str.starts_with("{") & text.str.ends_with("}"))


def _elements(value: object) -> Iterator[object]:
    """What is no list in lists of lists."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each)
        else:
            yield each


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _first_of_each(members: list[tuple[str, object]]) -> dict[str, object]:
    """Where a name stands twice, the first counts, as it does for Polars."""
    values: dict[str, object] = {}
    for name, value in members:
        values.setdefault(name, value)
    return values


def _number(text: str) -> str:
    value = float(text)
    return str(value) if math.isfinite(value) else text


_DECODER = json.JSONDecoder(
    object_pairs_hook=_first_of_each,
    parse_int=str,
    parse_float=_number,
    parse_constant=lambda name: None,
    strict=False,
)
