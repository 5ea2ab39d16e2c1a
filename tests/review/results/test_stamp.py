from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf
import pytest

from review.results.errors import CannotStamp
from review.results.keys import Keys
from review.results.seal_face import SealFace
from review.results.sign import signed_pdf
from review.results.stamp import stamped
from tests.review.results.made import plain_pdf

DPI = 127  # five pixels a millimetre


def red_box(pdf: bytes, page: int = 0) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of everything red on the page as it is seen; millimetres from its lower left corner."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        pixmap = document[page].get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n).astype(int)
    red = (pixels[..., 0] > 180) & (pixels[..., 1] < 90) & (pixels[..., 2] < 90)
    if not red.any():
        return None
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    return columns[0] / 5, (pixmap.height - rows[-1] - 1) / 5, (columns[-1] + 1) / 5, (pixmap.height - rows[0]) / 5


@pytest.fixture
def earnest(seal: SealFace) -> SealFace:
    """Without the red line of warning the ring is all that is red."""
    return replace(seal, development=False)


def turned(pdf: bytes, rotation: int) -> bytes:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for page in document:
            page.set_rotation(rotation)
        made: bytes = document.tobytes()
        return made


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_ring_is_42_mm_inside_the_frame_at_the_lower_left_however_the_page_is_turned(
    earnest: SealFace, rotation: int
) -> None:
    size = (1189, 841) if rotation in {0, 180} else (841, 1189)
    box = red_box(stamped(turned(plain_pdf("", *size), rotation), earnest))
    # the panel stands at 25 + 3 and 10 + 3 millimetres, the ring 6 above its foot
    assert box == pytest.approx((28, 19, 70, 61), abs=0.4)


def test_a_cropped_page_is_stamped_where_it_is_seen(earnest: SealFace) -> None:
    with pymupdf.open(stream=plain_pdf("", 1189, 841), filetype="pdf") as document:
        document[0].set_cropbox(pymupdf.Rect(200, 300, 2600, 2000))
        cropped = document.tobytes()
    assert red_box(stamped(cropped, earnest)) == pytest.approx((28, 19, 70, 61), abs=0.4)


def test_a_page_in_larger_units_gets_a_seal_of_the_same_size(earnest: SealFace) -> None:
    with pymupdf.open(stream=plain_pdf("", 594.5, 420.5), filetype="pdf") as document:
        document.xref_set_key(document[0].xref, "UserUnit", "2")
        large = document.tobytes()
    with pymupdf.open(stream=large, filetype="pdf") as document:
        assert document[0].rect.width / 72 * 25.4 == pytest.approx(1189, abs=0.1)
    assert red_box(stamped(large, earnest)) == pytest.approx((28, 19, 70, 61), abs=0.4)


def test_on_a_tiny_page_the_seal_shrinks_and_stays_on_it(earnest: SealFace) -> None:
    box = red_box(stamped(plain_pdf("", 60, 40), earnest))
    assert box is not None
    left, low, right, top = box
    # 42 % of 40 mm for the panel of 49 mm: 0.343 of 42 mm
    assert (right - left, top - low) == pytest.approx((14.4, 14.4), abs=0.6)
    assert left > 0
    assert low > 0


def test_the_seal_stands_where_it_is_wanted_and_never_beyond_the_page(earnest: SealFace) -> None:
    assert red_box(stamped(plain_pdf("", 420, 297), earnest, place=(300, 200))) == pytest.approx(
        (300, 206, 342, 248), abs=0.4
    )
    assert red_box(stamped(plain_pdf("", 420, 297), earnest, place=(900, -5))) == pytest.approx(
        (350, 6, 392, 48), abs=0.4
    )


def test_every_page_or_only_those_asked_for(earnest: SealFace) -> None:
    every, second = (stamped(plain_pdf("", 297, 210, pages=3), earnest, pages=pages) for pages in (None, [1]))
    assert [red_box(every, page) is not None for page in range(3)] == [True, True, True]
    assert [red_box(second, page) is not None for page in range(3)] == [False, True, False]


def test_what_was_drawn_layers_and_texts_stay(seal: SealFace) -> None:
    with pymupdf.open(stream=plain_pdf("建施-01"), filetype="pdf") as document:
        layer = document.add_ocg("WALL")
        document[0].insert_text((200, 200), "layered", oc=layer)
        drawing = document.tobytes()
    with pymupdf.open(stream=stamped(drawing, seal), filetype="pdf") as document:
        assert [ocg["name"] for ocg in document.get_ocgs().values()] == ["WALL"]
        text = document[0].get_text()
    assert "建施-01" in text
    assert "layered" in text


def test_a_page_that_leaves_its_state_changed_does_not_move_the_seal(earnest: SealFace) -> None:
    with pymupdf.open(stream=plain_pdf("", 1189, 841), filetype="pdf") as document:
        page = document[0]
        stream = document.get_new_xref()
        document.update_object(stream, "<<>>")
        document.update_stream(stream, b"0.5 0 0 0.5 300 300 cm 0 g")
        document.xref_set_key(page.xref, "Contents", f"{stream} 0 R")
        crooked = document.tobytes()
    assert red_box(stamped(crooked, earnest)) == pytest.approx((28, 19, 70, 61), abs=0.4)


@pytest.mark.parametrize("content", [b"", b"\xff" * 900, b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_pdf_is_refused_in_both_languages(content: bytes, seal: SealFace) -> None:
    with pytest.raises(CannotStamp) as refused:
        stamped(content, seal)
    assert "PDF" in refused.value.words.zh
    assert "PDF" in refused.value.words.en


def test_an_encrypted_pdf_is_refused(seal: SealFace) -> None:
    with pymupdf.open(stream=plain_pdf(), filetype="pdf") as document:
        locked = [
            document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw="o")
            for password in ("u", "")
        ]
    for pdf in locked:
        with pytest.raises(CannotStamp, match="encrypted"):
            stamped(pdf, seal)


def test_a_signed_pdf_is_refused_because_a_stamp_would_break_it(seal: SealFace, keys: Keys) -> None:
    with pytest.raises(CannotStamp, match="cover sheet"):
        stamped(signed_pdf(plain_pdf(), keys, reason="设计"), seal)


def test_a_page_whose_annotations_are_a_literal_null_can_still_be_signed(seal: SealFace, keys: Keys) -> None:
    with pymupdf.open(stream=plain_pdf(), filetype="pdf") as document:
        document.xref_set_key(document[0].xref, "Annots", "null")
        given = document.tobytes()
    assert b"/Annots null" in given
    assert b"/ByteRange" in signed_pdf(stamped(given, seal), keys, reason="审图")
