"""Memory of a command and of all the processes it starts, while it runs."""

from __future__ import annotations

import threading

import psutil

_EVERY = 0.25


class PeakMemory:
    """Watches a process and its descendants; :attr:`gigabytes` is the most they held together.

    Processes that were forked share pages; each shared page is counted once, as a proportional
    share, where the system tells it (Linux), and otherwise once in every process.
    """

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._end = threading.Event()
        self._peak = 0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Stop watching and return the peak in gigabytes."""
        self._end.set()
        self._thread.join()
        return self._peak / 1e9

    def _watch(self) -> None:
        while not self._end.wait(_EVERY):
            try:
                family = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                return
            self._peak = max(self._peak, sum(map(_held, family)))


def _held(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(full, "pss", 0) or full.rss
