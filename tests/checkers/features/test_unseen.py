from __future__ import annotations

from dataclasses import replace

from checkers.drawing.model import NotDisplayed, Omission, Sheet
from checkers.drawing.omissions import FAR_AWAY, FAR_IDLE, OUTSIDE
from checkers.features.unseen import NotUnderstood, hidden, hides_shapes, not_understood
from tests.checkers.drawn import Stroke, not_shown, path, rectangle, sheet


def test_what_is_hidden_is_named_with_its_count_and_only_the_most_of_it() -> None:
    drawn = sheet(
        not_displayed=[not_shown("proxy", name, count) for name, count in zip("ABCD", (5, 9, 1, 7), strict=True)]
    )
    assert hidden([drawn]) == "B ×9、D ×7、A ×5、…"
    assert hidden([sheet()]) == ""


def test_what_a_model_space_hides_is_counted_once_for_all_its_sheets_and_again_for_another_file() -> None:
    one = sheet(not_displayed=[not_shown("proxy", "TCH_WALL", 6)])
    other = replace(one, id="b-2")
    elsewhere = replace(one, id="c-1", file="other.dxf")
    assert hidden([one, other]) == "TCH_WALL ×6"
    assert hidden([one, other, elsewhere]) == "TCH_WALL ×12"


def test_what_has_a_place_is_counted_once_however_many_sheets_show_it() -> None:
    def hiding(count: int, *places: tuple[float, float]) -> Sheet:
        return sheet(not_displayed=[replace(not_shown("proxy", "TCH_WALL", count), places=places)])

    # two at places of their own on each sheet, one place shown by both, and one wall nobody knows the place of
    first = hiding(4, (0.0, 0.0), (1.0, 0.0), (5.0, 5.0))
    second = hiding(3, (100.0, 0.0), (5.0, 5.0))
    assert hidden([first, second]) == "TCH_WALL ×5"
    assert hidden([first]) == "TCH_WALL ×4"
    assert hidden([sheet()]) == ""


def test_what_lies_outside_every_frame_belongs_to_no_sheet() -> None:
    stray = NotDisplayed(Omission.OTHER, "outside every frame", 40, *OUTSIDE)
    assert not hidden([sheet(not_displayed=[stray])])
    assert hidden([sheet(not_displayed=[not_shown("other", "INSERT tree", 1)])])


def test_what_was_left_far_away_hides_no_shape_of_the_sheet_yet_may_be_of_the_building() -> None:
    far = sheet(not_displayed=[NotDisplayed(Omission.OTHER, "outside the sheet, far away", 2, *FAR_AWAY)])
    assert hidden([far]) == "outside the sheet, far away ×2"
    assert not hides_shapes(far)
    idle = NotDisplayed(Omission.OTHER, "idle things outside the sheet, far away", 2, *FAR_IDLE)
    assert not hidden([sheet(not_displayed=[idle])])
    assert hides_shapes(sheet(not_displayed=[not_shown("damaged", "LINE", 1)]))


def test_the_colours_of_a_gradient_hide_nothing() -> None:
    assert not hidden([sheet(not_displayed=[not_shown("other", "HATCH GRADIENT", 3)])])


def test_construction_lines_hide_nothing() -> None:
    assert hidden([sheet(not_displayed=[not_shown("other", "XLINE", 4), not_shown("other", "RAY", 1)])]) == ""


def test_a_scanned_sheet_hides_what_is_on_it_and_a_logo_does_not() -> None:
    page = rectangle(0, 0, 84.1, 59.4)
    assert hidden([sheet([Stroke("", page, "image")])]) == "IMAGE 建施-01 ×1"
    assert not hidden([sheet([Stroke("", rectangle(0, 0, 5, 5), "image")])])


def test_layers_of_unknown_meaning_are_listed_fullest_first() -> None:
    drawn = sheet(
        [
            Stroke("", path((0, 0), (1, 0)), layer="甲"),
            Stroke("", path((0, 0), (1, 0)), layer="乙"),
            Stroke("", path((0, 1), (1, 1)), layer="乙"),
            Stroke("", path((0, 1), (1, 1)), layer="丙", visible=False),
            Stroke("", path((0, 1), (1, 1)), layer="Defpoints"),
            ("WALL", path((0, 0), (9, 0))),
        ]
    )
    assert not_understood(drawn) == (NotUnderstood("乙", 2), NotUnderstood("甲", 1))
    assert not_understood(sheet()) == ()
