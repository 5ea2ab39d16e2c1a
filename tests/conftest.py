"""What all tests share: the repository's root and the collection of other people's drawings."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["tests.storage.fixtures"]

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT.parent / "shared" / "drawings"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def collection() -> Path:
    if not COLLECTION.is_dir():
        pytest.skip("the collection of other people's drawings is not on this machine")
    return COLLECTION
