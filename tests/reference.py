"""docs/settings.md and docs/keys.md, written from the tables in the code: `make docs`."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from reader.reading.actions import ACTIONS, PALETTE_KEY, Action, scopes, shown
from reader.settings import DEFAULTS, FILE_VARIABLE, Cache, Settings, WatchGroup, allowed_in, description_of

DOCS = Path(__file__).parent.parent / "docs"
_NOTE = "<!-- Made by `make docs`; changes belong into the code. -->\n"


def settings_page() -> str:
    """Every setting: name, default, what is allowed, what it means."""
    values = DEFAULTS.as_values()
    rows = [
        (f"`{name}`", f"`{_yaml(values[name])}`", allowed_in(Settings, name), description_of(Settings, name))
        for name in Settings.__struct_fields__
    ]
    heads = ("name", "default", "allowed", "meaning")
    return f"""# Settings

{_NOTE}
The settings are one YAML file. `duwen config --path` says where it is, `duwen config --init` writes one with every
key explained, `duwen config --check` tells all that is wrong with it and with the themes beside it, and `duwen
config` prints what is in force. `--config FILE` takes another file for once, `{FILE_VARIABLE}` in the environment
does so for a session. A file with anything wrong in it is left out as a whole, and each fault is told with its line;
options of a command go before the settings.

{_table(heads, rows)}
A group of `watch` has:

{_table(heads, _rows_of(WatchGroup))}
`cache` may have:

{_table(heads, _rows_of(Cache))}
## Keys

`keys` gives actions other keys; [keys.md](keys.md) lists the actions. A key is a character (`x`, `G`, `/`), a name
(`space`, `enter`, `tab`, `pagedown`, `f5`), or either with `ctrl+`, `alt+` or `shift+` before it. It replaces all the
keys that the action had; a list gives it several. A key that another action has by default is taken from it, which
is told.

```yaml
keys:
  search: f
  next-hit: [n, f3]
```

## Language

Screen and commands speak English or Simplified Chinese: `language`, or where that is `auto`, LC_ALL, LC_MESSAGES or
LANG. What a script reads is the same in both: JSON and its keys, CSV, exit statuses, and the form `file:line: what`.

## Themes

Each `.yaml` file in the folder `themes` beside the settings file is a theme. It needs a `name` and `dark: true` or
`dark: false`; what else it leaves out is as in duwen-dark or duwen-light, which show all there is to set
(`styles/themes/` in the source). Colours are `"#rrggbb"`, in quotes. A theme that is wrong is left out, and why is
told.

```yaml
name: night
dark: true
background: "#000000"
variables:
  hit-0: "#ffcc00"
```
"""


def keys_page() -> str:
    """Every action: its keys, its name in the settings, what it does."""
    reading = [_row(action) for action in ACTIONS if "reading" in scopes(action)]
    reading.append((_keys((PALETTE_KEY,)), "", "", "Every command, by name"))
    own = [_row(action) for action in ACTIONS if "reading" not in scopes(action)]
    both = ", ".join(f"`{action.id}`" for action in ACTIONS if len(scopes(action)) > 1)
    return f"""# Keys

{_NOTE}
The third column is what the setting `keys` calls an action ([settings.md](settings.md)). The keys of the second
column do the same while a search is typed.

{_table(("keys", "in the search bar", "action", "what it does"), reading)}
## In sheets

The concordance, trends, key words, related articles, reprints and the load report lie over the screen. There the keys
of these actions do the like: {both}. A sheet has keys of its own too:

{_table(("keys", "action", "what it does"), [(keys, id, does) for keys, _in_bar, id, does in own])}"""


def main() -> None:
    """Write both."""
    DOCS.mkdir(exist_ok=True)
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
    (DOCS / "keys.md").write_text(keys_page(), encoding="utf-8")


def _row(action: Action) -> tuple[str, str, str, str]:
    return _keys(action.keys), _keys(action.in_bar), f"`{action.id}`", action.help.replace("|", "\\|")


def _keys(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{shown(key)}`".replace("|", "\\|") for key in keys)


def _yaml(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(str, value))}]"
        case _:
            return str(value)


def _rows_of(kind: type[msgspec.Struct]) -> Sequence[tuple[str, str, str, str]]:
    """The keys of what a setting holds."""
    return [
        (
            f"`{field.name}`",
            "needed" if field.required else f"`{_yaml(field.default)}`",
            allowed_in(kind, field.name),
            description_of(kind, field.name),
        )
        for field in msgspec.structs.fields(kind)
    ]


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    main()
