"""Options that several commands share."""

import codecs

import click


def _encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            codecs.lookup(value)
        except LookupError as error:
            raise click.BadParameter(f"{value!r} is no encoding that is known; try gb18030, big5 or utf-8") from error
    return value


encoding_option = click.option(
    "--encoding",
    callback=_encoding,
    metavar="NAME",
    help="Read all files in this encoding, detected otherwise.",
)
