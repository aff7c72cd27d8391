"""The sheet of an inquiry: has it answered, lists the answer, and does what keys and choices lead to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic

from textual.app import ComposeResult
from textual.screen import ModalScreen

from reader.errors import DuwenError
from reader.sheets import inquiry as outcomes
from reader.sheets.help import HelpInquiry
from reader.sheets.inquiry import Answer, Closed, Inquiry, Result
from reader.sheets.sheet import Help
from reader.ui.exporting import export_findings
from reader.ui.finding import Finding
from reader.ui.moving import MOVES
from reader.ui.screens.closing import close
from reader.ui.screens.listed import Listed
from reader.ui.screens.previewing import Previewing
from reader.ui.type_ahead import TypeAhead
from reader.ui.widgets.line_input import LineInput
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Key
    from textual.widgets import Input

    from reader.reading.actions import Action
    from reader.sheets.inquiry import Outcome
    from reader.sheets.sheet import Sheet
    from reader.ui.widgets.rows import Rows

    Opens = Callable[[Sheet, Callable[[Any], None]], None]

_AT_ONCE = ("back", "quit", "help", "search", "list", "complete")
"""What waits for no answer."""
_IN_ALL = ("read", "back", "quit", "help", "search", *MOVES)
"""The actions of all sheets."""
_IN_LINE = ("back", "list", "complete", *MOVES)
"""What leads out of the line."""


class InsightScreen(ModalScreen[None], Generic[Answer, Result]):
    """`/` goes into the line, Enter, Down and Esc back to the rows; there Esc closes the sheet."""

    AUTO_FOCUS = "Rows"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]

    def __init__(
        self,
        inquiry: Inquiry[Answer, Result],
        actions: Sequence[Action],
        opens: Opens,
        give: Callable[[Closed[Any, Result]], None],
    ) -> None:
        """`actions` have their keys; `opens` puts another sheet above, `give` gets how this one was closed."""
        super().__init__()
        self.inquiry = inquiry
        """What is asked now."""
        self.answer: Answer | None = None
        """What is listed; None before there is any."""
        self._opens, self._give = opens, give
        self._by_key = {key: action for action in actions if self.can(action) for key in action.keys}
        self._by_key_in_line = {key: action for action in actions if action.id in _IN_LINE for key in action.in_bar}
        self._finding = Finding[Answer](self, self._tell_progress, self._answered)
        self._wrong, self._is_new = "", False
        self._ahead = TypeAhead(lambda: self._finding.is_under_way or self._is_new)
        text, hint = inquiry.query, inquiry.placeholder or _("filter")
        line = LineInput(text or "", hint, query=text is not None)
        self.page = Listed(inquiry.heading(None), line, previews=inquiry.has_preview, common=inquiry.common)
        self._previewing = Previewing(self, self.page)

    def compose(self) -> ComposeResult:
        """One page."""
        yield self.page

    def on_compose(self) -> None:
        """Ask before there is anything to see, for the answer is looked for while the sheet is laid out."""
        self._ask(self.inquiry)

    def on_mount(self) -> None:
        """Tell what the answer is waited for."""
        self.watch(self.page.rows, "cursor", self._tell_detail, init=False)
        self._tell_progress(self._finding.share)

    # Keys

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""
        if (action := (self._by_key_in_line if self._is_typing else self._by_key).get(event.key)) is not None:
            self.act(action)
            return True
        if not self._is_typing or not await self.page.line.obey(event):
            return False
        self._typed()
        return True

    def paste(self, text: str) -> bool:
        """A line was pasted; False where nobody types."""
        if not self._is_typing:
            return False
        self.page.line.put_in(text)
        self._typed()
        return True

    @property
    def _is_typing(self) -> bool:
        return self.focused is self.page.line

    def can(self, action: Action) -> bool:
        """Whether an action means something here."""
        if action.id == "export":
            return bool(self.inquiry.file_name)
        return action.id in _IN_ALL or action.id in self.inquiry.actions

    def act(self, action: Action) -> None:
        """Do what a row of the table of keys does, in its turn where the answer is to be waited for."""
        if not self.is_active:
            return
        if action.id in _AT_ONCE:
            self._do(action.id)
        else:
            self._ahead.take(partial(self._do, action.id))

    def _do(self, action: str) -> None:
        match action:
            case "search":
                self.set_focus(self.page.line)
            case "complete" if self.inquiry.query is not None and self.page.line.complete():
                self._typed()
            case "list" | "complete":
                self.set_focus(self.page.rows)
            case "quit":
                self._close(None)
            case "help":
                self._help()
            case "back":
                self._go_back()
            case "export":
                self._export()
            case "read":
                self._choose(self.page.rows.cursor)
            case _ if action in MOVES:
                self.set_focus(self.page.rows)
                MOVES[action](self.page.rows)
            case _ if self.answer is not None:
                self._lead(partial(self.inquiry.act, action, self.answer, self.page.under_cursor))

    def _help(self) -> None:
        """All keys, these first; help itself is left by its key."""
        if isinstance(self.inquiry, HelpInquiry):
            self._close(None)
        else:
            self._opens(Help(self.inquiry.common, self.can), lambda _nothing: None)

    def _go_back(self) -> None:
        """From the line to the rows; from there the inquiry may give something up, before the sheet is left."""
        if self._is_typing:
            self.set_focus(self.page.rows)
            return
        outcome = self.inquiry.act("back", self.answer, None) if self.answer is not None else None
        if outcome is not None:
            self._follow(outcome)
        else:
            self._close(None)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Something came into the line."""
        self._typed()

    def _typed(self) -> None:
        """Ask for the query, or show the rows that hold the text."""
        if self.inquiry.query is None:
            self.page.filter(self._filter)
            self._tell_detail()
        elif (text := self.page.line.value.strip()) != self.inquiry.query:
            self._ask(self.inquiry.asking(text))

    @property
    def _filter(self) -> str:
        return self.page.line.value if self.inquiry.query is None else ""

    # Answers

    def _ask(self, inquiry: Inquiry[Answer, Result]) -> None:
        """Ask this in place of what was asked before; the answer that is listed stays until the new one is there."""
        self.inquiry = inquiry
        self._finding.ask(inquiry.question(self.answer))

    def _answered(self, answer: Answer | None, wrong: str) -> None:
        """Keep the answer; where something is wrong with the question, the lines stay."""
        if answer is not None:
            self.answer, self.inquiry = answer, self.inquiry.taken(answer)
        self._wrong, self._is_new = wrong, True
        self._show()

    def on_resize(self) -> None:
        """Set the rows again for the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Show what there is, once it is known how wide the rows are; then comes what waited for it."""
        if not self.page.is_whole or not self.page.rows.text_width:
            return
        self._list()
        if self._is_new:
            self._is_new = False
            if self.answer is not None and not self._wrong:
                self.page.line.colour(self.inquiry.terms(self.answer))
                self.page.head(self.inquiry.heading(self.answer))
                self.page.rows.cursor = min(self.inquiry.begins_at(self.answer), max(len(self.page.shown) - 1, 0))
            self._tell_answer()
            self._ahead.go_on()

    def _list(self) -> None:
        if self.answer is not None:
            width = self.page.rows.text_width
            self.page.show(self.inquiry.listing(self.answer, width, lambda: self.page.rows.cursor), self._filter)
            self._tell_detail()

    def _tell_answer(self) -> None:
        """Say what is to be said of the answer as a whole, or what is wrong with what was asked since."""
        if self._wrong or self.answer is None:
            self.page.tell(self._wrong, is_error=bool(self._wrong))
            return
        common = self.inquiry.common
        so_far = _("(loaded so far)") if common.grows else ""
        if nothing := self.inquiry.nothing(self.answer):
            self.page.tell(nothing, so_far, common.with_keys(_("{back} closes")))
        else:
            self.page.tell(*self.inquiry.facts(self.answer), so_far, common.with_keys(_(self.inquiry.hint)))

    def _tell_progress(self, share: float) -> None:
        if self.page.is_whole:
            stops = self.inquiry.common.with_keys(_("{back} stops it"))
            self.page.tell(f"{_(self.inquiry.doing)} {100 * share:.0f} %", stops)

    def _tell_detail(self) -> None:
        index, width = self.page.under_cursor, self.page.rows.text_width
        if self.answer is None or index is None:
            self.page.detail("")
            return
        self.page.detail(self.inquiry.detail(self.answer, index, width))
        self._previewing.of(self.inquiry, self.answer, index)

    # What follows

    def on_rows_clicked(self, message: Rows.Clicked) -> None:
        """A click chooses."""
        self._ahead.take(partial(self._choose, message.index))

    def _choose(self, row: int) -> None:
        if self.answer is not None and row < len(self.page.shown):
            self._lead(partial(self.inquiry.choose, self.answer, self.page.shown[row]))

    def _lead(self, leads: Callable[[], Outcome]) -> None:
        self._follow(_or_why_not(leads))

    def _follow(self, outcome: Outcome) -> None:
        """Do what a key or a choice leads to."""
        match outcome:
            case outcomes.Ask(inquiry=inquiry):
                self._ask(inquiry)
            case outcomes.List(inquiry=inquiry):
                self.inquiry = inquiry
                self._list()
                self._tell_answer()
            case outcomes.Say(text=text):
                self.page.tell(text)
            case outcomes.Give(result=result):
                self._close(result)
            case outcomes.Open(sheet=sheet):
                self._opens(sheet, self._given)

    def _given(self, closed: Closed[Any, Result] | None) -> None:
        """A sheet above this one was left, and may have given what is to be given."""
        if closed is not None and closed.result is not None:
            self._close(closed.result)

    def _close(self, result: Result | None) -> None:
        """Leave it, once; what was typed behind is for what lies below."""
        self._ahead.forget()
        close(self, self._give, Closed(self.inquiry, self.page.rows.cursor, result))

    def _export(self) -> None:
        """Write the rows that are shown to a file."""
        if not self.page.shown or self.answer is None:
            return
        export_findings(self, self.inquiry.findings(self.answer, self.page.shown), self.inquiry.file_name)


def _or_why_not(leads: Callable[[], Outcome]) -> Outcome:
    """What something leads to, or why it leads nowhere."""
    try:
        return leads()
    except DuwenError as error:
        return outcomes.Say(str(error))
