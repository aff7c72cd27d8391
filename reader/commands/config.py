"""`duwen config`: where the settings are, what they are, and whether they are right."""

import os
import sys
from pathlib import Path
from typing import Any

import click
import yaml

from reader.commands.options import complaints_of_format, config_option
from reader.commands.output import put, tell
from reader.commands.speaking import Command
from reader.complaints import Complaint
from reader.corpus.whole_file import check_place, whole_file
from reader.errors import WriteError, system_words
from reader.language.typesetting import lay_out
from reader.settings import (
    DEFAULTS,
    Settings,
    allowed_in,
    description_of,
    load_settings,
    placed,
    settings_path,
    sound_settings,
)
from reader.wording import _, later

_WIDTH = 100
_HEAD = later(
    "duwen settings. Lines that start with # and a space are comments; the others are settings at their defaults: "
    "remove the # to change one."
)
_EXAMPLES = {
    "keys": {"next-hit": ["n", "f3"], "search": "f"},
    "fields": {"title": "headline", "body": "article_text"},
    "watch": [{"name": "places", "words": ["上海", "浦东"], "colour": "hit-1"}],
}


@click.command("config", cls=Command)
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--path", "what", flag_value="path", help="Print where the settings file is, or would be.")
@click.option("--init", "what", flag_value="init", help="Write a settings file with every key, explained.")
@click.option("--check", "what", flag_value="check", help="Report every problem in the settings, or in FILE.")
@click.option("--force", is_flag=True, help="With --init: replace an existing file.")
@config_option
def config_command(file: str | None, what: str | None, force: bool, config: str | None) -> None:
    """Print the settings in force, as YAML.

    Exit status 0; 1 where --check finds something; 2 on an error.
    """
    if file is not None and what != "check":
        raise click.UsageError(_("FILE needs --check"))
    if force and what != "init":
        raise click.UsageError(_("--force needs --init"))
    path = settings_path(file or config)
    match what:
        case "path":
            put(str(path))
        case "init":
            _write(path, replace=force)
        case "check":
            _check(file or config, path)
        case _:
            settings, complaints = load_settings(config)
            _tell(complaints)
            put(_as_yaml(settings.as_values()).rstrip("\n"))


def commented_file() -> str:
    """A settings file in which every key stands at its default, explained."""
    return _comment(_(_HEAD)) + "".join(_section(name) for name in Settings.__struct_fields__)


def all_complaints(settings: Settings, path: Path) -> tuple[Complaint, ...]:
    """What is wrong with settings that can be read: themes, keys, a format and files that are not there; in order."""
    from reader.language.word_lists import faults
    from reader.themes import FOLDER, load_themes
    from reader.ui.keymap import remapped

    themes = load_themes(path.parent / FOLDER)
    found = (
        *themes.chosen(settings.theme)[1],
        *remapped(settings.keys)[1],
        *(complaints_of_format(settings.format) if settings.format is not None else ()),
        *(Complaint(fault, key) for key, fault in faults(settings.user_dictionary, settings.stop_words).items()),
    )
    return (*placed(found, path), *themes.complaints)


def _check(named: str | None, path: Path) -> None:
    settings, complaints = load_settings(named)
    if complaints:
        settings = sound_settings(named)
    complaints = (*complaints, *all_complaints(settings, path))
    complaints = tuple(sorted(complaints, key=lambda each: (each.path != str(path), each.path, each.line)))
    for complaint in complaints:
        put(str(complaint))
    if not complaints:
        there = _("right") if os.path.exists(path) else _("not found; using the defaults")
        tell(f"{path}: {there}")
    sys.exit(1 if complaints else 0)


def _tell(complaints: tuple[Complaint, ...]) -> None:
    for complaint in complaints:
        tell(str(complaint))


def _write(path: Path, *, replace: bool) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        check_place(path, replace=replace)
        with whole_file(path) as file:
            file.write(commented_file().encode())
    except OSError as error:
        raise WriteError(str(path), _("cannot be written: {reason}").format(reason=system_words(error))) from error
    tell(_("written to {path}").format(path=path))


def _section(name: str) -> str:
    text = _comment(description_of(Settings, name))
    text += _comment(_("Allowed: {words}.").format(words=allowed_in(Settings, name)))
    if name in _EXAMPLES:
        text += _comment(_("For example:"))
        text += "".join(f"#   {line}\n" for line in _as_yaml({name: _EXAMPLES[name]}).splitlines())
    setting = _as_yaml({name: DEFAULTS.as_values()[name]})
    return f"\n{text}" + "".join(f"#{line}\n" for line in setting.splitlines())


def _comment(text: str) -> str:
    return "".join(f"# {text[line.start : line.end]}\n" for line in lay_out(text, _WIDTH, indent=0))


def _as_yaml(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=False, width=_WIDTH)
