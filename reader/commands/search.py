"""`duwen search`: hits for people, or as JSON Lines for programs."""

import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from reader.commands.asking import answered
from reader.commands.corpus import loaded
from reader.commands.following import arriving
from reader.commands.options import QueryCommand, limit_option, reading_options
from reader.commands.output import finish, put, put_json, tell
from reader.corpus.options import STDIN
from reader.wording import _, counted

if TYPE_CHECKING:
    import polars as pl

    from reader.corpus.options import ReadOptions
    from reader.search.hits import Hit
    from reader.search.ranking import Order

_SNIPPET_LENGTH = 100


@click.command("search", cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.option("--count", is_flag=True, help="Print only the number of matching articles.")
@limit_option(20)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["relevance", "date", "oldest", "title", "corpus"]),
    default="relevance",
    show_default=True,
    help="Sort order.",
)
@click.option(
    "--spans", is_flag=True, help="JSON with the position of each hit, as [field, start, end] in code points."
)
@click.option("--body", is_flag=True, help="Include the whole text.")
@click.option("--follow", is_flag=True, help="Go on printing new hits as articles arrive, until interrupted.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write the articles to a .md (with citations), .txt (dump), .jsonl, .csv or .parquet file.",
)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@reading_options
def search_command(
    query: str,
    paths: tuple[str, ...],
    as_json: bool,
    count: bool,
    limit: int | None,
    order: "Order",
    spans: bool,
    body: bool,
    follow: bool,
    output: str | None,
    force: bool,
    options: "ReadOptions",
) -> None:
    """Print the articles under PATH that match QUERY; see docs/query-language.md.

    With -o they are written to a file in full. Exit status 0 with hits, 1 without, 2 on an error.
    """
    from reader.search.hits import Hits
    from reader.search.syntax import parse

    parse(query)
    if follow and (count or output is not None):
        raise click.UsageError(_("--follow cannot be combined with --count or -o"))
    if follow and options.cluster is not None:
        raise click.UsageError(_("--follow reads files; it cannot be combined with --cluster"))
    if follow and STDIN in paths:
        raise click.UsageError(_("--follow cannot read standard input"))
    since = time.time()
    if output is not None:
        if as_json or count or spans or body:
            reason = _("-o writes whole articles; --json, --count, --spans and --body are for the terminal")
            raise click.UsageError(reason)
        from reader.corpus.writing import EXPORTERS, check_target

        check_target(output, replace=force, writers=EXPORTERS)
    corpus = loaded(paths, options)
    results = answered(corpus, query, order)
    shown = len(results) if limit is None else min(limit, len(results))
    if count:
        put(str(len(results)))
    elif output is not None:
        _write(Hits(corpus, results).frame.head(shown), output, replace=force)
    else:
        _put(Hits(corpus, results).first(shown), as_json, spans, body)
    if shown < len(results) and not count:
        told = _("{shown} of {all} shown; --limit 0 prints all")
        tell(told.format(shown=f"{shown:,}", all=f"{len(results):,}"))
    if follow:
        from reader.corpus.table import Table

        assert isinstance(corpus, Table), "only files are followed"
        for hits in arriving(query, paths, options, corpus, since):
            _put(hits.first(len(hits)), as_json, spans, body)
            finish()
    sys.exit(0 if len(results) else 1)


def _put(hits: "Iterable[Hit]", as_json: bool, with_spans: bool, with_body: bool) -> None:
    for hit in hits:
        if as_json or with_spans:
            put_json(_record(hit, with_spans, with_body))
        else:
            _print(hit, with_body)


def _write(articles: "pl.DataFrame", output: str, *, replace: bool) -> None:
    """Write them in the form that the file's name asks for, and say what that cannot hold."""
    from reader.corpus.writing import EXPORTERS, what_is_lost, write_by

    write_by(EXPORTERS, articles, output, replace=replace)
    if loss := what_is_lost(articles, output):
        tell(loss)
    count = articles.height
    tell(counted(count, "{count} article written to {path}", "{count} articles written to {path}", path=output))


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


def _print(hit: "Hit", with_body: bool) -> None:
    """One article for people: title, place, and the passage or the whole text."""
    article, count = hit.article, len(hit.places)
    facts = [
        f"{article.path}:{article.line}",
        article.date.isoformat() if article.date else "",
        article.source,
        counted(count, "{count} hit", "{count} hits") if count else "",
    ]
    text, spans = (article.body, hit.body_spans) if with_body else hit.marked_passage(_SNIPPET_LENGTH)
    put(article.title, hit.title_spans)
    put("  ".join(fact for fact in facts if fact), indent="  ")
    put(text, spans, indent="  ")
    put("")
