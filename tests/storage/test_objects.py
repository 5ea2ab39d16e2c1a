"""The promise of an object store, asked of a folder and of a real S3 server alike."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.bucket import Bucket
from storage.errors import NotFound, NotWhole
from storage.objects import Folder, Kept, Objects

# sha256sum of "" and of "abc", from FIPS 180-4's examples
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
UNKNOWN = "0" * 64
NO_HASHES = ["", "abc", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, f"{'0' * 64}\n", "\x00" * 64]


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest) -> Folder | Bucket:
    chosen: Folder | Bucket = request.getfixturevalue("objects" if request.param == "folder" else "bucket")
    return chosen


@pytest.fixture
def damage(store: Folder | Bucket) -> Callable[[str, bytes], None]:
    """Change kept bytes behind the store's back."""

    def change(sha256: str, content: bytes) -> None:
        name = f"sha256/{sha256[:2]}/{sha256}"
        if isinstance(store, Folder):
            (store.root / name).unlink()
            (store.root / name).write_bytes(content)
        else:
            store._client.put_object(store._bucket, name, io.BytesIO(content), len(content))

    return change


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot go back, as a network does."""

    def __init__(self, content: bytes, at_once: int) -> None:
        self._stream = io.BytesIO(content)
        self._at_once = at_once

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(min(size, self._at_once) if size >= 0 else self._at_once)


def test_bytes_come_back_under_their_hash(store: Objects) -> None:
    assert store.put(b"abc") == Kept(ABC, 3, new=True)
    assert store.read(ABC) == b"abc"
    assert store.size(ABC) == 3
    assert store.exists(ABC)
    with store.open(ABC) as stream:
        assert stream.read(2) == b"ab"
        assert stream.read() == b"c"
        assert stream.read() == b""
    store.verify(ABC)


def test_bytes_streams_and_files_are_kept_alike(store: Objects, tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    stream = io.BytesIO(b"abc")
    assert store.put(path) == Kept(ABC, 3, new=True)
    assert store.put(stream) == Kept(ABC, 3, new=False)
    assert store.put(Trickle(b"abc", 1)) == Kept(ABC, 3, new=False)  # type: ignore[arg-type]  # all that put asks of it
    assert not stream.closed
    assert path.read_bytes() == b"abc"


def test_nothing_at_all_is_an_object_too(store: Objects) -> None:
    assert store.put(b"") == Kept(NOTHING, 0, new=True)
    assert store.put(io.BytesIO()) == Kept(NOTHING, 0, new=False)
    assert store.read(NOTHING) == b""
    assert store.size(NOTHING) == 0
    assert store.exists(NOTHING)
    store.verify(NOTHING)
    with store.local(NOTHING) as path:
        assert path.read_bytes() == b""


def test_fifty_megabytes_come_back_whole(store: Objects, tmp_path: Path) -> None:
    content = random.Random(1).randbytes(50_000_000)
    expected = hashlib.sha256(content).hexdigest()
    path = tmp_path / "large"
    path.write_bytes(content)
    with path.open("rb") as stream:
        assert store.put(stream) == Kept(expected, 50_000_000, new=True)
    assert store.size(expected) == 50_000_000
    store.verify(expected)
    with store.local(expected) as local:
        assert local.stat().st_size == 50_000_000
    with store.open(expected) as stream:
        stream.seek(33_554_430)
        assert stream.read(10) == content[33_554_430:33_554_440]


def test_a_stream_can_be_read_from_any_place(store: Objects) -> None:
    content = bytes(range(256)) * 40
    with store.open(store.put(content).sha256) as stream:
        assert stream.seekable()
        assert stream.seek(0, io.SEEK_END) == 10_240
        assert stream.read() == b""
        assert stream.seek(-3, io.SEEK_END) == 10_237
        assert stream.read() == b"\xfd\xfe\xff"
        assert stream.seek(256) == 256
        assert stream.read(2) == b"\x00\x01"
        assert stream.seek(2, io.SEEK_CUR) == 260
        assert stream.tell() == 260
        assert stream.read(1) == b"\x04"
        assert stream.seek(20_000) == 20_000
        assert stream.read(1) == b""


def test_the_same_bytes_put_by_many_at_once_are_one_object(store: Objects) -> None:
    content = random.Random(2).randbytes(200_000)
    with ThreadPoolExecutor(6) as threads:
        kept = list(threads.map(lambda _: store.put(io.BytesIO(content)), range(12)))
    assert {(each.sha256, each.size) for each in kept} == {(hashlib.sha256(content).hexdigest(), 200_000)}
    assert any(each.new for each in kept)
    assert store.put(content).new is False
    assert store.read(kept[0].sha256) == content


def test_different_bytes_put_at_once_do_not_mix(store: Objects) -> None:
    contents = [random.Random(seed).randbytes(100_000) for seed in range(12)]
    with ThreadPoolExecutor(6) as threads:
        kept = list(threads.map(store.put, contents))
    assert [store.read(each.sha256) for each in kept] == contents
    assert all(each.new for each in kept)


def test_an_unknown_hash_is_not_found_whatever_is_asked(store: Objects) -> None:
    assert not store.exists(UNKNOWN)
    for ask in (store.read, store.size, store.verify, store.open):
        with pytest.raises(NotFound, match="no object 0000") as refusal:
            ask(UNKNOWN)
        assert "备份" in refusal.value.words.zh
    with pytest.raises(NotFound), store.local(UNKNOWN):
        pass


@pytest.mark.parametrize("name", NO_HASHES)
def test_what_is_no_hash_is_not_found_and_reaches_nothing_else(store: Objects, name: str) -> None:
    assert not store.exists(name)
    for ask in (store.read, store.size, store.verify, store.open):
        with pytest.raises(NotFound):
            ask(name)
    with pytest.raises(NotFound), store.local(name):
        pass


@pytest.mark.parametrize("content", [b"abd", b"ab", b"abcd", b""])
def test_changed_bytes_are_noticed_by_all_who_promise_it(
    store: Objects, damage: Callable[[str, bytes], None], content: bytes
) -> None:
    store.put(b"abc")
    damage(ABC, content)
    with pytest.raises(NotWhole, match="no longer has the bytes") as refusal:
        store.read(ABC)
    assert "已改变" in refusal.value.words.zh
    with pytest.raises(NotWhole):
        store.verify(ABC)
    with pytest.raises(NotWhole), store.local(ABC):
        pass


@pytest.mark.parametrize("content", [b"abd", b"ab"])
def test_putting_the_same_bytes_again_heals_what_was_changed(
    store: Objects, damage: Callable[[str, bytes], None], content: bytes
) -> None:
    store.put(b"abc")
    damage(ABC, content)
    assert store.put(b"abc") == Kept(ABC, 3, new=False)
    store.verify(ABC)


def test_a_stream_that_breaks_off_leaves_nothing(store: Objects) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            content = super().read(size)
            if not content:
                raise ConnectionResetError("the browser went away")
            return content

    with pytest.raises(ConnectionResetError):
        store.put(Broken(b"abc"))
    assert not store.exists(ABC)
    if isinstance(store, Folder):
        assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_local_file_is_there_while_it_is_needed(store: Objects) -> None:
    store.put(b"abc")
    with store.local(ABC) as path:
        assert path.read_bytes() == b"abc"
    store.verify(ABC)


def test_the_folder_of_the_objects_is_open_to_its_owner_alone(tmp_path: Path) -> None:
    Folder(tmp_path / "kept")
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
