"""JSON objects to records: many at once through Polars, one by one what Polars refuses. A broken one is a Problem."""

import json
import math
import re
from collections.abc import Mapping, Sequence

import polars as pl

from reader.article import Problem
from reader.corpus.fields import OUR_FIELDS, all_standard_names, check_names, first_filled, text_of
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, RawRecord, Records, records_of, undecodable
from reader.wording import _, later

_LOOKED_AT = 200
"""Objects at the beginning that tell which fields there are."""

_FIRST_MEMBER = re.compile(r'\s*\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:\s*["\d\[{tfnN-])')
_REASONS = (
    ("Expecting value", later("no article, a value is missing at character {place}")),
    ("Expecting ',' delimiter", later("no article, a comma is missing at character {place}")),
    ("Expecting ':' delimiter", later("no article, a colon is missing at character {place}")),
    ("Expecting property name", later("no article, a name in double quotes is missing at character {place}")),
    ("Illegal trailing comma", later("no article, a comma is too many at character {place}")),
    ("Unterminated string", later("no article, a double quote is never closed at character {place}")),
    ("Invalid \\", later("no article, a backslash stands before what it cannot escape at character {place}")),
    ("Extra data", later("no article, something follows the end of the object at character {place}")),
)
_NO_JSON = later("no article, it is not JSON at character {place}")


class NotAnObject(ValueError):
    """Text that is no JSON object; the message says why in plain words."""


class JsonObjects:
    """Makes records of one file's objects; knows the fields that were met."""

    def __init__(self, path: str, options: ReadOptions, *, transcoded: bool) -> None:
        self._path = path
        self._options = options
        self._transcoded = transcoded
        self._names: dict[str, list[str]] | None = None
        self._names_by_keys: dict[tuple[str, ...], dict[str, list[str]]] = {}

    def records(self, objects: list[bytes], numbers: Sequence[int]) -> Records:
        """The records of objects, each given as the bytes it is written in and the line of the file it begins on.

        Raises SourceError where none of the first objects has a field that is known.
        """
        problems = self._look_at(objects) if self._names is None else []
        records = self.records_at_once(objects, numbers) or self._one_by_one(objects, numbers)
        return Records(records.frame, problems + records.problems)

    def records_at_once(self, objects: list[bytes], numbers: Sequence[int]) -> Records | None:
        """The same, or None where not all of them are sound objects or where the names of fields are not known yet."""
        if self._names is None:
            return None
        wanted = [name for theirs in self._names.values() for name in theirs]
        try:
            table = pl.read_ndjson(b"\n".join(objects), schema=dict.fromkeys(wanted, pl.String))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return None
        if table.height != len(numbers):
            return None
        columns = {ours: first_filled(self._names.get(ours, [])) for ours in OUR_FIELDS}
        frame = table.select(**columns, line=pl.Series(numbers, dtype=pl.UInt32), path=pl.lit(self._path))
        doubtful = pl.any_horizontal(_may_be_nested(pl.col(name)) for name in wanted)
        rows = table.select((doubtful | frame["body"].is_null()).fill_null(False)).to_series().arg_true()
        if rows.len():
            frame = self._mended(frame, rows, objects)
        frame = frame.rechunk().select(RAW_SCHEMA.keys())
        return Records(frame, self._replaced(frame))

    def _look_at(self, objects: list[bytes]) -> list[Problem]:
        keys: dict[str, None] = {}
        for line in objects[:_LOOKED_AT]:
            try:
                keys.update(dict.fromkeys(parsed(line)))
            except NotAnObject:
                continue
        if not keys:
            return []
        problems = check_names(self._path, keys, self._options)
        self._names = all_standard_names(keys, self._options)
        return problems

    def _replaced(self, frame: pl.DataFrame) -> list[Problem]:
        """Problems of what decoding has already made U+FFFD of."""
        if not self._transcoded:
            return []
        broken = frame.filter(pl.any_horizontal(pl.col(OUR_FIELDS).str.contains("\ufffd", literal=True)))
        return [undecodable(self._path, line) for line in broken["line"]]

    def _mended(self, frame: pl.DataFrame, rows: pl.Series, objects: list[bytes]) -> pl.DataFrame:
        """The frame with some rows read again, each for itself: Polars gives nested values as text."""
        records = [self._record(parsed(objects[row]), 0) for row in rows]
        patch = records_of(self._path, records, []).frame
        return frame.with_columns(frame[ours].scatter(rows, patch[ours]) for ours in OUR_FIELDS)

    def _one_by_one(self, objects: list[bytes], numbers: Sequence[int]) -> Records:
        records: list[RawRecord] = []
        problems: list[Problem] = []
        for line, number in zip(objects, numbers, strict=True):
            try:
                values = parsed(line)
            except NotAnObject as error:
                problems.append(Problem(self._path, number, str(error)))
                continue
            if not _is_utf8(line):
                problems.append(undecodable(self._path, number))
            records.append(self._record(values, number))
        made = records_of(self._path, records, problems)
        return Records(made.frame, problems + self._replaced(made.frame))

    def _record(self, values: Mapping[str, object], number: int) -> RawRecord:
        keys = tuple(values)
        names = self._names_by_keys.get(keys)
        if names is None:
            if len(self._names_by_keys) > 1000:
                self._names_by_keys.clear()
            names = self._names_by_keys[keys] = all_standard_names(keys, self._options)
        texts = []
        for ours in OUR_FIELDS:
            found = (text_of(values[name]) for name in names.get(ours, ()))
            texts.append(next((text for text in found if text and not text.isspace()), None))
        title, url, date, source, body = texts
        return title, url, date, source, body, number


def parsed(line: bytes | str) -> dict[str, object]:
    """The JSON object that a text is. Raises NotAnObject."""
    text = (line if isinstance(line, str) else line.decode("utf-8", "replace")).strip().removeprefix("\ufeff")
    try:
        value = _DECODER.decode(text.removesuffix(","))
    except json.JSONDecodeError as error:
        what = next((ours for theirs, ours in _REASONS if error.msg.startswith(theirs)), _NO_JSON)
        raise NotAnObject(_(what).format(place=error.pos + 1)) from error
    except RecursionError as error:
        raise NotAnObject(_("no article, its values are nested too deeply")) from error
    if not isinstance(value, dict):
        raise NotAnObject(_("no article, it is not an object in braces"))
    return value


def begins_object(text: str) -> bool:
    """True where a JSON object's first name and the beginning of its value are in sight."""
    return _FIRST_MEMBER.match(text) is not None


def _may_be_nested(text: pl.Expr) -> pl.Expr:
    return (text.str.starts_with("[") & text.str.ends_with("]")) | (text.str.starts_with("{") & text.str.ends_with("}"))


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
