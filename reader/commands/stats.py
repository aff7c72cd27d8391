"""`duwen stats`: what a corpus holds, in figures."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reader.commands.corpus import loaded
from reader.commands.options import reading_options
from reader.commands.output import put, put_json
from reader.commands.speaking import Command
from reader.corpus.options import ReadOptions
from reader.wording import _, counted

if TYPE_CHECKING:
    from reader.corpus.statistics import Statistics

_BAR_LENGTH, _SOURCES_SHOWN = 40, 20


@click.command("stats", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@reading_options
def stats_command(paths: tuple[str, ...], as_json: bool, options: ReadOptions) -> None:
    """Print the number of articles, characters and bytes under PATH, their dates, and articles per source and month."""
    from reader.corpus.statistics import statistics

    figures = statistics(loaded(paths, options))
    if as_json:
        put_json(asdict(figures))
        return
    from reader.language.columns import columns

    rows = (
        (_("articles"), f"{figures.articles:,}"),
        (_("characters"), f"{figures.characters:,}"),
        (_("size"), counted(figures.bytes, "{count} byte of text in UTF-8", "{count} bytes of text in UTF-8")),
        (_("dates"), _days(figures)),
        (_("problems"), f"{figures.problems:,}"),
    )
    for line in columns(rows, left=2):
        put(line)
    sources = {name or _("(none)"): count for name, count in figures.by_source.items()}
    _print_counts(_("sources"), dict(list(sources.items())[:_SOURCES_SHOWN]))
    if len(sources) > _SOURCES_SHOWN:
        more = len(sources) - _SOURCES_SHOWN
        put("  " + counted(more, "and {count} more; --json has all", "and {count} more; --json has all"))
    _print_counts(_("months"), figures.by_month)


def _days(figures: "Statistics") -> str:
    if figures.first_day is None:
        return _("none")
    days = _("{first} to {last}").format(first=figures.first_day, last=figures.last_day)
    if not figures.undated:
        return days
    return counted(
        figures.undated, "{days}  ({count} article without)", "{days}  ({count} articles without)", days=days
    )


def _print_counts(heading: str, counts: dict[str, int]) -> None:
    """Names with their counts and a bar each, to compare by eye."""
    if not counts:
        return
    from reader.language.typesetting import cells

    width, most = max(map(cells, counts)), max(counts.values())
    put(f"\n{heading}")
    for name, count in counts.items():
        bar = "#" * max(count * _BAR_LENGTH // most, 1)
        put(f"  {name}{' ' * (width - cells(name))}  {count:>9,}  {bar}")
