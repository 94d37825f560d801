"""Processor seconds and memory of a command and of all the processes it starts, while it runs."""

from __future__ import annotations

import threading

import psutil

#: Short against the life of a kernel: what a process uses after the last look at it is not seen.
_EVERY = 0.1
#: Memory is dear to ask for, and changes slowly: every so many looks.
_MEMORY_LOOKS = 5


class Usage:
    """Watches a process and its descendants until :meth:`stop`.

    Kernels that are forked from a warm parent belong to nobody who waits for them, so that neither
    ``time`` nor ``getrusage`` counts them: here every process of the tree is looked at ten times a
    second, and the last look counts.
    :attr:`seconds` are user and system seconds of all processes; :attr:`gigabytes` is the most
    that they held together. A page of memory that several share is counted once, as proportional
    shares, where the system tells them (Linux), and otherwise once in each process.
    """

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._end = threading.Event()
        self._peak = 0
        self._used: dict[tuple[int, float], float] = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> Usage:
        """Stop watching."""
        self._end.set()
        self._thread.join()
        return self

    @property
    def seconds(self) -> float:
        """Processor seconds so far."""
        return sum(self._used.values())

    @property
    def gigabytes(self) -> float:
        """The peak so far."""
        return self._peak / 1e9

    def _watch(self) -> None:
        looks = 0
        while not self._end.wait(_EVERY):
            try:
                family = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                return
            for process in family:
                self._look(process)
            if looks % _MEMORY_LOOKS == 0:
                self._peak = max(self._peak, sum(map(_held, family)))
            looks += 1

    def _look(self, process: psutil.Process) -> None:
        try:
            with process.oneshot():
                times = process.cpu_times()
                self._used[process.pid, process.create_time()] = times.user + times.system
        except psutil.Error:
            # It ended between two looks; what was seen of it stays.
            return


def _held(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(full, "pss", 0) or full.rss
