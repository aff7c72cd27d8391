"""Options that several commands share: how the sources are to be read."""

import codecs
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from reader.corpus.options import ReadOptions

FIELDS = ("title", "url", "date", "source", "body")


def _encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            if not codecs.lookup(value)._is_text_encoding:
                raise LookupError(value)
        except LookupError as error:
            raise click.BadParameter(f"{value!r} is no encoding that is known; try gb18030, big5 or utf-8") from error
    return value


def _format(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        from reader.corpus.formats import FORMATS

        names = [each.name for each in FORMATS]
        if value not in names:
            raise click.BadParameter(f"{value!r} is no format that is known; there are {', '.join(names)}")
    return value


def _fields(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    fields = {}
    for value in values:
        ours, equals, theirs = value.partition("=")
        if ours not in FIELDS or not equals or not theirs:
            raise click.BadParameter(f"{value!r} should be like body=article_text; our fields: {', '.join(FIELDS)}")
        fields[ours] = theirs
    return fields


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --encoding, --format and --field; the command gets them as `options`, a ReadOptions."""

    @click.option(
        "--encoding", callback=_encoding, metavar="NAME", help="Read all files in this encoding, detected otherwise."
    )
    @click.option("--format", "form", callback=_format, metavar="NAME", help="Read all files as this format.")
    @click.option(
        "--field",
        "fields",
        callback=_fields,
        multiple=True,
        metavar="OURS=THEIRS",
        help="Which field of the data is our title, url, date, source or body: body=article_text. May be repeated.",
    )
    @wraps(command)
    def with_options(encoding: str | None, form: str | None, fields: dict[str, str], **others: Any) -> None:
        command(options=ReadOptions(encoding=encoding, format=form, fields=fields), **others)

    return with_options
