"""The table of forms of Han characters: `make variants ARGS="OPENCC EQUIVALENTS"`.

OPENCC is a checkout of https://github.com/BYVoid/OpenCC, EQUIVALENTS the file EquivalentUnifiedIdeograph.txt of the
Unicode Character Database (https://www.unicode.org/Public/UCD/latest/ucd/).
"""

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from reader.language.forms import TABLE, Relation

WIDTH = 60
"""Characters in a line of the table; they take two cells each."""
_HEADER = """\
# Forms of Han characters. A word is a character and, behind it, what it may be written as.
# simplified, traditional, regional: OpenCC's TSCharacters, STCharacters, TWVariants and HKVariants
#   (https://github.com/BYVoid/OpenCC, Apache License 2.0), the usual form first.
# radical: Unicode's EquivalentUnifiedIdeograph.txt, 2E80 to 2FD5
#   (https://www.unicode.org/license.txt, Unicode License v3).
# Made by `make variants`.
"""
_DICTIONARIES: dict[Relation, tuple[str, ...]] = {
    "simplified": ("TSCharacters",),
    "traditional": ("STCharacters",),
    "regional": ("TWVariants", "HKVariants"),
}
_EQUIVALENT = re.compile(r"(2[EF][0-9A-F]{2})(?:\.\.([0-9A-F]{4}))? *; ([0-9A-F]{4,5})")
_END_OF_BMP = "\uffff"


def forms(dictionary: Path) -> Iterator[str]:
    """Each character of a dictionary with its forms; what only stands beyond the BMP is usual before no change."""
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        character, tab, values = line.partition("\t")
        if tab and not line.startswith("#"):
            written = [value for value in values.split(" ") if len(value) == 1]
            if written[:1] == [character]:
                written.sort(key=lambda form: form == character or form <= _END_OF_BMP)
            if set(written) - {character}:
                yield character + "".join(written)


def radicals(equivalents: Path) -> Iterator[str]:
    """Each radical with the character that looks like it."""
    for found in _EQUIVALENT.finditer(equivalents.read_text(encoding="utf-8")):
        for code in range(int(found[1], 16), int(found[2] or found[1], 16) + 1):
            yield chr(code) + chr(int(found[3], 16))


def main(opencc: str, equivalents: str) -> None:
    """Write the table."""
    folder = Path(opencc) / "data" / "dictionary"
    words: dict[str, Iterator[str]] = {
        kind: (word for name in names for word in forms(folder / f"{name}.txt"))
        for kind, names in _DICTIONARIES.items()
    }
    words["radical"] = radicals(Path(equivalents))
    sections = (f"{kind}:\n{textwrap.fill(' '.join(these), WIDTH)}\n" for kind, these in words.items())
    TABLE.write_text(_HEADER + "".join(sections), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
