"""`duwen library`: where the reader's marks lie, and what they are."""

import os
from pathlib import Path

import click

from reader.commands.output import put, put_json, tell
from reader.commands.speaking import Group
from reader.wording import _


@click.group("library", cls=Group)
def library_command() -> None:
    """What you did in the reader: marks, notes, searches. See docs/library.md."""


@library_command.command("path")
def path_command() -> None:
    """Print the path of the library, whether or not it exists yet."""
    put(str(_path()))


@library_command.command("export")
@click.option("--searches", is_flag=True, help="Include the history and the saved searches, after the articles.")
def export_command(searches: bool) -> None:
    """Print every marked article as a JSON object: id, title, url, read, starred, tags, note, place."""
    from reader.library.exporting import article_records, search_records

    path = _path()
    if not os.path.exists(path):
        tell(_("no library at {path} yet").format(path=path))
        return
    for record in article_records(path):
        put_json(record)
    for found in search_records(path) if searches else ():
        put_json(found)


def _path() -> Path:
    from reader.library.place import library_path

    return library_path()
