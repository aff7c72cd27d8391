"""Options that several commands share: which settings are in force, and how the sources are to be read."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timezone
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from reader.commands.output import tell
from reader.commands.speaking import Command
from reader.complaints import Complaint, nearest, shown
from reader.corpus.options import Cluster, ReadOptions, zone_of
from reader.errors import system_words
from reader.settings import (
    FILE_VARIABLE,
    Settings,
    is_text_encoding,
    load_settings,
    most_kept,
    placed,
    settings_path,
)
from reader.wording import _

FIELDS = ("title", "url", "date", "source", "body")


class HowMany(click.IntRange):
    """A whole number within limits."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises BadParameter."""
        try:
            int(value)
        except ValueError:
            self.fail(_("{value} is not a whole number").format(value=repr(value)), param, ctx)
        return super().convert(value, param, ctx)


def limit_option(limit: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add --limit; the command, which has -o as `output`, gets `limit`: how many at most, None for all.

    What is not asked for is a limit of the terminal: a file holds all.
    """

    def added(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--limit",
            type=HowMany(min=0),
            metavar="N",
            default=limit,
            show_default=True,
            help="Maximum results; 0 = all. -o writes all by default.",
        )
        @wraps(command)
        def limited(limit: int, output: str | None, **others: Any) -> None:
            is_asked = click.get_current_context().get_parameter_source("limit") is not ParameterSource.DEFAULT
            command(limit=(limit or None) if is_asked or output is None else None, output=output, **others)

        return limited

    return added


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings of this run."""

    settings: Settings
    """What is set; the defaults where the file is wrong or not there."""
    path: Path
    """Where the file is, or would be."""
    complaints: tuple[Complaint, ...]
    """What is wrong with it."""

    def tell(self) -> None:
        """Say on stderr what is wrong."""
        for complaint in self.complaints:
            tell(str(complaint))


def _encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_text_encoding(value):
        reason = _("unknown encoding {value}; try gb18030, big5 or utf-8")
        raise click.BadParameter(reason.format(value=repr(value)))
    return value


def _format(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        from reader.corpus.formats import FORMATS

        names = [each.name for each in FORMATS]
        if value not in names:
            reason = _("unknown format {value}; use {names}")
            raise click.BadParameter(reason.format(value=repr(value), names=_(", ").join(names)))
    return value


def _fields(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    fields = {}
    for value in values:
        ours, equals, theirs = value.partition("=")
        if ours not in FIELDS or not equals or not theirs:
            reason = _("{value} should be like body=article_text; our fields: {fields}")
            raise click.BadParameter(reason.format(value=repr(value), fields=_(", ").join(FIELDS)))
        fields[ours] = theirs
    return fields


def _time_zone(context: click.Context, parameter: click.Parameter, value: str | None) -> timezone | None:
    try:
        return zone_of(value) if value is not None else None
    except ValueError as error:
        reason = _("{value} is not an offset from UTC; write it as +08:00")
        raise click.BadParameter(reason.format(value=repr(value))) from error


config_option = click.option(
    "--config",
    metavar="FILE",
    help=f"Read settings from FILE instead of your own ({FILE_VARIABLE} does the same).",
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --config, --encoding, --format, --field and --time-zone; the command gets `options`, a ReadOptions.

    What is wrong with the settings is told on stderr.
    """

    @reading_options_and_settings
    @wraps(command)
    def telling(in_force: InForce, **others: Any) -> None:
        in_force.tell()
        command(**others)

    return telling


def counting_options(command: Callable[..., None]) -> Callable[..., None]:
    """As reading_options, for commands that count words: those of the user dictionary in the settings are known."""

    @reading_options_and_settings
    @wraps(command)
    def taught(in_force: InForce, **others: Any) -> None:
        from reader.language.word_lists import read_dictionary
        from reader.language.words import use_words

        in_force.tell()
        dictionary = in_force.settings.user_dictionary
        if dictionary is not None and others["options"].cluster is not None:
            tell(_("the user dictionary is not used on a cluster: its workers count words without it"))
        elif dictionary is not None:
            try:
                use_words(read_dictionary(Path(dictionary)))
            except (OSError, UnicodeDecodeError) as error:
                tell(_("{path}: cannot be read: {reason}").format(path=dictionary, reason=system_words(error)))
        command(**others)

    return taught


def reading_options_and_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Add the same; the command gets `in_force` too, and tells itself what is wrong with the settings.

    An option goes before the setting of that name.
    """

    @config_option
    @click.option(
        "--encoding", callback=_encoding, metavar="NAME", help="Read all files in this encoding; detected by default."
    )
    @click.option("--format", "form", callback=_format, metavar="NAME", help="Read all files as this format.")
    @click.option(
        "--field",
        "fields",
        callback=_fields,
        multiple=True,
        metavar="OURS=THEIRS",
        help="Which field of the data is the title, url, date, source or body: body=article_text. May be repeated.",
    )
    @click.option(
        "--time-zone",
        callback=_time_zone,
        metavar="OFFSET",
        help="Time zone of dates given as moments (epoch seconds); +08:00 by default.",
    )
    @click.option("--no-cache", is_flag=True, help="Neither use the cache nor write it.")
    @click.option(
        "--cluster",
        "address",
        metavar="ADDRESS",
        help="Search on the cluster of this scheduler, such as tls://head:8786; PATH is a manifest (docs/cluster.md).",
    )
    @click.option(
        "--certificates",
        metavar="DIR",
        help="With --cluster: folder made by `duwen cluster certificates`.",
    )
    @click.option("--insecure", is_flag=True, help="With --cluster: allow tcp:// to another machine. Not encrypted.")
    @wraps(command)
    def with_options(
        config: str | None,
        encoding: str | None,
        form: str | None,
        fields: dict[str, str],
        time_zone: timezone | None,
        no_cache: bool,
        address: str | None,
        certificates: str | None,
        insecure: bool,
        **others: Any,
    ) -> None:
        settings, complaints = load_settings(config)
        in_force = InForce(settings, settings_path(config), complaints)
        if form is None and settings.format is not None:
            of_format = complaints_of_format(settings.format)
            form = None if of_format else settings.format
            in_force = InForce(settings, in_force.path, (*complaints, *placed(of_format, in_force.path)))
        options = ReadOptions(
            encoding=encoding or settings.encoding,
            format=form,
            fields=dict(settings.fields) | fields,
            time_zone=time_zone or zone_of(settings.time_zone),
            keeps=bool(settings.cache) and not no_cache,
            most_kept=most_kept(settings),
            cluster=Cluster(address, certificates, insecure) if address is not None else None,
        )
        command(options=options, in_force=in_force, **others)

    return with_options


class QueryCommand(Command):
    """A command that is given a query, which may begin with a minus: `-tokyo` leaves out a word and is no `-o kyo`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """As click does, but for a minus that could be an option's. Raises UsageError."""
        end = args.index("--") if "--" in args else len(args)
        rest = super().parse_args(context, [*map(self._unmistakable, args[:end]), *args[end:]])
        self._refuse_mistyped_options(context, args[end:])
        return rest

    def _unmistakable(self, arg: str) -> str:
        """An argument whose minus can be nothing but that of a query; full width means the same there."""
        if len(arg) < 3 or arg[0] != "-" or arg[1] == "-" or os.path.exists(arg):
            return arg
        letters = {option[1] for each in self.params for option in each.opts if len(option) == 2}
        return f"\N{FULLWIDTH HYPHEN-MINUS}{arg[1:]}" if letters & {*arg[1:]} else arg

    def _refuse_mistyped_options(self, context: click.Context, words: Collection[str]) -> None:
        """Raise NoSuchOption where a path, or a query that is near one, can only be an option; `words` never are."""
        query, paths = (context.params[str(each.name)] for each in self.params if isinstance(each, click.Argument))
        known = [name for parameter in self.get_params(context) for name in parameter.opts]
        is_near = query.startswith("--") and get_close_matches(query.partition("=")[0], known)
        for word in (*([query] if is_near else []), *paths):
            if word.startswith("--") and word not in words and not os.path.exists(word):
                raise click.NoSuchOption(word.partition("=")[0], possibilities=known, ctx=context)


def complaints_of_format(name: str) -> tuple[Complaint, ...]:
    """What is wrong with the setting `format`."""
    from reader.corpus.formats import FORMATS

    names = [each.name for each in FORMATS]
    if name in names:
        return ()
    reason = _("got {found}; {advice}").format(found=shown(name), advice=nearest(name, names))
    return (Complaint(reason, "format"),)
