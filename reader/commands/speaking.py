"""Commands in the reader's language: their help, laid out by cells, and what click says for itself."""

import gettext
import inspect
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from reader.language.typesetting import cells, lay_out
from reader.wording import DOMAIN, LOCALES, _, later, spoken

gettext.bindtextdomain(DOMAIN, str(LOCALES))
gettext.textdomain(DOMAIN)

_VARIABLE = "LANGUAGE"
_WIDEST_TERM = 30
_NAMES = (later("[OPTIONS]"), later("COMMAND [ARGS]..."))
"""What click writes in a line of usage without asking gettext for it."""


@contextmanager
def click_speaks() -> Iterator[None]:
    """Have click speak as we do: it asks gettext, and gettext goes by the environment."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = spoken()
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


class Page(click.HelpFormatter):
    """A page of help whose lines are measured and broken by cells, as Chinese needs it."""

    def write_text(self, text: str) -> None:
        """Write paragraphs with blank lines between them."""
        paragraphs = (" ".join(each.split()) for each in text.split("\n\n"))
        margin = " " * self.current_indent
        lines = "\n\n".join("\n".join(_lines(each, self.width - self.current_indent, margin)) for each in paragraphs)
        self.write(f"{lines}\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(_("{heading}:").format(heading=heading) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = 2) -> None:
        """Write terms and, beside or below each, what it means."""
        rows = list(rows)
        margin = " " * self.current_indent
        column = min(max(cells(term) for term, _meaning in rows), col_max) + col_spacing
        beside = margin + " " * column
        for term, meaning in rows:
            lines = _lines(meaning, max(self.width - column - 2, 10), beside)
            space = column - cells(term)
            if space >= col_spacing and lines:
                lines[0] = margin + term + " " * space + lines[0].lstrip()
            else:
                lines.insert(0, margin + term)
            self.write("\n".join(lines) + "\n")


class _Context(click.Context):
    formatter_class = Page


class Command(click.Command):
    """A command whose help is in the catalogue."""

    context_class = _Context

    def make_context(self, *arguments: Any, **others: Any) -> click.Context:
        """Read the words of the command line. Raises ClickException."""
        with click_speaks():
            return super().make_context(*arguments, **others)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help itself."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = later("Show this message and exit.")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name in the line of usage."""
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, for a list of commands."""
        return super().get_short_help_str(limit) if spoken() == "en" else _(help_of(self)).partition("。")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(help_of(self)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        with formatter.section(_("Options")):
            formatter.write_dl([_row(each, ctx) for each in options if not each.hidden])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands below."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.epilog))


class Group(Command, click.Group):
    """A command with commands below it."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def resolve_command(self, *arguments: Any, **others: Any) -> Any:
        """The command that is named. Raises UsageError."""
        with click_speaks():
            return super().resolve_command(*arguments, **others)


def help_of(command: click.Command) -> str:
    """What a command is for, as it stands in the catalogue: a docstring without the margin it has in the code."""
    return inspect.cleandoc(command.help or "")


def _row(option: click.Option, context: click.Context) -> tuple[str, str]:
    """An option and what it means; its default and its limits are added in words of click."""
    names, meaning = option.get_help_record(context) or ("", "")
    said = option.help or ""
    return names, _(said) + meaning.removeprefix(said)


def _lines(text: str, width: int, margin: str) -> list[str]:
    return [margin + text[line.start : line.end] for line in lay_out(text, width, indent=0)] if text else []
