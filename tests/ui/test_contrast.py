"""Every text of the shipped themes can be read on every ground that it stands on (WCAG 2.2 AA)."""

import re
from itertools import product

import pytest

from reader.reading.page import MOST_WATCH_LOOKS
from reader.resources import resource_folder
from reader.themes import COLOURS, load_themes

TEXT, THING = 4.5, 3.0
"""The least contrast of a text with its ground, and of something else to be seen."""
PAGE, ROW, BAR = "background", "panel", "surface"
"""The page, the row under the cursor, the bars and sheets."""
HITS = [f"hit-{number}" for number in range(6)]
PAIRS = [
    *((text, ground, TEXT) for text, ground in product(["foreground", "facts", "keyword", *HITS], [PAGE, ROW, BAR])),
    *((text, ground, TEXT) for text, ground in product(["accent", "warning", "error", "success"], [PAGE, ROW, BAR])),
    *((text, ground, TEXT) for text, ground in product(["primary", "secondary"], [PAGE, BAR])),
    ("footer-key-foreground", BAR, TEXT),
    ("background", "accent", TEXT),
    *(
        (thumb, ground, THING)
        for thumb, ground in product(["scrollbar", "scrollbar-hover", "scrollbar-active"], [PAGE, BAR])
    ),
]
THEMES = load_themes().by_name


def colours(theme: str) -> dict[str, str]:
    return {**{name: getattr(THEMES[theme], name) for name in COLOURS}, **THEMES[theme].variables}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2: 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_as_wcag_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize(("colour", "ground", "least"), PAIRS)
def test_a_colour_stands_out_from_its_ground(theme: str, colour: str, ground: str, least: float) -> None:
    of_theme = colours(theme)
    assert contrast(of_theme[colour], of_theme[ground]) >= least


def test_every_colour_of_the_stylesheets_is_among_the_pairs() -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in resource_folder("styles").glob("*.tcss"))
    texts = set(re.findall(r"(?<!-)color:\s*\$([\w-]+)", styles))
    grounds = set(re.findall(r"background:\s*\$([\w-]+)", styles))
    of_settings = {f"watch-{group}" for group in range(MOST_WATCH_LOOKS)}
    assert texts - of_settings <= {colour for colour, _, _ in PAIRS}
    assert grounds <= {ground for _, ground, _ in PAIRS} | {"scrollbar"}


def test_the_themes_have_the_same_colours() -> None:
    names = {theme: set(colours(theme)) for theme in THEMES}
    assert names["duwen-dark"] == names["duwen-light"]
