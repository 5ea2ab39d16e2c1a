"""The warm process: readers already imported, it forks one limited child for each file.

Vocabulary
----------
control   the socket the parent asks through; when it closes, this process ends and takes its children along
line      the socket of one request, passed along with it; what became of the child is answered on it,
          and when the parent closes it the child is killed

Run as ``python -m checkers.drawing.warm FD``; nothing but JSON crosses the sockets.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any

MESSAGE = 256 * 1024


def preload() -> None:
    """Import what every reading needs and read a first drawing, so that a fork has it all at once."""
    import acadsharp.native
    import ezdxf.filemanagement
    import ezdxf.recover
    import pymupdf
    import shapely

    import checkers.drawing.child
    import checkers.drawing.columns
    import checkers.drawing.dwg
    import checkers.drawing.dxf
    import checkers.drawing.pdf
    import checkers.drawing.plot
    import checkers.drawing.reader

    del acadsharp, pymupdf, shapely
    with tempfile.TemporaryDirectory(prefix="first-") as made:
        # patterns, tables and parts of libraries are made when they are first asked for
        first = Path(made) / "first.dxf"
        doc = ezdxf.filemanagement.new()
        space = doc.modelspace()
        space.add_line((0, 0), (1, 1))
        space.add_lwpolyline([(0, 0), (841, 0), (841, 594), (0, 594)], close=True)
        space.add_text("平面图 1:100", height=5)
        space.add_blockref(doc.blocks.new("BLOCK").name, (5, 5))
        doc.saveas(first)
        checkers.drawing.reader.read(first)
    del checkers, ezdxf
    gc.freeze()


def serve(control: socket.socket) -> None:
    """Fork for each request until the control socket closes."""
    listening, waking = os.pipe()
    os.set_blocking(waking, False)
    os.set_blocking(listening, False)
    signal.signal(signal.SIGCHLD, _noticed)
    signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    children: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        selector.register(listening, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is control:
                    asked = _asked(control)
                    if asked is None:
                        for pid in children:
                            _kill(pid)
                        return
                    pid, line = _fork(asked, (listening, waking), children.values(), control)
                    children[pid] = line
                    selector.register(line, selectors.EVENT_READ, pid)
                elif key.fileobj == listening:
                    with contextlib.suppress(BlockingIOError):
                        os.read(listening, 4096)
                elif key.data in children:
                    # the parent hung up: it waited long enough
                    _kill(key.data)
                    selector.unregister(key.fileobj)
            _reap(children, selector)


def _noticed(number: int, frame: FrameType | None) -> None:
    """A child ended; the wake-up pipe tells the loop."""


def _asked(control: socket.socket) -> tuple[dict[str, Any], socket.socket] | None:
    message, descriptors, _, _ = socket.recv_fds(control, MESSAGE, 1)
    if not message or not descriptors:
        return None
    return json.loads(message), socket.socket(fileno=descriptors[0])


def _fork(
    asked: tuple[dict[str, Any], socket.socket],
    pipe: tuple[int, int],
    others: Iterable[socket.socket],
    control: socket.socket,
) -> tuple[int, socket.socket]:
    request, line = asked
    parent = os.getpid()
    pid = os.fork()
    if pid:
        _answer(line, {"started": pid})
        return pid, line
    # the child keeps nothing of this process but its modules
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for descriptor in pipe:
        os.close(descriptor)
    for other in others:
        other.close()
    control.close()
    line.close()
    from checkers.drawing import child, confine

    confine.ends_with_parent(parent)
    os._exit(child.run(request))


def _reap(children: dict[int, socket.socket], selector: selectors.BaseSelector) -> None:
    for pid in list(children):
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if not ended:
            continue
        line = children.pop(pid)
        with contextlib.suppress(KeyError, ValueError):
            selector.unregister(line)
        _answer(
            line,
            {
                "exit": os.waitstatus_to_exitcode(status),
                "cpu": usage.ru_utime + usage.ru_stime,
                "memory": usage.ru_maxrss * 1024,
            },
        )
        line.close()


def _answer(line: socket.socket, message: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        line.send(json.dumps(message).encode())


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    preload()
    serve(socket.socket(fileno=int(sys.argv[1])))
