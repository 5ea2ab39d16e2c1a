"""What only a bucket can get wrong: servers that are silent, refuse or break off."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest
import urllib3

from storage.bucket import Bucket
from storage.errors import Unreachable
from tests.storage.fixtures import S3Server

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address on loopback where nobody listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


def test_a_server_that_does_not_answer_is_said_with_the_remedy(nobody: str) -> None:
    with pytest.raises(Unreachable, match="JOINT_REVIEW_S3_ENDPOINT") as refusal:
        Bucket(nobody, "objects", "key", "secret", secure=False)
    assert "Traceback" not in str(refusal.value)
    assert f"http://{nobody}/objects" in refusal.value.words.zh


def test_a_server_that_goes_away_later_is_said_by_every_question(bucket: Bucket, nobody: str) -> None:
    bucket.put(b"abc")
    bucket._client._base_url._url = bucket._client._base_url._url._replace(netloc=nobody)
    for ask in (bucket.read, bucket.exists):
        with pytest.raises(Unreachable):
            ask(ABC)
    with pytest.raises(Unreachable):
        bucket.put(b"abc")


def test_wrong_keys_are_said(s3_server: S3Server) -> None:
    for access, secret in ((s3_server.access, "wrong"), ("wrong", s3_server.secret)):
        with pytest.raises(Unreachable, match="access keys"):
            Bucket(s3_server.endpoint, "objects", access, secret, secure=False)


@pytest.mark.parametrize("name", ["", "X", "under_score.", "a" * 64])
def test_an_impossible_name_of_a_bucket_is_said(s3_server: S3Server, name: str) -> None:
    with pytest.raises(Unreachable):
        Bucket(s3_server.endpoint, name, s3_server.access, s3_server.secret, secure=False)


def test_a_bucket_that_is_there_is_used_as_it_is(s3_server: S3Server) -> None:
    def use(_: int) -> Bucket:
        return Bucket(s3_server.endpoint, "shared-bucket", s3_server.access, s3_server.secret, secure=False)

    with ThreadPoolExecutor(4) as threads:
        first, second, *_ = threads.map(use, range(4))
    first.put(b"abc")
    assert second.read(ABC) == b"abc"


def test_objects_are_found_by_other_programs_under_their_name(bucket: Bucket) -> None:
    bucket.put(b"abc")
    names = [each.object_name for each in bucket._client.list_objects(bucket._bucket, recursive=True)]
    assert names == [f"sha256/ba/{ABC}"]


def test_an_answer_that_breaks_off_is_said_and_is_no_short_object(bucket: Bucket) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer_half() -> None:
        with listener, suppress(OSError):
            caller, _ = listener.accept()
            with caller:
                caller.recv(65536)
                caller.sendall(b"HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\nab")

    kept = bucket.put(b"abc")
    stream = bucket.open(kept.sha256)
    thread = threading.Thread(target=answer_half)
    thread.start()
    port = listener.getsockname()[1]
    bucket._client._base_url._url = bucket._client._base_url._url._replace(netloc=f"127.0.0.1:{port}")
    with stream, pytest.raises(Unreachable):
        stream.read()
    thread.join()


def test_the_client_gives_up_in_bounded_time(bucket: Bucket) -> None:
    timeout = bucket._client._http.connection_pool_kw["timeout"]
    retries = bucket._client._http.connection_pool_kw["retries"]
    assert isinstance(timeout, urllib3.Timeout)
    assert timeout.connect_timeout == 5
    assert timeout.read_timeout == 60
    assert retries.total == 3
