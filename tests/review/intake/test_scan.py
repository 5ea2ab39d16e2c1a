"""What reading and plotting could not show is said once."""

from checkers.drawing.model import NotDisplayed, Omission
from review.intake.scan import together


def missing(what: str, count: int, kind: Omission = Omission.PROXY) -> NotDisplayed:
    return NotDisplayed(kind, what, count, "分解后重新导出", "explode and export again")


def test_the_same_thing_from_both_is_listed_once_with_the_larger_count() -> None:
    listed = together([missing("TCH_WALL", 3)], [missing("TCH_WALL", 5), missing("OLE2FRAME", 1, Omission.IMAGE)])
    assert [(each.what, each.count) for each in listed] == [("TCH_WALL", 5), ("OLE2FRAME", 1)]


def test_places_known_to_either_are_kept() -> None:
    read = NotDisplayed(Omission.PROXY, "TCH_WALL", 3, "zh", "en", places=((1.0, 2.0),))
    plotted = NotDisplayed(Omission.PROXY, "TCH_WALL", 5, "zh", "en")
    for lists in (([read], [plotted]), ([plotted], [read])):
        (one,) = together(*lists)
        assert (one.count, one.places) == (5, ((1.0, 2.0),))


def test_different_kinds_of_the_same_name_stay_apart() -> None:
    listed = together([missing("A", 1, Omission.FONT)], [missing("A", 1, Omission.DAMAGED)])
    assert len(listed) == 2
