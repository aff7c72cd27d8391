"""A library agrees with plain dicts, whatever two readers do and however often they come back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library
from tests.library.articles import article

ARTICLES = [article(number) for number in range(4)]
SHOWN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"), exclude_characters="\ufffd")
"""Others are not kept."""
TEXTS = st.text(SHOWN, max_size=6)
NAMES = st.sampled_from(["甲", "乙", " 丙 丁", "é", "a b", ""])
REOPEN = "reopen"


@dataclass
class Model:
    """What a library should know, in the plainest form."""

    read: set[str] = field(default_factory=set)
    starred: set[str] = field(default_factory=set)
    tags: set[tuple[str, str]] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    searches: list[str] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    query: str = ""


Step = tuple[Callable[[Library], None], Callable[[Model], object]]


def member(values: set[str], id: str, present: bool) -> None:
    (values.add if present else values.discard)(id)


def reading(each: int, on: bool) -> Step:
    return lambda library: library.set_read(ARTICLES[each], on), lambda model: member(model.read, ARTICLES[each].id, on)


def starring(each: int, on: bool) -> Step:
    return (
        lambda library: library.set_starred(ARTICLES[each], on),
        lambda model: member(model.starred, ARTICLES[each].id, on),
    )


def tagging(each: int, tag: str, on: bool) -> Step:
    def expect(model: Model) -> None:
        if tag:
            (model.tags.add if on else model.tags.discard)((ARTICLES[each].id, tag.strip()))

    return (
        lambda library: library.add_tag(ARTICLES[each], tag) if on else library.remove_tag(ARTICLES[each], tag),
        expect,
    )


def noting(each: int, note: str) -> Step:
    return (
        lambda library: library.set_note(ARTICLES[each], note),
        lambda model: model.notes.update({ARTICLES[each].id: note if note.strip() else ""}),
    )


def placing(each: int, place: int) -> Step:
    return (
        lambda library: library.set_place(ARTICLES[each], place),
        lambda model: model.places.update({ARTICLES[each].id: place}),
    )


def searching(text: str) -> Step:
    def expect(model: Model) -> None:
        if wanted := text.strip():
            model.searches = [wanted, *(each for each in model.searches if each != wanted)]

    return lambda library: library.remember_search(text), expect


def saving(name: str, query: str) -> Step:
    def expect(model: Model) -> None:
        if name:
            model.saved[name.strip()] = query

    return lambda library: library.save_search(name, query), expect


def forgetting(name: str) -> Step:
    return lambda library: library.forget_saved_search(name), lambda model: model.saved.pop(name.strip(), None)


def leaving(query: str) -> Step:
    return lambda library: library.remember_query(query), lambda model: setattr(model, "query", query)


EACH = st.integers(0, len(ARTICLES) - 1)
STEPS = st.one_of(
    st.builds(reading, EACH, st.booleans()),
    st.builds(starring, EACH, st.booleans()),
    st.builds(tagging, EACH, NAMES, st.booleans()),
    st.builds(noting, EACH, TEXTS),
    st.builds(placing, EACH, st.integers(0, 3)),
    st.builds(searching, st.one_of(NAMES, TEXTS)),
    st.builds(saving, NAMES, TEXTS),
    st.builds(forgetting, NAMES),
    st.builds(leaving, TEXTS),
    st.just(REOPEN),
)


def agrees(library: Library, model: Model) -> None:
    assert library.ids_read == model.read
    assert library.ids_starred == model.starred
    ids = [each.id for each in ARTICLES]
    assert {(id, tag) for id in ids for tag in library.tags_of(id)} == model.tags
    assert set(library.all_tags()) == {tag for _, tag in model.tags}
    for id in ids:
        assert library.note_of(id) == model.notes.get(id, "")
        assert library.place_of(id) == model.places.get(id, 0)
    assert list(library.searches()) == model.searches
    assert library.saved_searches() == model.saved
    assert library.last_query == model.query


@given(st.lists(st.tuples(st.integers(0, 1), STEPS), max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_library_agrees_with_plain_dicts(steps: list[tuple[int, Step | str]]) -> None:
    """Two readers take turns; each knows its own marks at once, and all marks after a refresh or a new start."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        readers, model = [Library.open(path), Library.open(path)], Model()
        for who, step in steps:
            if isinstance(step, str):
                readers[who].close()
                readers[who] = Library.open(path)
            else:
                act, expect = step
                readers[who].refresh()
                act(readers[who])
                expect(model)
                agrees(readers[who], model)
                assert readers[who].flush()
        for each in readers:
            each.refresh()
            agrees(each, model)
            each.close()
        with Library.open(path) as library:
            agrees(library, model)
            assert library.notice is None
