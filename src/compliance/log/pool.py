"""Many files read by several processes at once, what they find coming back in the order of the files.

Taking texts and workbooks apart is work of Python's, which one process does on one processor only. The processes are started by
their own command, not as copies of this one: a copy would hold the locks of the database's threads, and a program that uses this
package would be run once more. They stand apart from the terminal, so that Ctrl-C is answered by this process alone, which then
ends them; they end by themselves when it is gone.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING

from compliance.log.one_file import Reading, unexpected
from compliance.log.sources import Source
from compliance.log.worker import Outcome, outcome

if TYPE_CHECKING:
    from concurrent.futures import Future

MOST = 8
"""Processes at most: beyond that the disk is what is waited for."""
WORTH = 1.0
"""Seconds of reading by one process from which on others are started; starting one takes a tenth of that."""
A_FILE, A_BYTE, A_PACKED_BYTE = 0.4e-3, 10e-9, 400e-9
"""Seconds that reading takes, roughly: for each file, for each byte of a text, for each byte of a workbook."""
A_TEXT = 1 << 20
"""Bytes of a text that are looked at before the database has it; one that must be copied takes longer than is said."""
PACKED = (".xlsx", ".xlsm", ".ods", ".gz", ".bz2", ".xz")
BATCH_SECONDS, BATCH_FILES = 0.05, 64
"""Files that are sent at once: as much as keeps a process at work without making the others wait at the end."""
WAITING = 4
"""Batches under way for each process: what was found is not to fill the memory while an earlier file is read."""
NEW_GROUP = 0x200
"""What Windows calls a process that stands apart from the console: CREATE_NEW_PROCESS_GROUP."""
COMMAND = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from compliance.log.worker import main; main()"
)


def outcomes(sources: Sequence[Source], reading: Reading) -> Generator[Outcome]:
    """What comes of each file, in the order of the files, by as many processes as are worth it."""
    costs = [_cost(source) for source in sources]
    workers = _workers(sum(costs), len(sources))
    if workers < 2:
        for source in sources:
            yield outcome(source, reading)
        return
    crew = _Crew(reading)
    try:
        crew.hire(workers)
        yield from crew.read(_batches(sources, costs))
    finally:
        crew.end()


def _cost(source: Source) -> float:
    try:
        size = source.path.stat().st_size
    except OSError:
        return 0.0
    if source.path.suffix.lower() in PACKED:
        return A_FILE + size * A_PACKED_BYTE
    return A_FILE + min(size, A_TEXT) * A_BYTE


def _workers(seconds: float, files: int) -> int:
    """How many processes are worth it; no more than the processors that this one may use."""
    if seconds < WORTH or files < 2 or not sys.executable or getattr(sys, "frozen", False):
        return 1
    may_use = getattr(os, "sched_getaffinity", None)
    processors = len(may_use(0)) if may_use else os.cpu_count() or 1
    return min(processors, files, MOST)


def _batches(sources: Sequence[Source], costs: Sequence[float]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    seconds = 0.0
    for source, cost in zip(sources, costs, strict=True):
        batch.append(source)
        seconds += cost
        if seconds > BATCH_SECONDS or len(batch) == BATCH_FILES:
            yield batch
            batch, seconds = [], 0.0
    if batch:
        yield batch


class _Crew:
    """The processes, each driven by a thread that waits for its answers."""

    def __init__(self, reading: Reading) -> None:
        # Only where there are many files: it brings all of `logging` along.
        from concurrent.futures import ThreadPoolExecutor

        self._reading = reading
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all: list[_Worker] = []
        self._threads = ThreadPoolExecutor(MOST)
        self._ended = False

    def hire(self, workers: int) -> None:
        """Starts so many processes."""
        for _ in range(workers):
            self._idle.put(self._hired())

    def read(self, batches: Iterator[list[Source]]) -> Iterator[Outcome]:
        """What comes of the files of all batches, in their order."""
        under_way: deque[Future[list[Outcome]]] = deque()
        for batch in batches:
            under_way.append(self._threads.submit(self._answer, batch))
            if len(under_way) >= len(self._all) * WAITING:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()

    def end(self) -> None:
        """Ends the processes, whatever they are at."""
        self._ended = True
        for worker in self._all:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def _hired(self) -> _Worker:
        worker = _Worker(self._reading)
        self._all.append(worker)
        return worker

    def _answer(self, batch: list[Source]) -> list[Outcome]:
        """What one process says of a batch. Where it dies of it, of each file alone: then it is known which one it was."""
        worker = self._idle.get()
        try:
            answer = worker.ask(batch)
            if answer is not None:
                return answer
            worker.end()
            if self._ended:
                return [None] * len(batch)
            worker = self._hired()
            if len(batch) > 1:
                self._idle.put(worker)
                return [found for source in batch for found in self._answer([source])]
            return [(unexpected(batch[0].name, "process ended"),)]
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, and the two pipes to it."""

    def __init__(self, reading: Reading) -> None:
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-c", COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
            creationflags=NEW_GROUP if sys.platform == "win32" else 0,
        )
        try:
            with suppress(OSError):
                self._send(list(sys.path), reading)
        except BaseException:
            self.end()
            raise

    def ask(self, batch: list[Source]) -> list[Outcome] | None:
        """The answer to a batch; None where the process is no more."""
        try:
            self._send(batch)
            assert self._process.stdout is not None  # it was asked for
            answer: list[Outcome] = pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return None
        return answer

    def _send(self, *values: object) -> None:
        assert self._process.stdin is not None  # it was asked for
        for value in values:
            pickle.dump(value, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def end(self) -> None:
        """Ends the process; its answers are of no use any more."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
