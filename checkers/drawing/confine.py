"""Shut a process in for good: its own folder to write, programs and fonts to read, no network, no other process.

Vocabulary
----------
Landlock   the kernel's list of folders a process may still open (Linux 5.13 and later)
seccomp    the kernel's filter of system calls; a call of the list below fails instead of being done

Both need no rights, hold for the process and its threads, and cannot be taken back. Where the kernel lacks one of
them the other still holds; ``confined`` names what took hold, so that nobody has to guess.
Sources: linux/landlock.h, linux/seccomp.h, linux/filter.h; call numbers from asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import errno
import importlib.util
import os
import platform
import signal
import struct
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 39, 22
_SECCOMP_MODE_FILTER = 2
PARTS = ("rlimits", "no-new-privileges", "landlock", "seccomp")
"""what shuts a reading process in, when all of it is there"""

_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_READ = 0b0_1101
"""execute (a library is mapped so), read a file, list a folder"""
_FILE_ONLY = 0b1 | 0b10 | 0b100 | 1 << 14 | 1 << 15
_ALL_BY_VERSION = ((1, (1 << 13) - 1), (2, (1 << 14) - 1), (3, (1 << 15) - 1), (5, (1 << 16) - 1))
_NO_TCP = 0b11
_NO_ABSTRACT_SOCKETS_NO_SIGNALS = 0b11

_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/mime.types"),
    *("/sys/fs/cgroup", "/sys/devices/system", "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat"),
    *("/dev/urandom", "/dev/random", "/dev/zero"),
)
"""what libraries, fonts and runtimes read"""

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_FORBIDDEN = {
    "x86_64": (
        *(41, 42, 43, 49, 50, 53, 288),  # socket connect accept bind listen socketpair accept4
        *(57, 58, 59, 322, 101, 310, 311),  # fork vfork execve execveat ptrace process_vm_readv process_vm_writev
        *(62, 200, 129, 297, 424, 434, 438),  # kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_…
        *(90, 91, 92, 93, 94, 260, 268, 452, 133, 259),  # chmod… chown… mknod…
        *(132, 235, 261, 280, 188, 189, 190),  # utime… setxattr…
        *(165, 166, 155, 161, 169, 175, 176, 313, 246, 320),  # mount umount2 pivot_root chroot reboot modules kexec
        *(248, 249, 250, 298, 321, 323, 308, 272, 304, 425, 426, 427),  # keys perf bpf userfaultfd setns unshare …
        *(29, 64, 68),  # shmget semget msgget
    ),
    "aarch64": (
        *(198, 203, 202, 200, 201, 199, 242),
        *(221, 281, 117, 270, 271),
        *(129, 130, 138, 240, 424, 434, 438),
        *(52, 53, 54, 55, 452, 33),
        *(88, 5, 6, 7),
        *(40, 39, 41, 51, 142, 105, 106, 273, 104, 294),
        *(217, 218, 219, 241, 280, 282, 268, 97, 265, 425, 426, 427),
        *(194, 190, 186),
    ),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_TGKILL = {"x86_64": 234, "aarch64": 131}
_PRLIMIT = {"x86_64": 302, "aarch64": 261}
_CLONE_THREAD = 0x10000
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16


def ends_with_parent(parent: int, with_signal: int = signal.SIGKILL) -> None:
    """Get this signal when ``parent`` ends, however it ends; end at once when it is gone already."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, with_signal, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def confined(folder: Path, reading: Iterable[Path]) -> tuple[str, ...]:
    """Shut this process in: it writes below ``folder`` only and reads ``reading``, the system and our programs.

    Returns which of ``landlock`` and ``seccomp`` took hold; neither on a system that knows them not.
    """
    if sys.platform != "linux" or _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return ()
    held = []
    if _landlock(folder, [*reading, *_programs()]):
        held.append("landlock")
    if _seccomp(platform.machine()):
        held.append("seccomp")
    return tuple(held)


def offered() -> tuple[str, ...]:
    """Which of ``rlimits``, ``no-new-privileges``, ``landlock`` and ``seccomp`` this machine has, without using them."""
    found = ["rlimits"] if importlib.util.find_spec("resource") else []
    if sys.platform != "linux":
        return tuple(found)
    libc = _libc()
    if libc.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0:
        found.append("no-new-privileges")
    if libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1) >= 1:
        found.append("landlock")
    # a filter at a null address is looked at (and refused) only by a kernel that takes filters
    filters = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, None, 0, 0) == -1 and ctypes.get_errno() == errno.EFAULT
    if filters and platform.machine() in _FORBIDDEN and sys.maxsize > 1 << 32:
        found.append("seccomp")
    return tuple(found)


def missing() -> tuple[str, ...]:
    """Which parts of the confinement this machine lacks."""
    held = offered()
    return tuple(part for part in PARTS if part not in held)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _programs() -> Iterator[Path]:
    """Where Python, its packages and this one lie; not the folder above, which may hold the data of a service."""
    yield from (Path(each) for each in _SYSTEM)
    yield from {Path(each) for each in (sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values())}
    yield Path(__file__).resolve().parents[1]


def _landlock(folder: Path, reading: Iterable[Path]) -> bool:
    libc = _libc()
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    handled = next(rights for since, rights in reversed(_ALL_BY_VERSION) if version >= since)
    rules = struct.pack("QQQ", handled, _NO_TCP, _NO_ABSTRACT_SOCKETS_NO_SIGNALS)
    rules = rules[: 8 if version < 4 else 16 if version < 6 else 24]  # noqa: PLR2004 (the kernel's versions)
    ruleset = libc.syscall(_LANDLOCK_CREATE, rules, ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return False
    try:
        allowed = [(each, _READ & handled) for each in reading]
        for path, rights in (*allowed, (Path(os.devnull), handled), (folder, handled)):
            _allow(libc, ruleset, path, rights)
        return bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there needs no leave
        return
    try:
        given = rights if path.is_dir() else rights & _FILE_ONLY
        libc.syscall(_LANDLOCK_ADD_RULE, ruleset, 1, struct.pack("=Qi", given, place), 0)
    finally:
        os.close(place)


def _seccomp(machine: str) -> bool:
    if machine not in _FORBIDDEN or sys.maxsize < 1 << 32:
        return False
    program = b"".join(_filter(machine))
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HL", len(program) // 8, ctypes.addressof(buffer))
    return bool(_libc().prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, head, 0, 0) == 0)


def _filter(machine: str) -> Iterator[bytes]:
    """The filter: another architecture or a forbidden call is refused, a few calls are looked at, the rest is done."""
    refused = _step(_RETURN, value=_REFUSE | errno.EPERM)
    allowed = _step(_RETURN, value=_ALLOW)
    yield _step(_LOAD, value=_ARCH)
    yield _step(_EQUAL, 1, 0, _AUDIT_ARCH[machine])
    yield refused
    yield _step(_LOAD, value=_NUMBER)
    yield _step(_AT_LEAST, 0, 1, _X32)
    yield refused
    for number in _FORBIDDEN[machine]:
        yield _step(_EQUAL, 0, 1, number)
        yield refused
    yield _step(_EQUAL, 0, 1, _CLONE3)  # its flags cannot be looked at; told that it is missing, libc takes clone
    yield _step(_RETURN, value=_REFUSE | errno.ENOSYS)
    looked_at = (
        (_CLONE[machine], _step(_ANY_BIT, 0, 1, _CLONE_THREAD)),  # a thread of this process, no new process
        (_TGKILL[machine], _step(_EQUAL, 0, 1, os.getpid())),  # a signal to itself, as abort() sends it
        (_PRLIMIT[machine], _step(_EQUAL, 0, 1, 0)),  # its own limits
    )
    for number, test in looked_at:
        yield _step(_EQUAL, 0, 4, number)
        yield _step(_LOAD, value=_FIRST_ARGUMENT)
        yield test
        yield allowed
        yield refused
    yield allowed


def _step(code: int, yes: int = 0, no: int = 0, value: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
