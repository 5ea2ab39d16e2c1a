"""Files by the hash of their bytes: the promise, and the folder that keeps it.

Vocabulary
----------
object   bytes that never change, known by their SHA-256 in lower-case hex digits
whole    the kept bytes still have the hash they are known by
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.errors import NotFound, NotWhole, Unreachable

CHUNK = 1024 * 1024
"""bytes held in memory at a time"""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FORGOTTEN_AFTER = 24 * 3600.0
"""seconds after which a half-written file belongs to nobody"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of bytes that were put."""

    sha256: str
    size: int
    new: bool
    """False when the same bytes were kept before"""


class Objects(Protocol):
    """Keeps bytes under their hash; threads and processes may use one store at the same time.

    Every method that takes a hash raises NotFound when nothing is kept under it, and every method raises
    Unreachable when the store does not answer or is full.
    """

    def put(self, source: BinaryIO | bytes | Path) -> Kept:
        """Keep the bytes; whoever can ask for them afterwards gets all of them. A stream is read to its end."""

    def open(self, sha256: str) -> BinaryIO:
        """A seekable stream of the bytes, as they are kept: ask ``verify`` when it matters that they are whole."""

    def read(self, sha256: str) -> bytes:
        """All bytes at once; NotWhole."""

    def local(self, sha256: str) -> AbstractContextManager[Path]:
        """A file with these bytes while the context lasts, never to be written to; NotWhole."""

    def verify(self, sha256: str) -> None:
        """Read the bytes and compare; NotWhole."""

    def exists(self, sha256: str) -> bool:
        """Whether something is kept under this hash."""

    def size(self, sha256: str) -> int:
        """How many bytes are kept."""


class Folder:
    """Keeps objects as read-only files ``sha256/xx/<hash>`` under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._halves = root / "half-written"
        with _writable(root):
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            (root / "sha256").mkdir(parents=True, exist_ok=True)
            self._halves.mkdir(exist_ok=True)
        self._sweep()

    def put(self, source: BinaryIO | bytes | Path) -> Kept:
        """See ``Objects.put``. The bytes lie on the disk before their name does."""
        half = self._halves / secrets.token_hex(16)
        with reading(source) as stream:
            with _writable(self.root):
                file = half.open("xb")
            try:
                with file:
                    sha256, size = copied(stream, lambda chunk: self._write(file, chunk))
                    with _writable(self.root):
                        file.flush()
                        os.fsync(file.fileno())
                with _writable(self.root):
                    half.chmod(0o444)
                    return Kept(sha256, size, new=self._named(half, sha256, size))
            finally:
                half.unlink(missing_ok=True)

    def open(self, sha256: str) -> BinaryIO:
        """See ``Objects.open``."""
        try:
            return self._place(sha256).open("rb")
        except FileNotFoundError as error:
            raise missing(sha256) from error
        except OSError as error:
            raise _unreadable(self.root, error) from error

    def read(self, sha256: str) -> bytes:
        """See ``Objects.read``."""
        with self.open(sha256) as stream:
            return whole(sha256, stream.read())

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """See ``Objects.local``: the kept file itself."""
        self.verify(sha256)
        yield self._place(sha256)

    def verify(self, sha256: str) -> None:
        """See ``Objects.verify``."""
        with self.open(sha256) as stream:
            if copied(stream)[0] != sha256:
                raise not_whole(sha256)

    def exists(self, sha256: str) -> bool:
        """See ``Objects.exists``."""
        return bool(_SHA256.fullmatch(sha256)) and self._place(sha256).is_file()

    def size(self, sha256: str) -> int:
        """See ``Objects.size``."""
        try:
            return self._place(sha256).stat().st_size
        except FileNotFoundError as error:
            raise missing(sha256) from error

    def _place(self, sha256: str) -> Path:
        return self.root / place(sha256)

    def _write(self, file: BinaryIO, chunk: bytes) -> None:
        with _writable(self.root):
            file.write(chunk)

    def _named(self, half: Path, sha256: str, size: int) -> bool:
        target = self._place(sha256)
        target.parent.mkdir(exist_ok=True)
        try:
            target.hardlink_to(half)
        except FileExistsError:
            if not self._is_whole(target, sha256, size):
                half.replace(target)
            return False
        except OSError:  # this file system has no second names: the later of two equal files wins
            was_there = target.exists()
            half.replace(target)
            return not was_there
        finally:
            _kept_name(target.parent)
        return True

    @staticmethod
    def _is_whole(target: Path, sha256: str, size: int) -> bool:
        if target.stat().st_size != size:
            return False
        with target.open("rb") as stream:
            return copied(stream)[0] == sha256

    def _sweep(self) -> None:
        oldest = time.time() - _FORGOTTEN_AFTER
        for half in self._halves.iterdir():
            with suppress(FileNotFoundError):
                if half.stat().st_mtime < oldest:
                    half.unlink()


def objects_at(
    url: str | None,
    *,
    folder: Path,
    endpoint: str = "",
    access: str = "",
    secret: str = "",
    region: str | None = None,
) -> Objects:
    """The store a setting names.

    ``url`` is ``s3://BUCKET`` (kept by the S3 server at ``endpoint``), a folder's path, or nothing for ``folder``.
    Raises Unreachable when the store cannot be used.
    """
    if url and url.startswith("s3://"):
        from storage.bucket import Bucket, host_of

        host, secure = host_of(endpoint)
        return Bucket(host, url.removeprefix("s3://").strip("/"), access, secret, secure=secure, region=region)
    if url and "://" in url:
        raise Unreachable(
            f"不认识的对象存储地址 {url}；请填写文件夹路径或 s3://存储桶",
            f"unknown address of an object store {url}; give a folder or s3://BUCKET",
        )
    return Folder(Path(url) if url and url != "folder" else folder)


def place(sha256: str) -> str:
    """Where an object lies below its root, ``sha256/xx/<hash>``; NotFound for what is no hash at all."""
    if not _SHA256.fullmatch(sha256):
        raise missing(sha256)
    return f"sha256/{sha256[:2]}/{sha256}"


@contextmanager
def reading(source: BinaryIO | bytes | Path) -> Iterator[BinaryIO]:
    """The source as a stream; what came as a stream stays open."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    elif isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        yield source


def copied(source: BinaryIO, write: Callable[[bytes], object] | None = None) -> tuple[str, int]:
    """Read a stream to its end, handing every chunk to ``write`` if given: its SHA-256 and its count of bytes."""
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if write is not None:
            write(chunk)
    return digest.hexdigest(), size


def whole(sha256: str, content: bytes) -> bytes:
    """The content if it has this hash; NotWhole."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise not_whole(sha256)
    return content


def missing(sha256: str) -> NotFound:
    """The error for a hash that nothing is kept under."""
    return NotFound(
        f"对象库中没有 {sha256[:64]}；请从备份恢复，或重新上传原文件",
        f"no object {sha256[:64]} is kept; restore it from a backup or upload the file again",
    )


def not_whole(sha256: str) -> NotWhole:
    """The error for bytes that are no longer those that were put."""
    return NotWhole(
        f"对象 {sha256} 的内容已改变，与其散列值不符；请从备份恢复，或重新上传原文件",
        f"the object {sha256} no longer has the bytes it was kept with; restore it from a backup or upload it again",
    )


@contextmanager
def _writable(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unreachable(
            f"无法写入对象文件夹 {root}：{error.strerror}；请检查磁盘空间和权限",
            f"cannot write to the object folder {root}: {error.strerror}; check the space and rights on its disk",
        ) from error


def _unreadable(root: Path, error: OSError) -> Unreachable:
    return Unreachable(
        f"无法读取对象文件夹 {root}：{error.strerror}；请检查权限",
        f"cannot read the object folder {root}: {error.strerror}; check its rights",
    )


def _kept_name(folder: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
