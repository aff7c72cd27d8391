"""`duwen convert`: a corpus in another format, in one file or in shards."""

import sys
import time
from typing import TYPE_CHECKING

import click

from reader.commands.corpus import loaded, tell_problems
from reader.commands.options import HowMany, reading_options
from reader.commands.output import passing_line, tell
from reader.commands.speaking import Command
from reader.corpus.options import ReadOptions
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.corpus.loading import Batch
    from reader.errors import SourceError


@click.command("convert", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", metavar="OUT", help="A .txt (dump), .jsonl, .csv or .parquet file.")
@click.option(
    "--to",
    "folder",
    metavar="DIR_OR_URL",
    help="Write shards and a manifest for a cluster to this folder or fsspec URL; see docs/cluster.md.",
)
@click.option(
    "--shard-size",
    type=HowMany(1, 4000),
    metavar="MB",
    default=100,
    show_default=True,
    help="With --to: text in a shard.",
)
@click.option("--add", is_flag=True, help="With --to: add shards to those that are there.")
@click.option("--force", is_flag=True, help="Replace OUT, or the manifest, if it exists.")
@reading_options
def convert_command(
    paths: tuple[str, ...],
    output: str | None,
    folder: str | None,
    shard_size: int,
    add: bool,
    force: bool,
    options: ReadOptions,
) -> None:
    """Write all articles under PATH to one file, whose suffix chooses the format, or to shards.

    OUT appears only when it is complete. With --to, an interrupted run is resumed by running it again.
    """
    if (output is None) == (folder is None) or (add and (folder is None or force)):
        raise click.UsageError(_("use -o OUT for one file or --to DIR_OR_URL for shards; --add goes with --to alone"))
    if folder is not None:
        _write_shards(paths, folder, options, shard_size * 1_000_000, add=add, force=force)
        return
    assert output is not None, "one of the two is there"
    from reader.corpus.questions import Columns
    from reader.corpus.table import SCHEMA
    from reader.corpus.writing import check_target, what_is_lost, write

    check_target(output, replace=force)
    corpus = loaded(paths, options)
    articles = corpus.ask(Columns(tuple(SCHEMA))).drop("row")
    write(articles, output, replace=force)
    if loss := what_is_lost(articles, output):
        tell(loss)
    tell(counted(len(corpus), "{count} article written to {path}", "{count} articles written to {path}", path=output))


def _write_shards(
    paths: tuple[str, ...], folder: str, options: ReadOptions, text: int, *, add: bool, force: bool
) -> None:
    """Read and write at once, so that what is converted may be larger than memory."""
    from reader.corpus.loading import load
    from reader.corpus.panics import panics_held
    from reader.corpus.progress import LoadProgress
    from reader.corpus.sources import shown
    from reader.errors import SourceError
    from reader.shards.places import place_of
    from reader.shards.writing import Writing, check_place, recipe_of

    place = place_of(folder)
    writing = Writing(place, check_place(place, add=add, force=force), recipe_of(paths, options, text), text)
    if known := writing.resume():
        tell(counted(known, "{count} article is there already", "{count} articles are there already"))
    failures: list[SourceError] = []
    rows, started = 0, time.monotonic()
    with panics_held(), passing_line() as show:

        def written(batch: "Batch") -> None:
            nonlocal rows
            rows += batch.frame.height
            far = batch.files_read, batch.files_total, rows, batch.bytes_read, batch.bytes_total
            show(f"{_('converting')}  {LoadProgress(*far, time.monotonic() - started)}")

        problems, late_days = writing.write(_until_failure(load(paths, options), failures), written)
        writing.redate(late_days)
    tell_problems(problems)
    if not writing.new:
        raise failures[0] if failures else SourceError(", ".join(shown(path) for path in paths), _("no article found"))
    made = writing.finish(problems)
    count = writing.end - writing.first
    told = counted(count, "{count} article written to {path}", "{count} articles written to {path}", path=folder)
    shards = counted(len(made.shards), "{count} shard in all", "{count} shards in all")
    tell(f"{told}; {shards}")
    if failures:
        tell(str(failures[0]))
        sys.exit(2)


def _until_failure(batches: "Iterator[Batch]", failures: "list[SourceError]") -> "Iterator[Batch]":
    """The batches; a path that failed beside others is told when all others are read."""
    from reader.errors import SourceError

    try:
        yield from batches
    except SourceError as error:
        failures.append(error)
