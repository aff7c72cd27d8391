"""Where the library lies."""

import os
from pathlib import Path

VARIABLE = "DUWEN_LIBRARY"
"""The environment variable that names another file."""


def library_path() -> Path:
    """The file that DUWEN_LIBRARY names, else `library.sqlite` in the user's state folder. It need not be there."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("duwen") / "library.sqlite"
