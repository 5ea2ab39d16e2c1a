"""Which sheets of two sets are taken for the same, and when somebody is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from checkers.comparing.sets import Comparison, compare
from checkers.drawing.reader import read
from tests.checkers.comparing.building import Leaf, drawn, office

SET = office(3)


def compared(after: list[Leaf], folder: Path, before: list[Leaf] | None = None) -> Comparison:
    old, new = (
        read(drawn(leaves, folder / f"{name}.dxf")).drawing for leaves, name in ((before or SET, "old"), (after, "new"))
    )
    return compare(old, new)


def standings(comparison: Comparison) -> dict[str, tuple[str, str | None]]:
    """By the new sheet's title, or the old one's when it was removed: standing and old title."""
    old = {sheet.id: sheet.title for sheet in comparison.old.sheets}
    new = {sheet.id: sheet.title for sheet in comparison.new.sheets}
    return {
        new[pair.new] if pair.new else old[pair.old or ""]: (pair.standing, old[pair.old] if pair.old else None)
        for pair in comparison.pairs
    }


def test_the_same_set_in_another_order_is_the_same(tmp_path: Path) -> None:
    comparison = compared(SET[::-1], tmp_path)
    assert comparison.same
    assert len(comparison.pairs) == len(SET)
    assert all(old == title for title, (_, old) in standings(comparison).items())


def test_renumbered_sheets_are_known_by_title_and_content(tmp_path: Path) -> None:
    after = [
        replace(leaf, number=f"结施-{place + 40}") if leaf.number.startswith("结施") else leaf
        for place, leaf in enumerate(SET)
    ]
    told = standings(compared(after, tmp_path))
    assert told["三层结构平面图"] == ("matched", "三层结构平面图")
    assert told["三层平面图"] == ("same", "三层平面图")


def test_an_inserted_sheet_that_takes_a_number_is_added(tmp_path: Path) -> None:
    new = Leaf("stairs", "建施-04", "楼梯详图", SET[8].things[:9])
    told = standings(
        compared(
            [
                SET[0],
                new,
                *(replace(leaf, number=leaf.number + "a") if leaf.number == "建施-04" else leaf for leaf in SET[1:]),
            ],
            tmp_path,
        )
    )
    assert told["二层平面图"] == ("matched", "二层平面图")
    assert told["楼梯详图"][0] in {"added", "doubtful"}


def test_a_sheet_that_is_missing_is_removed(tmp_path: Path) -> None:
    told = standings(compared(SET[1:], tmp_path))
    assert told["一层平面图"] == ("removed", "一层平面图")


def test_title_blocks_that_were_exchanged_are_asked_about(tmp_path: Path) -> None:
    """Two floors whose names were swapped: what they show says one thing, what they are called another."""
    first, second = SET[0], SET[12]
    swapped = [
        replace(first, number=second.number, title=second.title),
        replace(second, number=first.number, title=first.title),
        *(leaf for leaf in SET if leaf not in (first, second)),
    ]
    told = standings(compared(swapped, tmp_path))
    assert told[first.title][0] == "doubtful"
    assert told[second.title][0] == "doubtful"


def test_twice_the_same_sheet_is_asked_about(tmp_path: Path) -> None:
    comparison = compared([SET[0], SET[0], *SET[1:]], tmp_path)
    doubled = [pair for pair in comparison.pairs if pair.standing == "doubtful"]
    assert len(doubled) == 2
    assert {pair.candidates for pair in doubled} == {(comparison.old.sheets[0].id,)}


def test_an_empty_set_and_no_set(tmp_path: Path) -> None:
    comparison = compared(SET[:1], tmp_path, before=SET[:1])
    nothing = replace(comparison.new, sheets=())
    assert [pair.standing for pair in compare(comparison.old, nothing).pairs] == ["removed"]
    assert [pair.standing for pair in compare(nothing, comparison.new).pairs] == ["added"]
    assert compare(nothing, nothing).same
