"""What can be typed into a line: the text of a paste, the command line or the library, as one line of it."""

from reader.characters import is_control


def one_line(text: str) -> str:
    """A text as a line of it can be typed: a space for its line ends and the blanks around them, none at its ends.

    Nothing is left that could move the terminal's cursor.
    """
    lines = text.splitlines()
    line = text if lines == [text] else " ".join(filter(None, map(str.strip, lines)))
    if line.isprintable():
        return line
    return "".join(character for character in line if not is_control(character))
