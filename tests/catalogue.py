"""The catalogue of what the reader says in Chinese, kept in step with the code: `make locale`.

It finds `_("…")`, `later("…")` and `counted(count, "…", "…")` in reader/, and the labels and sentences of the keys.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reader.ui.keys import ACTIONS
from reader.wording import LOCALES

ROOT = Path(__file__).parent.parent
PO = LOCALES / "zh" / "LC_MESSAGES" / "duwen.po"
MO = PO.with_suffix(".mo")
_KEYWORDS = {"_": None, "later": None, "counted": (2, 3)}
_KEYS = "reader/ui/keys.py"
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
    for action in ACTIONS:
        for message in (action.label, action.help):
            found.add(message, locations=[(_KEYS, 0)])
    return found


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
