"""What was drawn stands in the DWG files: entities, layers, words, attributes, dimensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from acadsharp import native

from samples import basement, housing
from samples.pen import Board

BOARDS: dict[str, Callable[[], Board]] = {"housing.dwg": housing.draw, "basement.dwg": basement.draw}


def words(document: Any) -> Counter[str]:
    model = document.modelspace()
    found = [entity.dxf.text for entity in model.query("TEXT")] + [entity.text for entity in model.query("MTEXT")]
    return Counter(found)


@pytest.fixture(scope="module", params=sorted(BOARDS))
def pair(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The document as drawn, and the one read back out of the committed DWG."""
    back = tmp_path_factory.mktemp("back") / "back.dxf"
    with native.load() as runtime:
        runtime.write(runtime.read(root / "samples" / "changzhou" / request.param), back)
    return BOARDS[request.param]().document, ezdxf.readfile(back)


def test_every_entity_is_of_its_kind_on_its_layer(pair: Any) -> None:
    drawn, back = (
        Counter((entity.dxftype(), entity.dxf.layer) for entity in document.modelspace()) for document in pair
    )
    assert drawn == back


def test_every_word_is_there(pair: Any) -> None:
    drawn, back = pair
    assert words(drawn) == words(back)


def test_every_attribute_stays_with_its_block(pair: Any) -> None:
    drawn, back = (
        Counter(
            (reference.dxf.name, attribute.dxf.tag, attribute.dxf.text)
            for reference in document.modelspace().query("INSERT")
            for attribute in reference.attribs
        )
        for document in pair
    )
    assert drawn == back
    assert any(tag == "图名" for _, tag, _ in back)


def test_dimensions_measure_and_say_the_same(pair: Any) -> None:
    drawn, back = (
        sorted(
            (round(entity.get_measurement(), 3), entity.dxf.text) for entity in document.modelspace().query("DIMENSION")
        )
        for document in pair
    )
    assert drawn == back


def test_the_unit_stays_millimetres(pair: Any) -> None:
    assert [document.header["$INSUNITS"] for document in pair] == [4, 4]
