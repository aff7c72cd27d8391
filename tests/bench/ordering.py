"""Rows about a million articles on screen: each order, and a key."""

from functools import cache
from typing import Any

from tests.bench import keystrokes
from tests.bench.children import ask_once
from tests.bench.ground import Ground
from tests.bench.row import Row

ARTICLES = 1_000_000
_STALL_GOAL = 50


def by(order: str, ground: Ground) -> Row:
    """All articles in an order for the first time and again, and how long nothing could move meanwhile."""
    told = _orders(str(ground.grown(ARTICLES).dump))[order]
    first, again = told["seconds"]
    stall = max(told["stalls"])
    return Row(
        f"order {order}, {ARTICLES:,} articles",
        f"{first * 1e3:,.0f} ms in the worker, again {again * 1e3:,.0f} ms",
        f"longest stall {stall:.0f} ms",
        None,
        f"stall at most {_STALL_GOAL} ms",
        stall <= _STALL_GOAL,
    )


def list_pane(ground: Ground) -> Row:
    """`j` in a list of all."""
    return keystrokes.list_pane(ground.grown(ARTICLES))


def reading_pane(ground: Ground) -> Row:
    """`j` in a text of them."""
    return keystrokes.reading_pane(ground.grown(ARTICLES))


@cache
def _orders(dump: str) -> dict[str, Any]:
    return ask_once("inside_app", "orders", dump)
