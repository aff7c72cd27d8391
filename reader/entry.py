"""The `duwen` program: how it starts. An interrupt while it loads itself, or leaves, ends it without a word."""

import signal
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:  # not where whoever started us has interrupts ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from reader.commands import main as run

    try:
        signal.signal(signal.SIGINT, handler)
        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
