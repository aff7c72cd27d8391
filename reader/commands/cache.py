"""`duwen cache`: lists and clears the corpora that are cached."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from reader.commands.output import put, tell
from reader.commands.speaking import Group
from reader.wording import _, counted

if TYPE_CHECKING:
    from reader.store.shelf import Shelf


@click.group("cache", cls=Group, invoke_without_command=True)
@click.pass_context
def cache_command(context: click.Context) -> None:
    """List the cached corpora, last opened first: size, day, articles, paths.

    `duwen cache clear` removes them.
    """
    if context.invoked_subcommand is not None:
        return
    shelf = _shelf()
    stores = shelf.stores()
    for each in stores:
        day = datetime.fromtimestamp(each.opened).date().isoformat()
        articles = counted(each.manifest.articles, "{count} article", "{count} articles")
        put(f"{_size(each.manifest.size):>9}  {day}  {articles}  {', '.join(each.manifest.paths)}")
    total, limit = _size(sum(each.manifest.size for each in stores)), _size(shelf.limit)
    tell(_("{total} of at most {limit} in {folder}").format(total=total, limit=limit, folder=shelf.folder))


@cache_command.command("clear")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def clear_command(paths: tuple[str, ...]) -> None:
    """Clear the cache, or only what it holds of PATH and below. Your files stay as they are."""
    tell(_("{size} freed").format(size=_size(_shelf().clear(paths))))


def _shelf() -> "Shelf":
    from reader.settings import most_kept, sound_settings
    from reader.store.shelf import Shelf, default_folder

    try:
        most = most_kept(sound_settings())
    except FileNotFoundError:
        most = None
    return Shelf(default_folder(), most)


def _size(count: int) -> str:
    for unit, each in (("GB", 10**9), ("MB", 10**6)):
        if count >= each:
            return f"{count / each:,.1f} {unit}"
    return f"{count / 1000:,.1f} kB"
