"""The application: settings, themes, stylesheets, and the reading screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import Notify, SeverityLevel
from textual.theme import Theme
from textual.widgets import Input

from reader import themes
from reader.complaints import Complaint
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.progress import LoadProgress
from reader.insight.kept import Insights
from reader.language.signs import BLOCKS, Signs
from reader.language.widths import Ambiguous
from reader.language.word_lists import faults
from reader.library import Library
from reader.printable import printable
from reader.reading.actions import main_keys, scopes
from reader.reading.asking import Asking
from reader.reading.layout import Size
from reader.reading.page import MOST_WATCH_LOOKS
from reader.reading.searches import Searches
from reader.reading.state import Given, ReadingState
from reader.reading.status import Status
from reader.resources import resource_folder
from reader.settings import DEFAULTS, Settings, placed
from reader.ui.keymap import remapped
from reader.ui.one_line import one_line
from reader.ui.palette import ActionProvider, Palette
from reader.ui.pictures import keep_picture
from reader.ui.printing import COLOURLESS, ONLY_PRINTABLE
from reader.ui.program import Obeying, Typing, with_keys
from reader.ui.screens.prompt import ConfirmScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.sparing import SPARING
from reader.ui.terminal import is_job
from reader.wording import _, counted

_STYLES = resource_folder("styles")
_COMPLAINT_SECONDS = 15
_MOST_NOTICES = 3
"""Notices that are seen at once."""


class DuwenApp(App[None]):
    """The reader on some paths."""

    TITLE = "duwen"
    CSS_PATH = sorted(_STYLES.glob("*.tcss"))
    COMMANDS = {ActionProvider}
    settings: Settings = DEFAULTS
    """What the reader has set."""
    BINDINGS = [Binding("ctrl+c", "help_quit", show=False, priority=True)]

    def __init__(
        self,
        paths: Sequence[str],
        *,
        query: str = "",
        options: ReadOptions = AS_DETECTED,
        settings: Settings = DEFAULTS,
        settings_path: Path | None = None,
        complaints: Sequence[Complaint] = (),
        library: Library | None = None,
        ambiguous: Ambiguous = 1,
        signs: Signs = BLOCKS,
        follow: bool = False,
    ) -> None:
        """`settings_path` tells where the settings are from, and so where the reader's own themes lie.

        `complaints` are shown once the screen stands, with those about themes and keys. Without a `library`, marks
        and searches are kept for this session alone. `ambiguous` is how many cells the terminal gives to “, `signs`
        what the screen is drawn with. With `follow`, articles that arrive are listed.
        """
        self.settings = settings
        super().__init__()
        self._paths, self._query, self._options = tuple(paths), query, options
        self.library = library or Library.in_memory()
        """What the reader did."""
        self._ambiguous, self._signs, self._follow = ambiguous, signs, follow
        self._reading: ReadingScreen | None = None
        found = themes.load_themes(settings_path.parent / themes.FOLDER if settings_path is not None else None)
        for theme in found.by_name.values():
            self.register_theme(_for_textual(theme))
        theme_name, of_theme = found.chosen(settings.theme)
        self.theme = theme_name
        self._themes = tuple(found.by_name)
        self.actions, of_keys = remapped(settings.keys)
        self._commands = {key: action for action in self.actions if action.command for key in action.keys}
        self._complaints = (*complaints, *found.complaints, *placed((*of_theme, *of_keys), settings_path))

    def on_mount(self) -> None:
        """Say what in the settings cannot be followed."""
        unread = faults(self.settings.user_dictionary, self.settings.stop_words).values()
        told = [*filter(None, [self.library.notice]), *unread, *map(str, self._complaints)]
        if len(told) > _MOST_NOTICES:
            more = counted(
                len(told) - _MOST_NOTICES + 1,
                "and {count} more problem in the settings; `duwen config --check` lists them all",
                "and {count} more problems in the settings; `duwen config --check` lists them all",
            )
            told = [*told[: _MOST_NOTICES - 1], more]
        for notice in told:
            self.notify(notice, severity="warning", timeout=_COMPLAINT_SECONDS, markup=False)

    def get_driver_class(self) -> type[Driver]:
        """Textual's for this system; where there is one, that which gives the terminal back whatever happens."""
        usual = super().get_driver_class()
        if usual.__module__ != "textual.drivers.linux_driver":
            return usual
        from reader.ui.driver import ReaderDriver

        return ReaderDriver

    def watch_sub_title(self, name: str) -> None:
        """The terminal's title says what is open."""
        if (entitle := getattr(self._driver, "entitle", None)) is not None:  # not every system's driver can
            entitle(f"{name} - {self.TITLE}" if name else self.TITLE)

    @property
    def failure(self) -> Exception | None:
        """What ended the reader that nobody foresaw, the first of it."""
        return self._exception

    def _fatal_error(self) -> None:
        """End. Textual would print a traceback, with what the variables held; whoever runs the reader tells it."""
        self.panic()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the terminal."""
        usual = [COLOURLESS] if self.no_color else super().get_line_filters()
        return [*usual, ONLY_PRINTABLE, SPARING]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell something for a while, as plain text whatever is asked for."""
        super().notify(printable(message), title=title, severity=severity, timeout=timeout, markup=False)

    def on_notify(self, event: Notify) -> None:
        """Let few notices stand over the text, and none twice. Textual's own handler then shows this one."""
        shown = list(self._notifications)
        again = [each for each in shown if each.message == event.notification.message]
        others = [each for each in shown if each not in again]
        for each in [*again, *others[: max(len(others) - _MOST_NOTICES + 1, 0)]]:
            self._unnotify(each, refresh=False)

    async def on_event(self, event: events.Event) -> None:
        """A key or a paste is for the screen on top, once that has its parts, for it may be quicker than these."""
        if isinstance(event, events.Paste):
            event.text = one_line(event.text)
        if not isinstance(event, (events.Key, events.Paste)) or not await self._obeyed(event):
            await super().on_event(event)

    async def _obeyed(self, event: events.Key | events.Paste) -> bool:
        """Whether the screen on top, or else a command of the application, takes it."""
        screen = self.screen
        if isinstance(screen, (Obeying, Typing)):
            await screen._mounted_event.wait()
        if isinstance(event, events.Paste):
            return isinstance(screen, Typing) and screen.paste(event.text)
        if isinstance(screen, Obeying) and await screen.press(event):
            return True
        action = self._commands.get(event.key)
        if action is None or not (screen is self._reading or "sheets" in scopes(action)):
            return False
        return await self.run_action(action.command)

    def leave(self, status: int = 0) -> None:
        """Keep where the reader is, and end with an exit status."""
        if self._reading is not None and self._reading.is_mounted:
            self._reading.keep()
        self.exit(return_code=status)

    async def action_quit(self) -> None:
        """Leave; first ask where that loses marks."""
        if (keeping := self.library.keeping).is_worth_a_question:
            question = "\n\n".join([*keeping.farewell, _("Enter quits and loses them, Esc stays")])
            self.push_screen(ConfirmScreen(question, self._leave_if))
        else:
            self.leave()

    def _leave_if(self, yes: bool) -> None:
        if yes:
            self.leave()

    def action_help_quit(self) -> None:
        """Tell how to leave: what is typed shall not be lost to a key that ends other programs."""
        typing = isinstance(self.focused, Input)
        told = _("{back}, then {quit} quits") if typing else _("{quit} quits")
        self.notify(with_keys(told, self))

    def action_suspend_process(self) -> None:
        """Stop and give the terminal back to the shell, if there is one."""
        if is_job():
            super().action_suspend_process()
        else:
            self.notify(_("Cannot suspend: there is no shell."))

    def action_command_palette(self) -> None:
        """All commands, to search by name."""
        if self.use_command_palette and not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_picture(self) -> None:
        """Save the screen as it is seen."""
        keep_picture(self)

    def action_next_theme(self) -> None:
        """Another theme, for as long as the reader is open."""
        self.theme = self._themes[(self._themes.index(self.theme) + 1) % len(self._themes)]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, and the colours that the settings give to groups of watched words."""
        variables = super().get_css_variables()
        colours = [group.colour for group in self.settings.watch[:MOST_WATCH_LOOKS]]
        colours += ["accent"] * (MOST_WATCH_LOOKS - len(colours))
        watched = {f"watch-{group}": variables.get(colour, colour) for group, colour in enumerate(colours)}
        return {**variables, **watched}

    def get_default_screen(self) -> ReadingScreen:
        """The screen that the application opens with."""
        keys = main_keys(self.actions)
        insights = Insights(self.settings.user_dictionary)
        searches = Searches(self.library, insights.firsts)
        given = Given(
            self.library, self.settings, searches, insights, self._options, keys, self._ambiguous, self._signs
        )
        state = ReadingState(
            given,
            Size(*self.size),
            self._paths,
            asking=Asking(one_line(self._query), self.settings.sort),
            line_cursor=len(one_line(self._query)),
            list_width=self.library.list_width,
            measure=2 * self.settings.measure,
            follows=self._follow,
            status=Status(loading=LoadProgress(0, 0, 0, 0, 0, 0.0)),
        )
        self._reading = ReadingScreen(state, self.actions)
        return self._reading


def _for_textual(theme: themes.Theme) -> Theme:
    colours = {name: getattr(theme, name) for name in themes.COLOURS}
    return Theme(name=theme.name, dark=theme.dark, variables=dict(theme.variables), **colours)
