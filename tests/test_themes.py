"""Themes: the reader's own beside the shipped ones; a wrong one is left out and told."""

from pathlib import Path

import pytest

from reader.themes import COLOURS, load_themes


def own(folder: Path, text: str) -> Path:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_themes_are_whole() -> None:
    themes = load_themes()
    assert list(themes.by_name) == ["duwen-dark", "duwen-light"]
    assert not themes.complaints
    assert all(getattr(theme, name) for theme in themes.by_name.values() for name in COLOURS)


@pytest.mark.parametrize(("dark", "base"), [("true", "duwen-dark"), ("false", "duwen-light")])
def test_what_a_theme_leaves_out_is_as_in_the_shipped_one(tmp_path: Path, dark: str, base: str) -> None:
    themes = load_themes(own(tmp_path, f'name: mine\ndark: {dark}\npanel: "#123456"\nvariables: {{hit-1: "#abcdef"}}'))
    mine, shipped = themes.by_name["mine"], themes.by_name[base]
    assert (mine.panel, mine.variables["hit-1"]) == ("#123456", "#abcdef")
    assert (mine.background, mine.variables["hit-2"]) == (shipped.background, shipped.variables["hit-2"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name: mine", "1: dark is missing; allowed: true or false"),
        ("name: My Theme\ndark: true", "1: name: expected small letters, figures and hyphens, got My Theme"),
        ("name: mine\ndark: true\npanel: red", '3: panel: expected "#rrggbb" in quotes, got red'),
        ("name: mine\ndark: true\npanel: #ff0000", '3: panel: expected "#rrggbb" in quotes, got nothing'),
        ("name: mine\ndark: true\npannel: '#ff0000'", "3: pannel: unknown key; did you mean panel?"),
        (
            "name: mine\ndark: true\nvariables:\n  hits-0: '#ff0000'",
            "4: variables.hits-0: unknown key; did you mean hit-0?",
        ),
        ("name: mine\ndark: true\n\tx", "3: indented with a tab; use spaces"),
    ],
)
def test_a_wrong_theme_is_left_out_and_told(tmp_path: Path, text: str, complaint: str) -> None:
    themes = load_themes(own(tmp_path, text))
    assert "mine" not in themes.by_name
    assert list(map(str, themes.complaints)) == [f"{tmp_path / 'mine.yaml'}:{complaint}"]


def test_a_theme_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").symlink_to(tmp_path / "gone")
    assert str(load_themes(tmp_path).complaints[0]).endswith("mine.yaml: cannot be read: No such file or directory")


def test_an_unknown_theme_is_told_and_the_dark_one_taken() -> None:
    name, complaints = load_themes().chosen("duwen-ligth")
    assert name == "duwen-dark"
    assert list(map(str, complaints)) == ["theme: got duwen-ligth; did you mean duwen-light?"]
