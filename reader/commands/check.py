"""`duwen check`: every problem of the sources, a line each."""

import json
import sys

import click

from reader.commands.corpus import loaded
from reader.commands.options import reading_options
from reader.corpus.options import ReadOptions


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: path, line, reason.")
@reading_options
def check_command(paths: tuple[str, ...], as_json: bool, options: ReadOptions) -> None:
    """List what under PATH could not be read as it stands, as `file:line: what`.

    Exit status 0 without problems, 1 with some, 2 on an error.
    """
    corpus = loaded(paths, options, tell_problems=False)
    for problem in corpus.problems:
        if as_json:
            record = {"path": problem.path, "line": problem.line, "reason": problem.reason}
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo(f"{problem.path}:{max(problem.line, 1)}: {problem.reason}")
    click.echo(f"duwen: {len(corpus):,} articles, {len(corpus.problems):,} problems", err=True)
    sys.exit(1 if corpus.problems else 0)
