"""The catalogue of what the reader says in Chinese, kept in step with the code: `make locale`.

It finds `_("…")`, `later("…")` and `counted(count, "…", "…")` in reader/, labels and sentences of the keys, the help
of the commands and their options, what the settings and themes mean and allow, and what click says for itself.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reader.commands import duwen
from reader.commands.speaking import help_of
from reader.reading.actions import ACTIONS
from reader.settings import Settings
from reader.themes import Theme
from reader.wording import LOCALES

ROOT = Path(__file__).parent.parent
PO = LOCALES / "zh" / "LC_MESSAGES" / "duwen.po"
MO = PO.with_suffix(".mo")
PLACEHOLDER = re.compile(r"\{\w+(?:!\w)?\}|%\(\w+\)s")
"""Where a value is filled in."""
_KEYWORDS = {"_": None, "later": None, "counted": (2, 3)}
_CLICK = Path(click.__file__).parent
_KEYWORDS_OF_CLICK = {"_": None, "ngettext": (1, 2)}
_MODULES_OF_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""What is compiled from the same words is the same."""
_HEADER = """# What duwen says in Simplified Chinese. `make locale` adds what is new in the code and compiles duwen.mo.
msgid ""
msgstr ""
"Language: zh\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def in_code() -> Catalog:
    """All that the code says, not translated."""
    found = Catalog(locale="zh", domain="duwen", project="duwen", charset="utf-8", fuzzy=False)
    for path, _line, message, _comments, _context in sorted(
        extract_from_dir(ROOT / "reader", keywords=_KEYWORDS), key=lambda each: each[:2]
    ):
        found.add(message, locations=[(f"reader/{path}", 0)])
    for place, texts in (
        ("reader/reading/actions.py", (text for action in ACTIONS for text in (action.label, action.help))),
        ("reader/commands", _helps(duwen)),
        ("reader/settings.py", _words(Settings)),
        ("reader/themes.py", _words(Theme)),
    ):
        for text in texts:
            found.add(text, locations=[(place, 0)])
    for module in _MODULES_OF_CLICK:
        with (_CLICK / f"{module}.py").open("rb") as file:
            for _line, said, _comments, _context in extract("python", file, keywords=_KEYWORDS_OF_CLICK):
                found.add(said, locations=[("click", 0)])
    return found


def _helps(command: click.Command) -> Iterator[str]:
    """What a command, its options and the commands below it are for."""
    texts = [help_of(command), command.epilog]
    texts += [option.help for option in command.params if isinstance(option, click.Option)]
    yield from filter(None, texts)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _helps(below)


def _words(kind: Any) -> Iterator[str]:
    """What a type of values, and all within it, means and allows."""
    for part in get_args(kind):
        yield from _words(part)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from _words(field.type)
    if isinstance(kind, msgspec.Meta):
        yield from filter(None, (kind.description, (kind.extra or {}).get("allowed")))


def kept() -> Catalog:
    """The catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh", domain="duwen")


def messages(catalog: Catalog) -> list[Message]:
    """Its messages, the header apart."""
    return [message for message in catalog if message.id]


def ids(message: Message) -> Sequence[str]:
    """Singular and plural, or the one text."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> Sequence[str]:
    """What is said in Chinese; empty where it is not translated."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def main() -> None:
    """Take new strings into the .po, drop what is no longer said, compile the .mo; tell what is to be translated."""
    catalog = kept()
    catalog.update(in_code(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = _NO_DATE
    with PO.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, catalog, width=120, include_lineno=False, omit_header=True)
    with MO.open("wb") as file:
        write_mo(file, catalog)
    for message in messages(catalog):
        if not all(translations(message)):
            sys.stderr.write(f"to be translated: {ids(message)[0]}\n")


if __name__ == "__main__":
    main()
