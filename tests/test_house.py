"""The house keeps its own rules: who may import whom, what lock files say, how large a file may grow."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

LONGEST = 420
"""lines of one source file; about 300 is meant, and two subjects are two files"""

PACKAGES = ("checkers", "storage", "review", "samples")


def test_nobody_imports_what_the_contracts_forbid(root: Path) -> None:
    command = Path(sysconfig.get_path("scripts")) / "lint-imports"
    answer = subprocess.run([command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-3000:]


@pytest.mark.parametrize("name", ["constraints.txt", "package-lock.json"])
def test_a_lock_file_names_no_registry_and_pins_by_hash(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    assert not re.search(r'"resolved"|index-url|find-links|https?://[^"\s]*(pypi|npmjs|registry)', text)
    assert "sha256:" in text or '"integrity": "sha512-' in text


def test_every_requirement_is_pinned_with_hashes(root: Path) -> None:
    blocks = re.split(r"\n(?=\S)", (root / "constraints.txt").read_text("utf-8").strip())
    loose = [block.splitlines()[0] for block in blocks if not block.startswith("#") and "--hash=sha256:" not in block]
    assert not loose


def test_no_source_file_outgrows_a_head(root: Path) -> None:
    lengths = {
        str(file.relative_to(root)): len(file.read_text("utf-8").splitlines())
        for package in PACKAGES
        for file in (root / package).rglob("*.py")
    }
    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_migrations_are_numbered_and_named_in_words(root: Path) -> None:
    names = sorted(file.name for file in (root / "storage" / "migrations").glob("*.sql"))
    assert names
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.sql", name) for name in names)


def test_texts_carry_no_path_of_a_machine(root: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    suspicious = re.compile(r"(?<![\w.])/(?:home|root|Users)/[a-z]")
    found = []
    for name in listed.stdout.split("\0"):
        file = root / name
        if file.suffix in {".py", ".ts", ".toml", ".md", ".html", ".yaml", ".json"} and file != Path(__file__):
            text = file.read_text("utf-8")
            found += [name] if suspicious.search(text) else []
    assert found == []
