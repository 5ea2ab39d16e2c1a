"""The promise of ``objects`` kept by any S3 server, through the minio client.

Vocabulary
----------
bucket    where the server keeps our objects, as ``sha256/xx/<hash>``; made when it is not there
spooled   held in memory while small and in a temporary file beyond, since an object's name is its hash
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

import certifi
import urllib3
from minio import Minio
from minio.error import InvalidResponseError, S3Error, ServerError
from urllib3.exceptions import HTTPError

from storage.errors import NotFound, Unreachable
from storage.objects import CHUNK, Kept, copied, missing, not_whole, place, reading, whole

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_SPOOLED_IN_MEMORY = 8 * CHUNK
_PART = 16 * CHUNK
"""bytes of one part of a multipart upload; two are under way at once"""

_GONE = frozenset({"NoSuchKey", "NoSuchObject"})
_MADE_ALREADY = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


class Bucket:
    """Keeps objects in a bucket of an S3 server."""

    def __init__(
        self, endpoint: str, bucket: str, access: str, secret: str, *, secure: bool, region: str | None = None
    ) -> None:
        """Look whether the bucket is there and make it if not; Unreachable.

        ``endpoint`` is ``host:port``; ``region`` only where the server asks for one.
        """
        self._where = f"{'https' if secure else 'http'}://{endpoint}/{bucket}"
        self._bucket = bucket
        try:
            self._client = Minio(
                endpoint,
                access_key=access or None,
                secret_key=secret or None,
                secure=secure,
                region=region,
                http_client=_patient_client(),
            )
            with self._answering():
                if not self._client.bucket_exists(bucket):
                    self._make()
        except ValueError as error:  # how the client refuses an impossible address or name of a bucket
            raise self._unreachable(str(error)) from error

    def put(self, source: BinaryIO | bytes | Path) -> Kept:
        """See ``Objects.put``. Of two at the same time both may be told that theirs was new."""
        with reading(source) as stream, tempfile.SpooledTemporaryFile(max_size=_SPOOLED_IN_MEMORY) as spooled:
            sha256, size = copied(stream, spooled.write)
            before = self._size(sha256)
            if before == size and self._is_whole(sha256):
                return Kept(sha256, size, new=False)
            spooled.seek(0)
            with self._answering():
                self._client.put_object(
                    self._bucket,
                    place(sha256),
                    cast("BinaryIO", spooled),
                    size,
                    part_size=_PART,
                    num_parallel_uploads=2,
                )
            return Kept(sha256, size, new=before is None)

    def open(self, sha256: str) -> BinaryIO:
        """See ``Objects.open``. Each seek asks the server anew, so read on rather than to and fro."""
        return cast("BinaryIO", io.BufferedReader(_Remote(self, sha256, self.size(sha256)), CHUNK))

    def read(self, sha256: str) -> bytes:
        """See ``Objects.read``."""
        with self.open(sha256) as stream:
            return whole(sha256, stream.read())

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """See ``Objects.local``: a copy that goes away with the context."""
        with self.open(sha256) as stream, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / sha256
            with path.open("xb") as file:
                if copied(stream, file.write)[0] != sha256:
                    raise not_whole(sha256)
            yield path

    def verify(self, sha256: str) -> None:
        """See ``Objects.verify``."""
        if not self._is_whole(sha256):
            raise not_whole(sha256)

    def exists(self, sha256: str) -> bool:
        """See ``Objects.exists``."""
        try:
            return self._size(sha256) is not None
        except NotFound:  # it is no hash at all
            return False

    def size(self, sha256: str) -> int:
        """See ``Objects.size``."""
        size = self._size(sha256)
        if size is None:
            raise missing(sha256)
        return size

    def from_byte(self, sha256: str, start: int) -> urllib3.BaseHTTPResponse:
        """The server's answer with the bytes from ``start`` on, to be read and closed."""
        with self._answering(sha256):
            return self._client.get_object(self._bucket, place(sha256), offset=start)

    def next_bytes(self, answer: urllib3.BaseHTTPResponse, count: int) -> bytes:
        """At most ``count`` more bytes of an answer; Unreachable when it breaks off."""
        with self._answering():
            return answer.read(count)

    def _size(self, sha256: str) -> int | None:
        name = place(sha256)
        try:
            with self._answering(sha256):
                return self._client.stat_object(self._bucket, name).size or 0
        except NotFound:
            return None

    def _is_whole(self, sha256: str) -> bool:
        with self.open(sha256) as stream:
            return copied(stream)[0] == sha256

    def _make(self) -> None:
        try:
            self._client.make_bucket(self._bucket)
        except S3Error as error:
            if error.code not in _MADE_ALREADY:
                raise

    @contextmanager
    def _answering(self, sha256: str = "") -> Iterator[None]:
        try:
            yield
        except S3Error as error:
            if error.code in _GONE:
                raise missing(sha256) from error
            raise self._unreachable(f"{error.code}: {error.message}") from error
        except (HTTPError, ServerError, InvalidResponseError) as error:
            raise self._unreachable(f"{type(error).__name__}: {getattr(error, 'reason', None) or error}") from error

    def _unreachable(self, reason: str) -> Unreachable:
        return Unreachable(
            f"无法使用对象存储 {self._where}：{reason}；请检查服务是否运行、"
            "JOINT_REVIEW_S3_ENDPOINT 以及访问密钥是否正确",
            f"cannot use the object store {self._where}: {reason}; check that the server runs, "
            "JOINT_REVIEW_S3_ENDPOINT and the access keys",
        )


class _Remote(io.RawIOBase):
    """An object as a seekable stream, read from the server as it is asked for."""

    def __init__(self, bucket: Bucket, sha256: str, size: int) -> None:
        self._bucket = bucket
        self._sha256 = sha256
        self._size = size
        self._position = 0
        self._answer: urllib3.BaseHTTPResponse | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        position = max(0, origin + offset)
        if position != self._position:
            self._drop()
            self._position = position
        return position

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._position >= self._size or not view:
            return 0
        if self._answer is None:
            self._answer = self._bucket.from_byte(self._sha256, self._position)
        content = self._bucket.next_bytes(self._answer, len(view))
        view[: len(content)] = content
        self._position += len(content)
        return len(content)

    def close(self) -> None:
        self._drop()
        super().close()

    def _drop(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer.release_conn()
            self._answer = None


def host_of(endpoint: str) -> tuple[str, bool]:
    """``host:port`` and whether the connection is encrypted, out of ``https://host:port``; Unreachable.

    An address without a scheme is an encrypted one.
    """
    parts = urlsplit(endpoint if "://" in endpoint else f"https://{endpoint}")
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise Unreachable(
            f"对象存储服务地址“{endpoint}”无效；请将 JOINT_REVIEW_S3_ENDPOINT 设为 https://主机:端口",
            f"the address of the object store {endpoint!r} is no address; "
            "set JOINT_REVIEW_S3_ENDPOINT to https://HOST:PORT",
        )
    return parts.netloc, parts.scheme == "https"


def _patient_client() -> urllib3.PoolManager:
    return urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=5, read=60),
        retries=urllib3.Retry(total=3, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        maxsize=10,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )
