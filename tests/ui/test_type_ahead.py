"""Acts in the order typed."""

from functools import partial

from reader.ui.type_ahead import TypeAhead


class Table:
    """Something to be waited for, and what was done."""

    def __init__(self) -> None:
        self.waits = False
        self.done: list[str] = []
        self.ahead = TypeAhead(lambda: self.waits)

    def do(self, name: str) -> None:
        self.ahead.take(partial(self.done.append, name))


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
    table.ahead.go_on()
    assert table.done == ["a", "b"]


def test_what_is_forgotten_is_never_done() -> None:
    table = Table()
    table.waits = True
    table.do("a")
    table.ahead.forget()
    table.waits = False
    table.ahead.go_on()
    assert table.done == []


def test_an_act_that_fails_does_not_hold_up_the_next() -> None:
    table = Table()

    def fail() -> None:
        raise ValueError

    try:
        table.ahead.take(fail)
    except ValueError:
        table.do("next")
    assert table.done == ["next"]
