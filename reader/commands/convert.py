"""`duwen convert`: a corpus in another format."""

import click

from reader.commands.corpus import loaded
from reader.commands.options import reading_options
from reader.commands.output import tell
from reader.commands.speaking import Command
from reader.corpus.options import ReadOptions
from reader.wording import counted


@click.command("convert", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="OUT", help="A .txt (dump), .jsonl, .csv or .parquet file.")
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@reading_options
def convert_command(paths: tuple[str, ...], output: str, force: bool, options: ReadOptions) -> None:
    """Write all articles under PATH to one file; its suffix chooses the format.

    OUT appears only when it is complete.
    """
    from reader.corpus.writing import check_target, what_is_lost, write

    check_target(output, replace=force)
    corpus = loaded(paths, options)
    write(corpus.frame, output, replace=force)
    if loss := what_is_lost(corpus.frame, output):
        tell(loss)
    tell(counted(len(corpus), "{count} article written to {path}", "{count} articles written to {path}", path=output))
