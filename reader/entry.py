"""The `duwen` program: how it starts. An interrupt while it loads itself ends it without a word."""

import signal


def main() -> None:
    """Run the command line."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:  # not where whoever started us has interrupts ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from reader.commands import main as run

    signal.signal(signal.SIGINT, handler)
    run()
