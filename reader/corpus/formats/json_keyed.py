"""Articles by key, `{"id1": {…}, "id2": {…}}`: an object that is a list in all but its brackets becomes one."""

from collections.abc import Mapping

from reader.corpus.fields import known_names, worth
from reader.corpus.options import ReadOptions

_DEEPEST = 4
"""Objects within each other that are looked into."""
_LOOKED_AT = 3
"""Values that tell what an object holds."""
_LEAST_WORTH = 3
"""Title and some text, or a text for sure; see `fields.worth`."""


def listed(record: Mapping[str, object], options: ReadOptions) -> Mapping[str, object]:
    """The record with lists in place of its objects of articles; of itself, where it is one, under the empty name."""
    if _holds_articles(record, options):
        return {"": list(record.values())}
    return {name: _listed(value, options, _DEEPEST) for name, value in record.items()}


def _listed(value: object, options: ReadOptions, depth: int) -> object:
    if not isinstance(value, Mapping) or not depth:
        return value
    if _holds_articles(value, options):
        return list(value.values())
    return {name: _listed(each, options, depth - 1) for name, each in value.items()}


def _holds_articles(values: Mapping[str, object], options: ReadOptions) -> bool:
    if len(values) < 2 or not all(isinstance(each, Mapping) for each in values.values()) or known_names(values):
        return False
    looked_at = [each for each in list(values.values())[:_LOOKED_AT] if isinstance(each, Mapping)]
    shared = [name for name in looked_at[0] if all(name in each for each in looked_at)]
    return worth(shared, options) >= _LEAST_WORTH
