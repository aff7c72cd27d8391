"""The clipboard: the system's own tools, beside what the terminal itself may do, which gives no answer."""

import os
import shutil
import subprocess
from collections.abc import Sequence

_TOOLS: tuple[tuple[str, Sequence[str]], ...] = (
    ("", ("pbcopy",)),
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("clip.exe",)),
)
"""The variable that must be set for a tool to work, and its command."""
_PATIENCE = 2.0


def copy_by_tool(text: str) -> str | None:
    """Give the text to the first tool that takes it; its name, or None where none does."""
    for variable, command in _TOOLS:
        if (variable and not os.environ.get(variable)) or shutil.which(command[0]) is None:
            continue
        encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
        try:
            subprocess.run(
                command,
                input=text.encode(encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return command[0]
    return None
