"""`duwen search`: hits for people, or as JSON Lines for programs."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from reader.commands.corpus import loaded
from reader.commands.options import reading_options

if TYPE_CHECKING:
    from reader.article import Span
    from reader.corpus.options import ReadOptions
    from reader.search.engine import Results
    from reader.search.hits import Hit
    from reader.search.ranking import Order

_SNIPPET_LENGTH = 100


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--count", is_flag=True, help="Print the number of matching articles alone.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="At most so many; 0 for all.")
@click.option(
    "--sort",
    "order",
    type=click.Choice(["relevance", "date", "oldest", "title", "corpus"]),
    default="relevance",
    show_default=True,
    help="What comes first.",
)
@click.option("--spans", is_flag=True, help="With --json: where each hit is, as [field, start, end] in code points.")
@click.option("--body", is_flag=True, help="The whole text too.")
@reading_options
def search_command(
    query: str,
    paths: tuple[str, ...],
    as_json: bool,
    count: bool,
    limit: int,
    order: "Order",
    spans: bool,
    body: bool,
    options: "ReadOptions",
) -> None:
    """Print the articles under PATH that answer QUERY; docs/query-language.md tells how to ask.

    Exit status 0 with hits, 1 without, 2 on an error.
    """
    from reader.search.engine import search
    from reader.search.hits import Hits
    from reader.search.syntax import parse

    for path in paths:
        if path.startswith("--") and not os.path.exists(path):
            raise click.NoSuchOption(path)
    asked = parse(query)
    corpus = loaded(paths, options)
    results = search(corpus, asked, order)
    assert results is not None, "nothing supersedes it"
    _tell_detours(results)
    if count:
        click.echo(len(results))
    else:
        for hit in Hits(corpus, results).first(limit or len(results)):
            if as_json:
                click.echo(json.dumps(_record(hit, spans, body), ensure_ascii=False))
            else:
                click.echo(_lines(hit, body))
        if limit and len(results) > limit:
            click.echo(f"duwen: {limit} of {len(results):,} shown; --limit 0 prints all", err=True)
    sys.exit(0 if len(results) else 1)


def _tell_detours(results: "Results") -> None:
    """Say what was searched in place of what was asked, and what keeps anything from being found."""
    from reader.search.writing import written

    for split in results.splits:
        words = " ".join(split.words)
        click.echo(f"duwen: {split.term.text} is found nowhere as a whole; its words were searched: {words}", err=True)
    if results.without is not None:
        left_out, articles = written(results.without.condition), results.without.articles
        click.echo(f"duwen: nothing found; without {left_out}: {articles:,}", err=True)


def _record(hit: "Hit", with_spans: bool, with_body: bool) -> dict[str, Any]:
    article = hit.article
    record: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source,
        "path": article.path,
        "line": article.line,
        "score": round(hit.score, 4),
        "hits": len(hit.places),
        "snippet": hit.passage(_SNIPPET_LENGTH)[0].strip(),
    }
    if with_spans:
        record["spans"] = [[field, span.start, span.end] for field, span in hit.places]
    if with_body:
        record["body"] = article.body
    return record


def _lines(hit: "Hit", with_body: bool) -> str:
    """One article for people: title, place, and the passage or the whole text, hits in bold."""
    article, count = hit.article, len(hit.places)
    facts = [
        f"{article.path}:{article.line}",
        article.date.isoformat() if article.date else "",
        article.source,
    ]
    facts.append(f"{count} hit{'s' if count != 1 else ''}" if count else "")
    text, spans = (article.body, hit.body_spans) if with_body else hit.passage(_SNIPPET_LENGTH)
    return "\n".join(
        [
            _bold(article.title, hit.title_spans),
            "  " + "  ".join(fact for fact in facts if fact),
            "  " + _bold(text, spans).strip().replace("\n", "\n  "),
            "",
        ]
    )


def _bold(text: str, spans: "list[Span]") -> str:
    pieces, position = [], 0
    for span in spans:
        pieces += [
            text[position : span.start],
            click.style(text[span.start : span.end], bold=True, fg="yellow"),
        ]
        position = span.end
    return "".join([*pieces, text[position:]])
