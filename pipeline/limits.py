"""A limit on the time that a piece of work may take, by a signal where there are signals."""

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["WORKER", "TimeLimitExceeded", "ended_after", "time_limit"]

WORKER = "PIPELINE_WORKER"
"""The environment variable that is set in processes that may be ended when they hang."""

# A process that does not answer to a limit is ended so much later.
_GRACE = 30.0


class TimeLimitExceeded(BaseException):
    """A piece of work took too long.

    It is no `Exception`, so that code which tries one thing and then another does not take it for
    a failure of the first.
    """


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer.

    The work is interrupted as soon as the interpreter gets to it: loops and regular expressions at
    once, native code when it returns. Outside of the main thread, and where the system has no
    timers, nothing is interrupted. Limits can be nested; the outer one goes on after the inner.

    Args:
        seconds: The limit, in wall-clock seconds.

    Raises:
        TimeLimitExceeded: At the place that was being worked on.
    """
    timed = hasattr(signal, "setitimer")
    if not timed or threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise TimeLimitExceeded(f"more than {seconds:g} seconds")

    handler = signal.signal(signal.SIGALRM, interrupt)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, handler)


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End a process of workers that hangs in native code, where no signal is heard.

    Args:
        seconds: The limit that it did not answer to; it is ended a while later.
    """
    if WORKER not in os.environ:
        yield
        return
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  faulthandler wants a file descriptor
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
