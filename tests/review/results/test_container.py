from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from review.results import container
from review.results.container import Writer, opened
from review.results.errors import NotReadable


def made(files: dict[str, bytes], *, deflated: bool = False) -> bytes:
    out = io.BytesIO()
    writer = Writer(out)
    for name, content in files.items():
        assert (
            writer.add(name, io.BytesIO(content), len(content), deflated=deflated)
            == hashlib.sha256(content).hexdigest()
        )
    assert writer.digest.hexdigest() == hashlib.sha256(out.getvalue()).hexdigest()
    writer.close()
    return out.getvalue()


FILES = {"图/一.txt": b"one" * 50_000, "b.bin": bytes(range(256)), "leer": b""}


@pytest.mark.parametrize("deflated", [False, True])
@pytest.mark.parametrize("large", [False, True])
def test_any_tool_opens_the_container(deflated: bool, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(container, "_large", lambda _: True)
    content = made(FILES, deflated=deflated)
    with zipfile.ZipFile(io.BytesIO(content)) as other:
        assert other.testzip() is None
        assert {name: other.read(name) for name in other.namelist()} == FILES
    found = opened(memoryview(content))
    assert found.departures == [] or large
    if not large:
        assert {name: found.read(member, 1 << 20) for name, member in found.members.items()} == FILES


def test_sixty_five_thousand_members_need_the_large_end_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "_MANY", 3)
    content = made(FILES)
    assert b"PK\6\6" in content


def test_a_member_of_another_size_than_announced_is_refused() -> None:
    with pytest.raises(ValueError, match="announced"):
        Writer(io.BytesIO()).add("a", io.BytesIO(b"abc"), 4, deflated=False)


def test_a_content_longer_than_its_header_says_is_not_unpacked() -> None:
    content = bytearray(made({"a": b"0" * 5_000_000}, deflated=True))
    found = opened(memoryview(bytes(content)))
    (member,) = found.members.values()
    bomb = container.Member(member.name, 1000, member.packed, member.crc, member.offset, member.deflated)
    with pytest.raises(ValueError, match="more content"):
        b"".join(bytes(piece) for piece in found.pieces(bomb))


def repacked(content: bytes, **change: object) -> bytes:
    """The same members written by another program."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.comment = bytes(change.get("comment", b""))  # type: ignore[arg-type]  # bytes in, bytes out
    return out.getvalue()


def test_an_archive_of_another_program_departs_from_the_form() -> None:
    assert opened(memoryview(repacked(made(FILES)))).departures
    assert opened(memoryview(repacked(made(FILES), comment=b"hello"))).departures


def shifted(content: bytes) -> bytes:
    """Four bytes before the directory that belong to no member."""
    end = content.rfind(b"PK\5\6")
    start = int.from_bytes(content[end + 16 : end + 20], "little")
    directory = content[start:end] + content[end : end + 16] + (start + 4).to_bytes(4, "little") + content[end + 20 :]
    return content[:start] + b"more" + directory


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("trailing", lambda content: content + b"more"),
        ("directory", lambda content: content[:-2] + b"\4\0more"),
        ("gap", shifted),
    ],
)
def test_what_is_added_to_a_container_is_noticed(what: str, changed: object) -> None:
    altered = changed(made(FILES))  # type: ignore[operator]  # a lambda
    assert what in {departure for _, departure in opened(memoryview(altered)).departures}


def test_a_member_that_stands_twice_is_noticed() -> None:
    out = io.BytesIO()
    writer = Writer(out)
    for content in (b"one", b"two"):
        writer.add("a", io.BytesIO(content), 3, deflated=False)
    writer.close()
    assert ("a", "double") in opened(memoryview(out.getvalue())).departures


def test_a_local_header_that_differs_from_the_directory_is_noticed() -> None:
    content = made(FILES).replace(b"b.bin", b"c.bin", 1)
    assert opened(memoryview(content)).departures == [("b.bin", "header")]


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"PK\5\6", b"PK\5\6" + b"\xff" * 18, b"\0" * 100])
def test_a_destroyed_container_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        opened(memoryview(content))


def test_a_container_cut_anywhere_is_refused_or_departs(tmp_path: Path) -> None:
    content = made(FILES)
    for length in range(0, len(content), 997):
        with pytest.raises(NotReadable):
            opened(memoryview(content[:length]))
