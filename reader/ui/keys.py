"""The keys: one row an action. Bindings, footer, palette, help and README are made from it.

Every binding has priority, so keys are obeyed in the order typed, however fast they come.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from reader.strict_yaml import Complaint, nearest
from reader.strict_yaml import shown as repeated
from reader.wording import _, later


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader can do with a key."""

    id: str
    """Names the row, for remapping and for the palette."""
    keys: tuple[str, ...]
    """As Textual names them, the one to show first."""
    label: str
    """One or two words, for the footer."""
    help: str
    """A sentence, for help and palette."""
    command: str
    """Textual's action: of the reading screen, or of the application where it begins with `app.`."""
    rank: int = 0
    """Where it stands among the few that the key line shows, 1 the last to go; 0 for the others."""
    in_bar: tuple[str, ...] = ()
    """Keys that do the same while a search is typed."""
    bar_rank: int = 0
    """Its rank in the key line while a search is typed."""

    @property
    def shown_keys(self) -> str:
        """All its keys as people write them, the main one first."""
        return " ".join(map(shown, self.keys or self.in_bar))

    def bindings(self) -> list[Binding]:
        """Textual's bindings of all the keys; only the first is shown."""
        return [self._binding(key, self.id, position == 0) for position, key in enumerate(self.keys)]

    def bar_bindings(self) -> list[Binding]:
        """Textual's bindings of the keys that work while typing."""
        return [self._binding(key, f"{self.id}-in-bar", True) for key in self.in_bar]

    def _binding(self, key: str, id: str, first: bool) -> Binding:
        return Binding(
            key,
            self.command if self.command.startswith("app.") else f"screen.{self.command}",
            self.label,
            id=id,
            show=False,
            key_display=shown(key),
            tooltip=self.help,
            priority=True,
        )


_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "down": "Down",
    "up": "Up",
    "right": "Right",
    "left": "Left",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "asterisk": "*",
    "exclamation_mark": "!",
    "number_sign": "#",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def shown(key: str) -> str:
    """A key as people write it: `ctrl+d` is Ctrl+d, `slash` is /."""
    *modifiers, last = key.split("+")
    return "+".join([*(modifier.title() for modifier in modifiers), _SHOWN.get(last, last)])


ACTIONS = (
    Action("search", ("slash",), "search", "Type a search", "search", rank=1),
    Action(
        "back",
        ("escape",),
        "back",
        "Leave the search bar or the text; in the list, clear the search",
        "back",
        in_bar=("escape",),
        bar_rank=2,
    ),
    Action("down", ("j", "down"), "down", "Next article, or a line down in the text", "move(1)", in_bar=("down",)),
    Action("up", ("k", "up"), "up", "Previous article, or a line up in the text", "move(-1)", in_bar=("up",)),
    Action("first", ("g", "home"), "first", "First article, or the top of the text", "move_to_end(False)"),
    Action("last", ("G", "end"), "last", "Last article, or the end of the text", "move_to_end(True)"),
    Action("half-page-down", ("ctrl+d",), "half page", "Half a page down", "page(0.5)"),
    Action("half-page-up", ("ctrl+u",), "half page", "Half a page up", "page(-0.5)"),
    Action("page-down", ("pagedown",), "page", "A page down", "page(1)", in_bar=("pagedown",)),
    Action("page-up", ("pageup",), "page", "A page up", "page(-1)", in_bar=("pageup",)),
    Action("read", ("enter", "l", "right"), "read", "Go to the text", "read", rank=4),
    Action("list", ("h", "left"), "list", "Go to the list", "list", in_bar=("enter",), bar_rank=1),
    Action("switch", ("tab",), "panes", "Change between list and text", "switch"),
    Action(
        "complete",
        (),
        "complete",
        "In the search bar: finish a field's name, or go to the list",
        "complete",
        in_bar=("tab",),
        bar_rank=3,
    ),
    Action("read-on", ("space",), "read on", "A page on; at the end, the next unread article", "read_on"),
    Action("next-hit", ("n",), "next hit", "Next hit, on into the next article", "hit(1)", rank=5),
    Action("previous-hit", ("N",), "previous hit", "Previous hit, back into the previous article", "hit(-1)"),
    Action("next-article", ("right_square_bracket",), "next", "Next article", "article(1)", rank=6),
    Action("previous-article", ("left_square_bracket",), "previous", "Previous article", "article(-1)"),
    Action("next-word", ("w",), "word", "Next word of the text", "word(1)"),
    Action("previous-word", ("b",), "word", "Previous word of the text", "word(-1)"),
    Action(
        "keyword",
        ("number_sign",),
        "keyword",
        "From keyword to keyword above the text; Enter searches for it",
        "keyword",
    ),
    Action(
        "search-word",
        ("asterisk",),
        "search word",
        "Search for the word under the cursor, or what is selected",
        "search_word",
    ),
    Action("select", ("v",), "select", "Select from here on: move, then y copies; Esc gives it up", "select"),
    Action(
        "go-back",
        ("ctrl+o", "left_curly_bracket"),
        "back",
        "Back to where one strayed from: search and article",
        "go_back",
    ),
    Action(
        "go-forward",
        ("right_curly_bracket", "ctrl+i"),
        "forward",
        "Forward again; Ctrl+i only where the terminal tells it from Tab",
        "go_forward",
    ),
    Action("star", ("s",), "star", "Give the article a star, or take it away", "star", rank=7),
    Action("unread", ("u",), "unread", "Mark the article as not read, or as read", "unread"),
    Action("tag", ("t",), "tag", "Give the article tags", "tag"),
    Action("note", ("a",), "note", "Write a note on the article", "note"),
    Action("open-url", ("o",), "open", "Open the article's address in the browser", "open_url"),
    Action("copy", ("y",), "copy", "Copy the selection, or the article", "copy"),
    Action("cite", ("Y",), "cite", "Copy a citation by GB/T 7714", "cite('gb')"),
    Action("cite-markdown", ("M",), "cite", "Copy a citation in Markdown", "cite('markdown')"),
    Action("export", ("e",), "export", "Write what was found to a file", "export"),
    Action("picture", ("P",), "picture", "Save the screen as an SVG picture", "app.picture"),
    Action("sort", ("S",), "sort", "Order by relevance, newest, oldest, title, or as in the corpus", "sort"),
    Action("keywords", ("K",), "keywords", "Show or hide the keywords of the text", "keywords"),
    Action("concordance", ("c",), "concordance", "Every hit in its context", "concordance"),
    Action("trends", ("T",), "trends", "The search over time, or by source, as bars", "trends"),
    Action("dispersion", ("D",), "dispersion", "Show or hide where in each article its hits lie", "dispersion"),
    Action("keyness", ("W",), "key words", "The words that set what was found apart from the rest", "key_words"),
    Action("related", ("r",), "related", "Articles that are like the open one", "related"),
    Action("reprints", ("R",), "reprints", "Groups of articles that are nearly the same, and what differs", "reprints"),
    Action("zoom", ("z",), "zoom", "The text alone, and back", "zoom"),
    Action("wider", ("plus", "equals_sign"), "wider", "Longer lines", "measure(4)"),
    Action("narrower", ("minus",), "narrower", "Shorter lines", "measure(-4)"),
    Action("wider-list", ("greater_than_sign",), "wider list", "A wider list, and less for the text", "widen_list(4)"),
    Action("narrower-list", ("less_than_sign",), "narrower list", "A narrower list", "widen_list(-4)"),
    Action("save-search", ("ctrl+s",), "save", "Save the search under a name, for the palette", "save_search"),
    Action("report", ("exclamation_mark",), "report", "What could not be read: the load report", "report"),
    Action("help", ("question_mark",), "help", "All keys", "help", rank=2),
    Action("quit", ("q",), "quit", "Leave", "quit", rank=3),
)

PALETTE_KEY = "ctrl+p"


def bindings() -> list[Binding]:
    """The bindings of every action, for the panes."""
    return [binding for action in ACTIONS for binding in action.bindings()]


def bar_bindings() -> list[Binding]:
    """The bindings that work while a search is typed."""
    return [binding for action in ACTIONS for binding in action.bar_bindings()]


def _character_name(character: str) -> str:
    """A character as Textual names its key."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_RESERVED = {
    PALETTE_KEY: later("{key} opens the palette and can do nothing else"),
    "ctrl+c": later("{key} leaves and can do nothing else"),
    "ctrl+q": later("{key} leaves and can do nothing else"),
}
"""Keys that keep their meaning whatever the settings say."""
_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_CHARACTERS = {"space", *(_character_name(chr(code)) for code in range(ord("!"), ord("~") + 1))}
_NAMES = _CHARACTERS | {key.value for key in Keys if re.fullmatch(r"[a-z]+|f\d+", key.value)}
_OTHER_NAMES = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"}
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+h": "backspace"}
"""What terminals cannot tell apart."""
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
    owners: dict[tuple[bool, str], str] = {}
    for id, texts in keys.items():
        where = f"keys.{id}"
        if id not in ids:
            reason = _("no such action; {advice}").format(advice=nearest(id, list(ids)))
            complaints.append(Complaint(reason, where))
            continue
        in_bar = not ids[id].keys
        if not texts:
            complaints.append(Complaint(_("no key found; allowed: {words}").format(words=_(_ALLOWED)), where))
        for text in [texts] if isinstance(texts, str) else texts:
            key = key_named(text)
            if key is None:
                reason = _("{found} found; allowed: {words}").format(found=repeated(text), words=_(_ALLOWED))
            elif key in _RESERVED:
                reason = _(_RESERVED[key]).format(key=shown(key))
            elif in_bar and _types(key):
                reason = _("{key} is written in the search bar; allowed: a key that writes nothing")
                reason = reason.format(key=shown(key))
            elif owners.setdefault((in_bar, key), id) != id:
                reason = _("{key} is asked for by {action} too, which gets it")
                reason = reason.format(key=shown(key), action=owners[in_bar, key])
            else:
                given.setdefault(id, []).append(key)
                continue
            complaints.append(Complaint(reason, where))
    actions = []
    for action in ACTIONS:
        if action.id in given:
            actions.append(_with_keys(action, tuple(dict.fromkeys(given[action.id])), owners))
            continue
        in_bar = not action.keys
        before = action.in_bar if in_bar else action.keys
        left = tuple(key for key in before if (in_bar, key) not in owners)
        for key in before:
            if key not in left:
                if left:
                    reason = _("{key} is taken from {action}, which keeps {keys}")
                else:
                    reason = _("{key} is taken from {action}, which has no key now")
                reason = reason.format(key=shown(key), action=action.id, keys=" ".join(map(shown, left)))
                complaints.append(Complaint(reason, f"keys.{owners[in_bar, key]}"))
        actions.append(replace(action, in_bar=left) if in_bar else replace(action, keys=left))
    return tuple(actions), tuple(complaints)


def keymap(actions: Sequence[Action]) -> dict[str, str]:
    """The keys of the actions that have others than in the table, as App.set_keymap wants them."""
    changed: dict[str, str] = {}
    for action, before in zip(actions, ACTIONS, strict=True):
        if action.keys and action.keys != before.keys:
            changed[action.id] = ",".join(action.keys)
        if action.in_bar and action.in_bar != before.in_bar:
            changed[f"{action.id}-in-bar"] = ",".join(action.in_bar)
    return changed


def _with_keys(action: Action, keys: tuple[str, ...], owners: Mapping[tuple[bool, str], str]) -> Action:
    """An action with other keys. While a search is typed, those of them work that neither write nor edit there."""
    if not action.keys:
        return replace(action, in_bar=keys)
    if not set(action.in_bar) & set(action.keys):
        return replace(action, keys=keys)
    others = {key for each in ACTIONS if each.id != action.id for key in each.in_bar}
    others |= {key for in_bar, key in owners if in_bar}
    usable = [key for key in keys if not _types(key) and key not in _EDITING | others]
    own = [key for key in action.in_bar if key not in action.keys]
    return replace(action, keys=keys, in_bar=(*own, *usable) if usable else action.in_bar)


_EDITING = {"left", "right", "home", "end", "backspace", "delete", "enter"}
"""What the search bar itself needs."""


def _types(key: str) -> bool:
    return key in _CHARACTERS or (key_to_character(key) or "\0").isprintable()
