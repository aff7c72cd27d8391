"""The settings: what a person may set once for all, read from one YAML file into one frozen value.

A file with anything wrong in it is left out as a whole, and each of its faults is told.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

import msgspec

from reader.complaints import Complaint
from reader.encoding_labels import codec_named
from reader.errors import SettingsError
from reader.printable import spelled_out
from reader.strict_yaml import allowed, allowed_words, read, sound
from reader.wording import _
from reader.yaml_nodes import lines_of

FILE_VARIABLE = "DUWEN_CONFIG"
"""The environment variable that names another settings file."""

Column = Literal["date", "source", "hits", "passage"]
FieldName = Literal["title", "url", "date", "source", "body"]


def is_text_encoding(name: str) -> bool:
    """Whether an encoding is known by that name in which any bytes can be read."""
    return codec_named(name) is not None


Text = Annotated[str, allowed("a text", min_length=1)]
Colour = Annotated[
    str,
    allowed(
        'a colour of the theme (accent, primary, secondary, success, warning, error, hit-0 to hit-5), or "#rrggbb" '
        "in quotes",
        pattern=r"^(accent|primary|secondary|success|warning|error|hit-[0-5]|#[0-9A-Fa-f]{6})\Z",
    ),
]


_SIZE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?([MGT])B")
_BYTES = {"M": 10**6, "G": 10**9, "T": 10**12}


def is_size(size: str) -> bool:
    """True where it says how many bytes."""
    return _SIZE.fullmatch(size) is not None


class WatchGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that a reader always wants to see."""

    name: Annotated[Text, msgspec.Meta(description="Name of the group.")]
    words: Annotated[tuple[Text, ...], allowed("a list of words"), msgspec.Meta(description="The words to watch for.")]
    colour: Annotated[Colour, msgspec.Meta(description="How its words look.")] = "accent"


class Cache(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much of what was read is kept."""

    size: Annotated[
        Annotated[Text | None, allowed("a size, such as 5 GB", is_size)],
        msgspec.Meta(description="Maximum size of the cache; by default 10 GB, or a fifth of the free disk if less."),
    ] = None


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person may set once for all; without a file, the defaults."""

    theme: Annotated[
        Text,
        allowed("the name of a theme: duwen-dark, duwen-light, or one of yours"),
        msgspec.Meta(description="The colours. Your own themes go in the folder `themes` beside this file."),
    ] = "duwen-dark"
    language: Annotated[
        Literal["auto", "en", "zh"],
        msgspec.Meta(description="The language of screen and commands, not of the articles; auto goes by the locale."),
    ] = "auto"
    keys: Annotated[
        Mapping[str, Annotated[Text | tuple[Text, ...], allowed("a key, or a list of keys")]],
        allowed("actions with a key, or a list of keys, each"),
        msgspec.Meta(description="Other keys for actions. docs/keys.md lists the actions; the rest keep their keys."),
    ] = MappingProxyType({})
    measure: Annotated[
        int,
        allowed("a whole number, 12 to 80", ge=12, le=80),
        msgspec.Meta(description="Line length of the text, in Chinese characters."),
    ] = 40
    sort: Annotated[
        Literal["relevance", "date", "oldest", "title", "corpus"],
        msgspec.Meta(description="Sort order of the list; `date` is newest first, `corpus` the order of the files."),
    ] = "relevance"
    columns: Annotated[
        tuple[Column, ...],
        allowed(f"a list of {', '.join(get_args(Column))}"),
        msgspec.Meta(description="What a row of the list shows besides the title."),
    ] = get_args(Column)
    encoding: Annotated[
        Annotated[Text | None, allowed("an encoding, such as gb18030, big5 or utf-8", is_text_encoding)],
        msgspec.Meta(description="Read all files in this encoding. Without it, detected file by file."),
    ] = None
    format: Annotated[
        Annotated[Text | None, allowed("the name of a format")],
        msgspec.Meta(description="Read all files as this format. Without it, detected file by file."),
    ] = None
    fields: Annotated[
        Mapping[FieldName, Text],
        allowed(f"names for {', '.join(get_args(FieldName))}"),
        msgspec.Meta(description="The names of the fields in your data. Without it, found by common names."),
    ] = MappingProxyType({})
    time_zone: Annotated[
        Annotated[str, allowed("an offset from UTC, such as +08:00", pattern=r"^[+-](0[0-9]|1[0-4]):[0-5][0-9]\Z")],
        msgspec.Meta(
            description="Time zone in which epoch seconds, or a time with an offset, have their day; see docs/dates.md."
        ),
    ] = "+08:00"
    watch: Annotated[
        tuple[WatchGroup, ...],
        allowed("a list of groups, each with name, words and colour"),
        msgspec.Meta(description="Groups of words to mark in every text, whatever is searched."),
    ] = ()
    user_dictionary: Annotated[
        Annotated[Text | None, allowed("the path of a file")],
        msgspec.Meta(description="Words for jieba, one per line; the path may be relative to this file."),
    ] = None
    stop_words: Annotated[
        Annotated[Text | tuple[Text, ...] | None, allowed("the path of a file, or a list of words")],
        msgspec.Meta(description="Words that are never topic words: a file with one per line, or a list."),
    ] = None
    ambiguous_width: Annotated[
        Literal["auto", 1, 2],
        msgspec.Meta(description="How many cells your terminal gives to characters such as “ ” … —."),
    ] = "auto"
    cache: Annotated[
        bool | Cache,
        allowed("on, off, or a size as in `cache: {size: 5 GB}`"),
        msgspec.Meta(description="Cache what was read, so that it opens at once the next time; see docs/cli.md."),
    ] = True
    follow: Annotated[
        bool,
        msgspec.Meta(description="List articles as they arrive in the files that are open; `L` switches it."),
    ] = False
    raw_exports: Annotated[
        bool,
        msgspec.Meta(
            description="Whether CSV and Markdown keep formulas, tags and scripts, which spreadsheets and browsers run."
        ),
    ] = False
    ask_before_open: Annotated[
        bool,
        msgspec.Meta(description="Ask before opening an address in the browser."),
    ] = True

    def __post_init__(self) -> None:
        """Make what is inside as unchangeable as the rest."""
        for name in ("keys", "fields"):
            msgspec.structs.force_setattr(self, name, MappingProxyType(dict(getattr(self, name))))

    def as_values(self) -> dict[str, Any]:
        """Plain values, as a settings file has them."""
        return {name: _plain(getattr(self, name)) for name in self.__struct_fields__}


def description_of(kind: type[msgspec.Struct], name: str) -> str:
    """What a key means, in a sentence or two of the language that is spoken."""
    metas = [meta.description for meta in _metas(kind, name) if meta.description]
    return _(metas[-1])


def allowed_in(kind: type[msgspec.Struct], name: str) -> str:
    """What a key may be, in words of the language that is spoken."""
    return allowed_words(next(field.type for field in msgspec.structs.fields(kind) if field.name == name))


def _metas(kind: type[msgspec.Struct], name: str) -> tuple[msgspec.Meta, ...]:
    field = next(field for field in msgspec.structs.fields(kind) if field.name == name)
    return tuple(meta for meta in get_args(field.type) if isinstance(meta, msgspec.Meta))


DEFAULTS = Settings()
"""The settings of who has set nothing."""


def settings_path(named: str | os.PathLike[str] | None = None) -> Path:
    """The settings file: the one named, else the environment's, else the user's own, whether or not it is there."""
    named = named or os.environ.get(FILE_VARIABLE)
    if named:
        return Path(os.path.expanduser(named))
    from platformdirs import user_config_path

    return user_config_path("duwen", appauthor=False) / "settings.yaml"


def load_settings(path: str | os.PathLike[str] | None = None) -> tuple[Settings, tuple[Complaint, ...]]:
    """The settings in force, and what is wrong with their file; then they are the defaults.

    Raises SettingsError where a file was named, here or in the environment, that is not there.
    """
    file = settings_path(path)
    try:
        settings, complaints = read(file, Settings)
    except FileNotFoundError as error:
        if path or os.environ.get(FILE_VARIABLE):
            raise SettingsError(spelled_out(str(file)), _("no such file")) from error
        return DEFAULTS, ()
    return (DEFAULTS if settings is None else _located(settings, file.parent)), complaints


def sound_settings(path: str | os.PathLike[str] | None = None) -> Settings:
    """What is right in a file in which something is wrong, to look on for what else is."""
    file = settings_path(path)
    return _located(sound(file, Settings), file.parent)


def most_kept(settings: Settings) -> int | None:
    """Bytes that all that is kept of corpora may take; None where nothing is said of that."""
    size = settings.cache.size if isinstance(settings.cache, Cache) else None
    found = _SIZE.fullmatch(size) if size is not None else None
    return int(float(found[1]) * _BYTES[found[2]]) if found is not None else None


def placed(complaints: Iterable[Complaint], path: Path | None) -> tuple[Complaint, ...]:
    """Complaints of those who use the settings, with file and line where these are known."""
    complaints = tuple(complaints)
    if path is None or not complaints:
        return complaints
    lines = lines_of(path)
    return tuple(replace(each, path=str(path), line=lines.get(each.key, 0)) for each in complaints)


def _located(settings: Settings, folder: Path) -> Settings:
    """Paths made absolute: as they stand, they are relative to the settings file."""
    found = {
        name: str(folder.absolute() / os.path.expanduser(value))
        for name in ("user_dictionary", "stop_words")
        if isinstance(value := getattr(settings, name), str)
    }
    return msgspec.structs.replace(settings, **found) if found else settings


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case tuple():
            return [_plain(each) for each in value]
        case msgspec.Struct():
            return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
        case _:
            return value
