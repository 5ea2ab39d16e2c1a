"""What only the folder of objects promises, and the setting that chooses a store."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.bucket import Bucket, host_of
from storage.errors import Unreachable
from storage.objects import Folder, objects_at
from tests.storage.fixtures import S3Server

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_objects_lie_where_anybody_finds_them_and_nobody_writes(objects: Folder) -> None:
    objects.put(b"abc")
    path = objects.root / "sha256" / "ba" / ABC
    assert path.read_bytes() == b"abc"
    assert path.stat().st_mode & 0o777 == 0o444
    with objects.local(ABC) as local:
        assert local == path


def test_of_many_who_put_the_same_bytes_at_once_one_is_told_that_they_are_new(objects: Folder) -> None:
    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(lambda _: objects.put(io.BytesIO(b"abc")), range(32)))
    assert sum(each.new for each in kept) == 1


def test_without_second_names_on_the_file_system_objects_are_kept_all_the_same(
    objects: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert objects.put(b"abc").new is True
    assert objects.put(b"abc").new is False
    objects.verify(ABC)


def test_what_was_half_written_long_ago_is_swept_and_what_is_being_written_stays(tmp_path: Path) -> None:
    halves = tmp_path / "half-written"
    halves.mkdir()
    old, fresh = halves / "old", halves / "fresh"
    for half in (old, fresh):
        half.write_bytes(b"ab")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    Folder(tmp_path)
    assert list(halves.iterdir()) == [fresh]


def test_a_folder_that_cannot_be_made_is_said_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unreachable, match="check the space and rights") as refusal:
        Folder(tmp_path / "file")
    assert "磁盘空间" in refusal.value.words.zh


def test_a_full_disk_is_said_and_leaves_nothing_half_written(objects: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unreachable, match="No space left on device"):
        objects.put(b"abc")
    assert [path for path in objects.root.rglob("*") if path.is_file()] == []


def test_without_a_setting_objects_lie_in_the_given_folder(tmp_path: Path) -> None:
    for setting in (None, "", "folder"):
        store = objects_at(setting, folder=tmp_path / "objects")
        assert isinstance(store, Folder)
        assert store.root == tmp_path / "objects"


def test_a_path_in_the_setting_is_the_folder(tmp_path: Path) -> None:
    store = objects_at(str(tmp_path / "elsewhere"), folder=tmp_path / "objects")
    assert isinstance(store, Folder)
    assert store.root == tmp_path / "elsewhere"


def test_an_s3_setting_is_a_bucket_on_the_given_server(s3_server: S3Server, tmp_path: Path) -> None:
    store = objects_at(
        "s3://from-a-setting",
        folder=tmp_path,
        endpoint=f"http://{s3_server.endpoint}",
        access=s3_server.access,
        secret=s3_server.secret,
    )
    assert isinstance(store, Bucket)
    assert store.put(b"abc").sha256 == ABC
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_of_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="s3://BUCKET"):
        objects_at("ftp://somewhere", folder=tmp_path)


def test_the_address_of_a_server_says_whether_it_is_encrypted() -> None:
    assert host_of("http://127.0.0.1:8333") == ("127.0.0.1:8333", False)
    assert host_of("https://s3.example.com/") == ("s3.example.com", True)
    assert host_of("s3.example.com:9000") == ("s3.example.com:9000", True)


@pytest.mark.parametrize("endpoint", ["", "ftp://s3.example.com", "https://s3.example.com/path", "https://"])
def test_an_address_that_is_none_is_refused_with_the_remedy(endpoint: str, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="JOINT_REVIEW_S3_ENDPOINT"):
        objects_at("s3://bucket", folder=tmp_path, endpoint=endpoint)
