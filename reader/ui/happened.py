"""The one message by which widgets and threads tell the reading screen what happened."""

from textual.message import Message

from reader.reading.events import Compared, CorpusGrew, DividerMoved, Dragged, Event

_REPLACING = (CorpusGrew, Compared, Dragged, DividerMoved)
"""Kinds of events of which only the last matters, where several are on their way."""


class Happened(Message):
    """Something happened to the reading screen."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event
        """What."""

    def can_replace(self, message: Message) -> bool:
        """Whether this one makes the other, which was before it, pointless."""
        if not isinstance(message, Happened) or type(message.event) is not type(self.event):
            return False
        return isinstance(self.event, _REPLACING) and not getattr(message.event, "is_over", False)
