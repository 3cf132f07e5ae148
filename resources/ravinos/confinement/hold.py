"""Stays with a program until everything that came from it has ended."""

import os
import signal
import sys
import time

from .kernel import prctl

# linux/prctl.h: who loses its parent becomes a child of ours, however it went into the background
PR_SET_CHILD_SUBREAPER = 36
POLL_S = 0.5
# Of a log that grows quickly only the end is shown.
MAX_PIECE = 64 * 1024
NOT_FOUND = 127


def run_all(command, log):
    """Starts the program and waits. The exit status is the program's own, or 128 + its signal.

    Once the program has ended and what it left behind works on, its log file, where there is one,
    goes to the terminal, because nothing else is seen of it there.
    """
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    # Who ends the tree asks each member by itself; the last one to go is this process.
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, lambda *_: None)
    first = os.fork()
    if first == 0:
        _become(command)
    status = 0
    tail = None
    while True:
        try:
            pid, ending = os.waitpid(-1, 0 if tail is None else os.WNOHANG)
        except ChildProcessError:
            break
        if pid == first:
            status = _status(ending)
            # From the end: what was written before was seen as output of the program.
            tail = _Tail(log)
        elif pid == 0:
            tail.show()
            time.sleep(POLL_S)
    if tail is not None:
        tail.show()
    return status


def _become(command):
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, signal.SIG_DFL)
    try:
        os.execv(command[0], command)
    except OSError as error:
        sys.stderr.write("%s cannot be started: %s\n" % (command[0], error.strerror))
        sys.stderr.flush()
    os._exit(NOT_FOUND)


def _status(ending):
    if os.WIFSIGNALED(ending):
        return 128 + os.WTERMSIG(ending)
    return os.WEXITSTATUS(ending)


class _Tail:
    """What is added to a file from now on."""

    def __init__(self, path):
        self._path = path
        self._at = self._size() or 0

    def show(self):
        size = self._size()
        if size is None or size == self._at:
            return
        # A shorter file was begun anew.
        begin = self._at if size > self._at else 0
        begin = max(begin, size - MAX_PIECE)
        try:
            with open(self._path, "rb") as file:
                file.seek(begin)
                piece = file.read(size - begin)
            os.write(1, piece)
        except OSError:
            pass
        self._at = size

    def _size(self):
        try:
            return os.stat(self._path).st_size if self._path else None
        except OSError:
            return None
