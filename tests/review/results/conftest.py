"""A development authority, a stamped sheet and a small but whole package, made once for all these tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from review.conclusion import Overall
from review.results.keys import Keys, office_keys
from review.results.package import PackageParts, PackedFile, assemble
from review.results.seal_face import SealFace
from review.results.sign import signed_pdf
from review.results.stamp import stamped
from tests.review.results.made import MOMENT, Packed, chained, plain_pdf


@pytest.fixture(autouse=True, scope="session")
def own_trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or writes the trust folder of the person who runs it."""
    folder = tmp_path_factory.mktemp("trust")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINT_REVIEW_TRUST", str(folder))
        yield folder


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory, own_trust: Path) -> Keys:
    logging.getLogger("review.results.keys").setLevel(logging.ERROR)
    made = office_keys(tmp_path_factory.mktemp("data"), None)
    logging.getLogger("review.results.keys").setLevel(logging.NOTSET)
    return made


@pytest.fixture
def authority(keys: Keys, tmp_path: Path) -> Path:
    file = tmp_path / "authority.pem"
    file.write_bytes(keys.authority_pem)
    return file


@pytest.fixture
def nobody(tmp_path: Path) -> Path:
    """A trust folder that trusts nobody."""
    folder = tmp_path / "nobody"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def seal() -> SealFace:
    return SealFace(
        "常州市武进区联合审图中心", "2026-000001", date(2026, 3, 4), "https://review.example/verify/AB12", True
    )


@pytest.fixture(scope="session")
def sealed(keys: Keys, seal: SealFace) -> bytes:
    return signed_pdf(stamped(plain_pdf(), seal), keys, reason="审图专用章", at=MOMENT)


@pytest.fixture(scope="session")
def packed(keys: Keys, sealed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    folder = tmp_path_factory.mktemp("package")
    sheet, letter, original = folder / "s.pdf", folder / "l.pdf", folder / "o.dxf"
    sheet.write_bytes(sealed)
    letter.write_bytes(signed_pdf(plain_pdf("审查意见书", 210, 297), keys, reason="审查意见书", at=MOMENT))
    original.write_text("".join(f"0\nLINE\n8\nWALL\n10\n{n}.0\n" for n in range(400)))
    parts = PackageParts(
        case_number="2026-000001",
        case_name="湖滨花园",
        round=1,
        code="AB12",
        verification_url="https://review.example/verify/AB12",
        sealed_at=MOMENT,
        conclusion=Overall.CORRECT,
        sheets=[
            PackedFile("总施-01 总平面图", sheet, {"number": "总施-01"}),
            PackedFile("总施-01 总平面图", sheet, {"number": "总施-01"}),
        ],
        letter=letter,
        originals=[PackedFile("../总图/建筑施工图.dxf", original)],
        findings={"findings": []},
        marks=[],
        opinions={"opinions": []},
        timeline=chained("created", "submitted", "decided"),
    )
    return Packed(assemble(parts, keys, folder / "成果包.zip"), parts)
