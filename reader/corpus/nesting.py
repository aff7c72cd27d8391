"""Names of nested values: those of an object within another are joined by dots, `_source.title`.

What lies in a list has brackets after the list's name, `hits[].title`; people may leave them out.
"""

from collections.abc import Iterable, Iterator, Mapping

LIST = "[]"
DEEPEST = 12
"""Objects and lists within each other that are looked into."""
_MOST_NAMES = 1000
"""Of one record, so that a hostile one costs little."""
_LOOKED_AT = 3
"""Elements of a list that tell what it holds."""


def names_in(record: Mapping[str, object]) -> list[str]:
    """All names of a record, outer ones before inner ones."""
    found: dict[str, None] = {}
    level: list[tuple[str, object]] = [("", record)]
    for _ in range(DEEPEST):
        level = [inner for name, value in level for inner in _inner(name, value)]
        found.update(dict.fromkeys(name for name, _ in level[:_MOST_NAMES] if not name.endswith(LIST)))
        if not level or len(found) > _MOST_NAMES:
            break
    return list(found)


def value_at(record: Mapping[str, object], name: str) -> object:
    """The value of that name, None where there is none; where the way leads through a list, a list of those in it."""
    return record[name] if name in record else _value(record, plain(name), DEEPEST)


def path_to(record: Mapping[str, object], name: str) -> tuple[str, ...] | None:
    """The names to follow from object to object, None where they are not all there or lead through a list."""
    if name in record:
        return (name,)
    for place, character in enumerate(name):
        inner = record.get(name[:place]) if character == "." else None
        rest = path_to(inner, name[place + 1 :]) if isinstance(inner, Mapping) else None
        if rest is not None:
            return (name[:place], *rest)
    return None


def plain(name: str) -> str:
    """A name as people are told it, without the brackets of lists."""
    return name.replace(LIST, "")


def beneath(names: Iterable[str], prefix: str) -> list[str]:
    """Those of the names that begin with a prefix, without it."""
    return [name.removeprefix(prefix) for name in names if name.startswith(prefix) and name != prefix]


def leaves(names: Iterable[str]) -> list[str]:
    """Those of the names that hold no others, as people are told them."""
    names = list(names)
    holders = {holder for name in names for holder in holders_of(name)}
    return list(dict.fromkeys(plain(name) for name in names if name not in holders))


def holders_of(name: str) -> Iterator[str]:
    """The names within which a name lies, the outermost first."""
    for place, character in enumerate(name):
        if character == "." and place:
            yield name[:place].rstrip(LIST)


def _inner(name: str, value: object) -> Iterator[tuple[str, object]]:
    """What lies directly in a value, by name; the elements of a list have that of the list."""
    if isinstance(value, Mapping):
        yield from ((f"{name}.{inner}" if name else inner, each) for inner, each in value.items())
    elif isinstance(value, list):
        yield from ((f"{name}{LIST}", each) for each in value[:_LOOKED_AT] if isinstance(each, (Mapping, list)))


def _value(value: object, name: str, depth: int) -> object:
    if isinstance(value, list) and depth:
        found = [_value(each, name, depth - 1) for each in value]
        return [each for each in found if each is not None] or None
    if not isinstance(value, Mapping):
        return None
    if name in value:
        return value[name]
    for place, character in enumerate(name):
        if character == "." and name[:place] in value:
            return _value(value[name[:place]], name[place + 1 :], depth - 1)
    return None
