"""What all tests share: the repository's root and the collection of other people's drawings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest_plugins = ["tests.storage.fixtures"]

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT.parent / "shared" / "drawings"


@pytest.fixture(scope="session", autouse=True)
def trust_of_this_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Development authorities made by tests are trusted for this session only, not by the user's account."""
    folder = tmp_path_factory.mktemp("trust")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINT_REVIEW_TRUST", str(folder))
        yield folder


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def collection() -> Path:
    if not COLLECTION.is_dir():
        pytest.skip("the collection of other people's drawings is not on this machine")
    return COLLECTION
