"""A process that is shut in writes its folder, reads programs, and reaches nothing else."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checkers.drawing import confine, isolate
from checkers.drawing.isolate import read_isolated
from tests.checkers.drawing.drafting import drawing, frame, saved

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="Landlock and seccomp are Linux's own",
)

PROBES = """
import json, os, socket, subprocess, sys, threading
from pathlib import Path
from checkers.drawing import confine
folder, reading, secret = (Path(each) for each in sys.argv[1:])
held = confine.confined(folder, [reading])
done = {"held": held}
def tried(name, act):
    try:
        act()
        done[name] = True
    except OSError:
        done[name] = False
    except RuntimeError:
        done[name] = False
tried("writes its folder", lambda: (folder / "out").write_text("x"))
tried("reads the drawing", reading.read_bytes)
tried("imports", lambda: __import__("xml.dom.minidom"))
tried("starts a thread", lambda: threading.Thread(target=int).start())
tried("reads another file", secret.read_bytes)
tried("lists another folder", lambda: os.listdir(secret.parent))
tried("writes beside", lambda: (secret.parent / "new").write_text("x"))
tried("changes the drawing", lambda: reading.write_text("x"))
tried("removes another file", secret.unlink)
tried("follows its own link", lambda: (os.symlink(secret, folder / "link"), (folder / "link").read_bytes()))
tried("changes rights", lambda: secret.chmod(0o777))
tried("opens a network socket", socket.socket)
tried("opens a local socket", lambda: socket.socket(socket.AF_UNIX))
tried("forks", os.fork)
tried("runs a program", lambda: subprocess.run(["true"]))
tried("signals its parent", lambda: os.kill(os.getppid(), 0))
tried("reads its parent's environment", lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes())
print(json.dumps(done))
"""


def test_every_way_out_is_shut_and_what_reading_needs_is_open(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    reading, secret = tmp_path / "plan.dxf", tmp_path / "other" / "secret"
    reading.write_text("0")
    secret.parent.mkdir()
    secret.write_text("s")
    said = subprocess.run(
        [sys.executable, "-c", PROBES, folder, reading, secret],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        check=True,
    )
    done = json.loads(said.stdout)
    held = done.pop("held")
    assert set(held) == set(confine.offered()) & {"landlock", "seccomp"}
    if "seccomp" not in held or "landlock" not in held:
        pytest.skip(f"this kernel offers only {held or 'neither'}")
    assert {name for name, possible in done.items() if possible} == {
        "writes its folder",
        "reads the drawing",
        "imports",
        "starts a thread",
    }
    assert secret.read_text() == "s"


def test_no_setting_and_no_secret_of_the_service_reaches_the_reading_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate._WARM.close()
    monkeypatch.setenv("JOINT_REVIEW_SECRET_KEY", "nobody-may-read-this")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nor-this")
    document = drawing()
    frame(document.modelspace(), 0, 0, (841, 594), 100)
    read_isolated(saved(document, tmp_path), "plan.dxf", tmp_path / "work", plotted=False)
    process = isolate._WARM.process
    assert process is not None
    environment = Path(f"/proc/{process.pid}/environ").read_bytes()
    assert b"nobody-may-read-this" not in environment
    assert b"nor-this" not in environment


def test_a_child_does_not_outlive_the_process_that_forked_it() -> None:
    forks = (
        "import os, sys, time\nfrom checkers.drawing import confine\nparent = os.getpid()\nchild = os.fork()\n"
        "if child:\n    print(child, flush=True)\n    time.sleep(60)\n"
        "else:\n    confine.ends_with_parent(parent)\n    time.sleep(60)\n"
    )
    root = Path(isolate.__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", forks], cwd=root, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while _alive(child):
        assert time.monotonic() < deadline, "the child outlives its parent"


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except FileNotFoundError:
        return False
