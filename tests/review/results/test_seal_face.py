from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf
import pytest
import segno

from review.results.seal_face import SealFace, content_stream
from review.results.stamp import face_pdf


def picture(face: SealFace, dpi: int) -> np.ndarray:
    with pymupdf.open(stream=face_pdf(face), filetype="pdf") as document:
        pixmap = document[0].get_pixmap(dpi=dpi)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n)


def test_the_face_is_vectors_only_without_fonts_or_images(seal: SealFace) -> None:
    with pymupdf.open(stream=face_pdf(seal), filetype="pdf") as document:
        page = document[0]
        assert page.get_fonts() == []
        assert page.get_images() == []
        assert len(page.get_drawings()) > 15
        assert (page.rect.width / 72 * 25.4, page.rect.height / 72 * 25.4) == pytest.approx((70, 49), abs=0.01)


def test_the_code_carries_the_address_of_verification(seal: SealFace) -> None:
    grey = picture(seal, 600)[..., :3].mean(axis=2)
    millimetre = 600 / 25.4
    matrix = [list(row) for row in segno.make(seal.url, error="m", micro=False).matrix]
    # 25 mm from 44.5 mm on, one millimetre and a half below the upper edge; two modules of quiet zone
    module = 25 / (len(matrix) + 4)
    read = [
        [
            int(
                grey[
                    round((1.5 + (row + 2.5) * module) * millimetre),
                    round((44.5 + (column + 2.5) * module) * millimetre),
                ]
                < 128
            )
            for column in range(len(matrix))
        ]
        for row in range(len(matrix))
    ]
    assert read == matrix


def test_only_a_development_seal_carries_the_warning(seal: SealFace) -> None:
    foot = slice(-int(5 / 25.4 * 200), None)
    assert (picture(seal, 200)[foot][..., 1] < 100).any()
    assert not (picture(replace(seal, development=False), 200)[foot][..., 1] < 100).any()


def test_names_short_long_and_rare_all_find_their_place(seal: SealFace) -> None:
    for name in ("", "审", "江苏省常州市武进区自然资源和规划局建设工程施工图联合审查服务中心办公室", "㙍A1"):
        shown = picture(replace(seal, authority=name), 200)
        outside = shown[: int(0.5 / 25.4 * 200)]
        assert (outside == 255).all()


def test_the_same_face_is_drawn_once(seal: SealFace) -> None:
    assert content_stream(seal) is content_stream(replace(seal))
    assert face_pdf(seal) is face_pdf(replace(seal))


def test_a_sheet_grows_by_little(seal: SealFace) -> None:
    assert len(face_pdf(seal)) < 25_000
