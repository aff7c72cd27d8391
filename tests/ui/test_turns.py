"""Acts in the order typed."""

from functools import partial

from reader.ui.turns import Turns


class Table:
    """Something to be waited for, and what was done."""

    def __init__(self) -> None:
        self.waits = False
        self.done: list[str] = []
        self.turns = Turns(lambda: self.waits)

    def do(self, name: str) -> None:
        self.turns.take(partial(self.done.append, name))


def test_what_need_not_wait_is_done_at_once() -> None:
    table = Table()
    table.do("a")
    assert table.done == ["a"]


def test_what_waits_is_done_in_its_order() -> None:
    table = Table()
    table.waits = True
    table.do("a")
    table.do("b")
    assert table.done == []
    table.waits = False
    table.turns.go_on()
    assert table.done == ["a", "b"]


def test_what_is_forgotten_is_never_done() -> None:
    table = Table()
    table.waits = True
    table.do("a")
    table.turns.forget()
    table.waits = False
    table.turns.go_on()
    assert table.done == []


def test_what_an_act_takes_on_is_done_before_what_waits() -> None:
    table = Table()

    def outer() -> None:
        table.do("inner")
        table.done.append("outer")

    table.waits = True
    table.turns.take(outer)
    table.do("next")
    table.waits = False
    table.turns.go_on()
    assert table.done == ["inner", "outer", "next"]


def test_what_an_act_takes_on_and_must_wait_for_comes_before_what_waits() -> None:
    table = Table()

    def search() -> None:
        table.waits = True
        table.do("read what was found")
        table.do("and mark it")

    table.waits = True
    table.turns.take(search)
    table.do("next")
    table.waits = False
    table.turns.go_on()
    assert table.done == []
    table.waits = False
    table.turns.go_on()
    assert table.done == ["read what was found", "and mark it", "next"]


def test_an_act_that_fails_does_not_hold_up_the_next() -> None:
    table = Table()

    def fail() -> None:
        raise ValueError

    try:
        table.turns.take(fail)
    except ValueError:
        table.do("next")
    assert table.done == ["next"]
