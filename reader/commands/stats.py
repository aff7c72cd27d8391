"""`duwen stats`: what a corpus holds, in figures."""

import json
from dataclasses import asdict

import click

from reader.commands.corpus import loaded
from reader.commands.options import reading_options
from reader.corpus.options import ReadOptions

_BAR_LENGTH, _SOURCES_SHOWN = 40, 20


@click.command("stats")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@reading_options
def stats_command(paths: tuple[str, ...], as_json: bool, options: ReadOptions) -> None:
    """Print how many articles, characters and bytes lie under PATH, of which days, and how many a source and month."""
    from reader.corpus.statistics import statistics

    figures = statistics(loaded(paths, options))
    if as_json:
        click.echo(json.dumps(asdict(figures), ensure_ascii=False, default=str))
        return
    days = f"{figures.first_day} to {figures.last_day}" if figures.first_day else "none"
    for name, value in (
        ("articles", f"{figures.articles:,}"),
        ("characters", f"{figures.characters:,}"),
        ("bytes", f"{figures.bytes:,}"),
        ("dates", days + (f"  ({figures.undated:,} articles without)" if figures.undated else "")),
        ("problems", f"{figures.problems:,}"),
    ):
        click.echo(f"{name:<12}{value}")
    sources = {name or "(none)": count for name, count in figures.by_source.items()}
    _print_counts("sources", dict(list(sources.items())[:_SOURCES_SHOWN]))
    if len(sources) > _SOURCES_SHOWN:
        click.echo(f"  and {len(sources) - _SOURCES_SHOWN:,} more; --json has all")
    _print_counts("months", figures.by_month)


def _print_counts(heading: str, counts: dict[str, int]) -> None:
    """Names with their counts and a bar each, to compare by eye."""
    if not counts:
        return
    from reader.language.typesetting import cells

    width, most = max(map(cells, counts)), max(counts.values())
    click.echo(f"\n{heading}")
    for name, count in counts.items():
        bar = "#" * max(count * _BAR_LENGTH // most, 1)
        click.echo(f"  {name}{' ' * (width - cells(name))}  {count:>9,}  {bar}")
