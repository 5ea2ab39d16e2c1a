"""A seal covers nothing as long as there is room elsewhere."""

import pymupdf

from review.results.free_place import free_place

MM = 72 / 25.4
PANEL = (70.0, 49.0)
USUAL = (28.0, 13.0)


def page_with(*boxes: tuple[float, float, float, float]) -> pymupdf.Page:
    """An A1 page with filled boxes given in millimetres from its lower left corner."""
    document = pymupdf.open()
    page = document.new_page(width=841 * MM, height=594 * MM)
    for left, low, right, top in boxes:
        page.draw_rect(pymupdf.Rect(left * MM, (594 - top) * MM, right * MM, (594 - low) * MM), fill=(0, 0, 0))
    return page


def covers(place: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    left, low = place
    return left < box[2] and left + PANEL[0] > box[0] and low < box[3] and low + PANEL[1] > box[1]


def test_an_empty_page_takes_the_seal_at_the_usual_place() -> None:
    place = free_place(page_with(), PANEL, USUAL)
    assert place == USUAL


def test_a_table_at_the_usual_place_is_left_uncovered() -> None:
    table = (30.0, 15.0, 160.0, 90.0)
    place = free_place(page_with(table), PANEL, USUAL)
    assert place is not None
    assert not covers(place, table)
    # the nearest way round is above the table, 75 mm up, not 130 mm to its right
    assert place[0] < 32
    assert 90 <= place[1] < 96


def test_a_thin_line_counts_as_ink() -> None:
    line = (20.0, 40.0, 800.0, 40.1)
    place = free_place(page_with(line), PANEL, USUAL)
    assert place is not None
    assert not covers(place, line)


def test_a_full_page_has_no_free_place() -> None:
    assert free_place(page_with((0, 0, 841, 594)), PANEL, USUAL) is None


def test_a_turned_page_is_looked_at_as_it_is_seen() -> None:
    page = page_with((0, 0, 841, 300))  # the lower half as drawn
    page.set_rotation(180)  # as seen, the upper half
    place = free_place(page, PANEL, USUAL)
    assert place == USUAL
