"""Warming up: what the first sheets and the first search by pinyin would wait for is imported once all is loaded."""

from importlib import import_module

from reader.progress import Stopped

_OPENED_LATER = (
    "insight.concordance",
    "insight.dispersion",
    "insight.trends",
    "sheets.concordance",
    "sheets.trends",
    "ui.screens.insight",
)


def warm_up(stopped: Stopped) -> None:
    """Have ready what the first concordance, the first trends and the first search by pinyin would wait for."""
    from reader.language import pinyin, pinyin_order

    for name in _OPENED_LATER:
        if stopped():
            return
        import_module(f"reader.{name}")
    pinyin.prepare()
    pinyin_order.prepare()
