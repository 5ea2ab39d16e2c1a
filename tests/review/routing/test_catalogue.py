"""Which disciplines a case needs follows from its facts, with the reason."""

from review.people import DISCIPLINES
from review.routing.catalogue import needs


def test_a_case_that_states_nothing_goes_to_all_seven() -> None:
    assert [need.discipline for need in needs({})] == list(DISCIPLINES)


def test_civil_defence_is_left_out_only_where_no_shelter_is_required() -> None:
    without = [need.discipline for need in needs({"civil_defense": {"required_area": 0}})]
    assert "civil-defense" not in without
    assert len(without) == 6


def test_the_reason_names_the_required_area() -> None:
    reasons = {need.discipline: need.why.zh for need in needs({"civil_defense": {"required_area": 3600}})}
    assert "3600" in reasons["civil-defense"]


def test_an_area_not_stated_is_reviewed_not_guessed() -> None:
    reasons = {need.discipline: need.why.zh for need in needs({"civil_defense": {"required_area": None}})}
    assert "未说明" in reasons["civil-defense"]
