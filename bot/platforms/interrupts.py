"""Ctrl-C ends a wait for input, whenever it comes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_NUDGE_AFTER_S = 0.05
"""By then a wait that was about to begin when Ctrl-C came has begun."""


@contextmanager
def heeding_interrupts() -> Iterator[None]:
    """Follow each Ctrl-C by a second signal, which does nothing but end the wait for input.

    Python acts on a signal once the wait that it interrupts returns. A signal between the prompt and the wait interrupts
    nothing, and would go unnoticed until the next key. Only for the main thread.
    """
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    handler = signal.signal(signal.SIGUSR1, lambda *_: None)
    wakeup_fd = signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    watcher = threading.Thread(target=_nudge, args=(read_end, threading.get_ident()), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup_fd)
        os.close(write_end)
        watcher.join()
        os.close(read_end)
        signal.signal(signal.SIGUSR1, handler)


def _nudge(signals: int, waiting_thread: int) -> None:
    """Watch the signals that Python notes in a pipe, one byte each, until the pipe is closed."""
    while number := os.read(signals, 1):
        if number[0] == signal.SIGINT:
            time.sleep(_NUDGE_AFTER_S)
            signal.pthread_kill(waiting_thread, signal.SIGUSR1)
