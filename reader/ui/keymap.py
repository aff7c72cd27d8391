"""Other keys: as people write them, and the table of keys with those that the settings give."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from reader.complaints import Complaint, nearest
from reader.complaints import shown as repeated
from reader.reading.actions import ACTIONS, PALETTE_KEY, Action, scopes, shown
from reader.wording import _, later


def _character_name(character: str) -> str:
    """A character as Textual names its key."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_RESERVED = {
    PALETTE_KEY: later("{key} always opens the palette"),
    "ctrl+c": later("{key} always says how to quit"),
    "ctrl+q": later("{key} always quits"),
}
"""Keys that keep their meaning whatever the settings say."""
_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_CHARACTERS = {"space", *(_character_name(chr(code)) for code in range(ord("!"), ord("~") + 1))}
_NAMES = _CHARACTERS | {key.value for key in Keys if re.fullmatch(r"[a-z]+|f\d+", key.value)}
_OTHER_NAMES = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"}
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+h": "backspace"}
"""What terminals cannot tell apart."""
_BAR = "bar"
"""Where the keys work of an action that is for typing alone."""
_ALLOWED = later("a character, or a name such as space, pagedown, f5 or ctrl+d")


def key_named(text: str) -> str | None:
    """Textual's name of a key as people write it: `/`, `G`, `PgDn`, `ctrl+d`; None where there is no such key."""
    *modifiers, last = re.split(r"\+(?=.)", text) if len(text) > 1 else [text]
    modifiers = sorted({modifier.lower() for modifier in modifiers})
    if not set(modifiers) <= set(_MODIFIERS):
        return None
    if len(last) == 1:
        if not last.isprintable() or last == " ":
            return None
        if modifiers == ["shift"] and last.isalpha():
            return last.upper()
        name = _character_name(last.lower() if "ctrl" in modifiers else last)
    else:
        name = _OTHER_NAMES.get(last.lower(), last.lower())
        if name not in _NAMES:
            return None
    key = "+".join([*modifiers, name])
    return _SAME.get(key, key)


def remapped(keys: Mapping[str, str | Sequence[str]]) -> tuple[tuple[Action, ...], tuple[Complaint, ...]]:
    """The actions with the keys that the settings give them by id, and what in that cannot be followed.

    A key that is asked for is taken from the action that has it otherwise; of two that ask, the first gets it.
    """
    complaints: list[Complaint] = []
    ids = {action.id: action for action in ACTIONS}
    given: dict[str, list[str]] = {}
    owners: dict[tuple[str, str], str] = {}
    for id, texts in keys.items():
        where = f"keys.{id}"
        if id not in ids:
            reason = _("unknown action; {advice}").format(advice=nearest(id, list(ids)))
            complaints.append(Complaint(reason, where))
            continue
        scopes = _scopes(ids[id])
        if not texts:
            complaints.append(Complaint(_("expected {words}, got no key").format(words=_(_ALLOWED)), where))
        for text in [texts] if isinstance(texts, str) else texts:
            key = key_named(text)
            if key is None:
                reason = _("expected {words}, got {found}").format(found=repeated(text), words=_(_ALLOWED))
            elif key in _RESERVED:
                reason = _(_RESERVED[key]).format(key=shown(key))
            elif _BAR in scopes and _types(key):
                reason = _("{key} types a character in the search bar; allowed: a key that types none")
                reason = reason.format(key=shown(key))
            elif (owner := _owner(key, scopes, owners) or id) != id:
                reason = _("{key} is already set for {action}").format(key=shown(key), action=owner)
            else:
                owners.update({(scope, key): id for scope in scopes})
                given.setdefault(id, []).append(key)
                continue
            complaints.append(Complaint(reason, where))
    actions = []
    for action in ACTIONS:
        if action.id in given:
            actions.append(_with_keys(action, tuple(dict.fromkeys(given[action.id])), owners))
            continue
        scopes, before = _scopes(action), action.keys or action.in_bar
        left = tuple(key for key in before if not _owner(key, scopes, owners))
        for key in before:
            if key not in left:
                if left:
                    reason = _("{key} is taken from {action}, which keeps {keys}")
                else:
                    reason = _("{key} is taken from {action}, which has no key now")
                reason = reason.format(key=shown(key), action=action.id, keys=" ".join(map(shown, left)))
                complaints.append(Complaint(reason, f"keys.{_owner(key, scopes, owners)}"))
        actions.append(replace(action, keys=left) if action.keys else replace(action, in_bar=left))
    return tuple(actions), tuple(complaints)


def _scopes(action: Action) -> tuple[str, ...]:
    """Where its keys must be its own."""
    return scopes(action) if action.keys else (_BAR,)


def _owner(key: str, scopes: Sequence[str], owners: Mapping[tuple[str, str], str]) -> str | None:
    """Which action asked for the key in one of these."""
    return next((owners[scope, key] for scope in scopes if (scope, key) in owners), None)


def _with_keys(action: Action, keys: tuple[str, ...], owners: Mapping[tuple[str, str], str]) -> Action:
    """An action with other keys. While a search is typed, those of them work that neither write nor edit there."""
    if not action.keys:
        return replace(action, in_bar=keys)
    if not set(action.in_bar) & set(action.keys):
        return replace(action, keys=keys)
    others = {key for each in ACTIONS if each.id != action.id for key in each.in_bar}
    others |= {key for scope, key in owners if scope == _BAR}
    usable = [key for key in keys if not _types(key) and key not in _EDITING | others]
    own = [key for key in action.in_bar if key not in action.keys]
    return replace(action, keys=keys, in_bar=(*own, *usable) if usable else action.in_bar)


_EDITING = {"left", "right", "home", "end", "backspace", "delete", "enter"}
"""What the search bar itself needs."""


def _types(key: str) -> bool:
    return key in _CHARACTERS or (key_to_character(key) or "\0").isprintable()
