"""The pages made from the tables in the code say what the tables say now."""

from collections.abc import Callable

import pytest

from tests.reference import DOCS, keys_page, settings_page


@pytest.mark.parametrize(("name", "page"), [("settings.md", settings_page), ("keys.md", keys_page)])
def test_a_page_is_up_to_date(name: str, page: Callable[[], str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(), "run `make docs`"
