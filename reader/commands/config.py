"""`duwen config`: where the settings are, what they are, and whether they are right."""

import sys
import textwrap
from pathlib import Path
from typing import Any

import click
import yaml

from reader.commands.options import complaints_of_format, config_option
from reader.errors import SettingsError
from reader.settings import DEFAULTS, Settings, allowed_in, description_of, load_settings, placed, settings_path
from reader.strict_yaml import Complaint, printable

_WIDTH = 100
_HEAD = """\
# The settings of duwen. Lines with a blank behind the # explain; the others are the settings, each at its default:
# take the # away and change the value.
"""
_EXAMPLES = {
    "keys": {"next-hit": ["n", "f3"], "search": "f"},
    "fields": {"title": "headline", "body": "article_text"},
    "watch": [{"name": "places", "words": ["上海", "浦东"], "colour": "hit-1"}],
}


@click.command("config")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--path", "what", flag_value="path", help="Print where the settings file is, or would be.")
@click.option("--init", "what", flag_value="init", help="Write a settings file with every key, explained.")
@click.option("--check", "what", flag_value="check", help="Say all that is wrong with the settings, or with FILE.")
@click.option("--force", is_flag=True, help="With --init: replace the file that is there.")
@config_option
def config_command(file: str | None, what: str | None, force: bool, config: str | None) -> None:
    """Print the settings in force, as YAML.

    Exit status 0; 1 where --check finds something; 2 on an error.
    """
    if file is not None and what != "check":
        raise click.UsageError("FILE goes with --check alone")
    if force and what != "init":
        raise click.UsageError("--force goes with --init alone")
    path = settings_path(file or config)
    match what:
        case "path":
            click.echo(printable(str(path)))
        case "init":
            _write(path, replace=force)
        case "check":
            _check(file or config, path)
        case _:
            settings, complaints = load_settings(config)
            _tell(complaints)
            click.echo(_as_yaml(settings.as_values()), nl=False)


def commented_file() -> str:
    """A settings file in which every key stands at its default, explained."""
    return _HEAD + "".join(_section(name) for name in Settings.__struct_fields__)


def all_complaints(settings: Settings, path: Path) -> tuple[Complaint, ...]:
    """What is wrong with settings that can be read: themes, keys, a format and files that are not there."""
    from reader.themes import FOLDER, load_themes
    from reader.ui.keys import remapped

    themes = load_themes(path.parent / FOLDER)
    files = {"user_dictionary": settings.user_dictionary, "stop_words": settings.stop_words}
    found = (
        *themes.chosen(settings.theme)[1],
        *remapped(settings.keys)[1],
        *(complaints_of_format(settings.format) if settings.format is not None else ()),
        *(
            Complaint(f"{printable(file)}: no such file", key)
            for key, file in files.items()
            if isinstance(file, str) and not Path(file).is_file()
        ),
    )
    return (*placed(found, path), *themes.complaints)


def _check(named: str | None, path: Path) -> None:
    settings, complaints = load_settings(named)
    complaints = (*complaints, *all_complaints(settings, path))
    for complaint in complaints:
        click.echo(complaint)
    if not complaints:
        there = "right" if path.exists() else "not there; the defaults are in force"
        click.echo(f"duwen: {printable(str(path))}: {there}", err=True)
    sys.exit(1 if complaints else 0)


def _tell(complaints: tuple[Complaint, ...]) -> None:
    for complaint in complaints:
        click.echo(f"duwen: {complaint}", err=True)


def _write(path: Path, *, replace: bool) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if replace else "x", encoding="utf-8") as file:
            file.write(commented_file())
    except FileExistsError as error:
        raise SettingsError(printable(str(path)), "is there already; --force replaces it") from error
    except OSError as error:
        raise SettingsError(printable(str(path)), f"cannot be written: {error.strerror}") from error
    click.echo(f"duwen: written to {printable(str(path))}", err=True)


def _section(name: str) -> str:
    lines = textwrap.wrap(description_of(Settings, name), _WIDTH)
    lines += textwrap.wrap(f"Allowed: {allowed_in(Settings, name)}.", _WIDTH)
    if name in _EXAMPLES:
        example = _as_yaml({name: _EXAMPLES[name]}).splitlines()
        lines += ["For example:", *(f"  {line}" for line in example)]
    setting = _as_yaml({name: DEFAULTS.as_values()[name]})
    return "\n" + "".join(f"# {line}\n" for line in lines) + "".join(f"#{line}\n" for line in setting.splitlines())


def _as_yaml(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=False, width=_WIDTH)
