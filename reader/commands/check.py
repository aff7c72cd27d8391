"""`duwen check`: every problem of the sources, a line each."""

import os
import sys

import click

from reader.article import Problem
from reader.commands.corpus import loaded
from reader.commands.options import reading_options
from reader.commands.output import put, put_json, tell
from reader.commands.speaking import Command
from reader.corpus.options import ReadOptions
from reader.wording import _, counted


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line: path, line, reason.")
@reading_options
def check_command(paths: tuple[str, ...], as_json: bool, options: ReadOptions) -> None:
    """List what under PATH could not be read as is, as `file:line: what`.

    A path that was named and cannot be read is listed too. Exit status 0 without problems, 1 with some, 2 on an error.
    """

    def tell_of(problem: Problem) -> None:
        if as_json:
            put_json({"path": problem.path, "line": problem.line, "reason": problem.reason})
        else:
            put(f"{problem.path}:{max(problem.line, 1)}: {problem.reason}")

    corpus = loaded(
        paths,
        options,
        tells_problems=False,
        on_failure=lambda error: tell_of(Problem(error.path, 0, error.reason)) if os.path.exists(error.path) else None,
    )
    for problem in corpus.sorted_problems:
        tell_of(problem)
    articles = counted(len(corpus), "{count} article", "{count} articles")
    told = counted(corpus.problem_count, "{count} problem", "{count} problems")
    tell(_("{articles}, {problems}").format(articles=articles, problems=told))
    sys.exit(1 if corpus.problem_count else 0)
