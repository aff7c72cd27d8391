"""The themes: colours from YAML files, ours and the reader's own. A theme that is wrong is left out, and told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import msgspec

from reader.complaints import Complaint, nearest, shown
from reader.errors import system_words
from reader.resources import resource_folder
from reader.settings import DEFAULTS
from reader.strict_yaml import allowed, read
from reader.wording import _
from reader.yaml_nodes import lines_of

FOLDER = "themes"
"""The folder of a reader's own themes, beside the settings file."""
COLOURS = (
    "primary",
    "secondary",
    "accent",
    "warning",
    "error",
    "success",
    "foreground",
    "background",
    "surface",
    "panel",
)

Name = Annotated[str, allowed("small letters, figures and hyphens", pattern=r"^[a-z0-9][a-z0-9-]*\Z")]
Colour = Annotated[str, allowed('"#rrggbb" in quotes', pattern=r"^#[0-9A-Fa-f]{6}\Z")]


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A set of colours. What a file leaves out is as in duwen-dark or duwen-light."""

    name: Name
    """What the setting `theme` calls it."""
    dark: bool
    """Whether the background is darker than the text."""
    primary: Colour = ""
    """Things that lead on."""
    secondary: Colour = ""
    """Things beside them."""
    accent: Colour = ""
    """The one thing to look at: the prompt, the current hit, a key."""
    warning: Colour = ""
    """Something to know."""
    error: Colour = ""
    """Something that failed."""
    success: Colour = ""
    """Something that was done."""
    foreground: Colour = ""
    """The text."""
    background: Colour = ""
    """The page."""
    surface: Colour = ""
    """The bars above and below, the help page, the track of the scroll bar."""
    panel: Colour = ""
    """The row under the cursor, the divider."""
    variables: Mapping[str, Colour] = MappingProxyType({})
    """Colours by their names in the stylesheets: hit-0 to hit-5, facts, scrollbar and more."""


@dataclass(frozen=True, slots=True)
class Themes:
    """All themes that can be had, by name."""

    by_name: Mapping[str, Theme]
    """The shipped ones first; no colour of any is empty."""
    complaints: tuple[Complaint, ...]
    """What is wrong with those that were left out."""

    def chosen(self, name: str) -> tuple[str, tuple[Complaint, ...]]:
        """The theme of that name; where there is none, the one for dark screens, and a complaint."""
        if name in self.by_name:
            return name, ()
        reason = _("got {found}; {advice}").format(found=shown(name), advice=nearest(name, list(self.by_name)))
        return DEFAULTS.theme, (Complaint(reason, "theme"),)


def load_themes(folder: Path | None = None) -> Themes:
    """The shipped themes and those in a folder of the reader's own, if it is there; these may replace shipped ones."""
    shipped = _shipped()
    if folder is None or not os.path.isdir(folder):
        return Themes(shipped, ())
    themes, complaints = dict(shipped), list[Complaint]()
    for path in sorted(folder.glob("*.yaml")):
        try:
            theme, found = read(path, Theme)
        except FileNotFoundError as error:
            reason = _("cannot be read: {reason}").format(reason=system_words(error))
            theme, found = None, (Complaint(reason, path=str(path)),)
        base = shipped["duwen-light" if theme is not None and not theme.dark else "duwen-dark"]
        found += _unknown_variables(path, base)
        if theme is not None and not found:
            themes[theme.name] = _completed(theme, base)
        complaints += sorted(found, key=lambda each: each.line)
    return Themes(themes, tuple(complaints))


@cache
def _shipped() -> Mapping[str, Theme]:
    themes = {}
    for path in sorted((resource_folder("styles") / "themes").glob("*.yaml")):
        theme, complaints = read(path, Theme)
        assert theme is not None, "\n".join(map(str, complaints))
        themes[theme.name] = theme
    return MappingProxyType(themes)


def _unknown_variables(path: Path, base: Theme) -> tuple[Complaint, ...]:
    known = list(base.variables)
    return tuple(
        Complaint(_("unknown key; {advice}").format(advice=nearest(name, known)), key, str(path), line)
        for key, line in lines_of(path).items()
        for section, point, name in [key.partition(".")]
        if section == "variables" and point and name not in known
    )


def _completed(theme: Theme, base: Theme) -> Theme:
    missing = {name: getattr(base, name) for name in COLOURS if not getattr(theme, name)}
    return msgspec.structs.replace(theme, **missing, variables={**base.variables, **theme.variables})
