"""Every setting has a name, a default and a sentence; a default secret is refused outside."""

from dataclasses import fields
from pathlib import Path

import pytest

from review.errors import WrongSetting
from review.settings import Settings, described, secret_of, settings_from


def test_every_setting_is_described_in_both_languages() -> None:
    for each in fields(Settings):
        assert each.metadata["zh"]
        assert each.metadata["en"]


def test_the_environment_sets_and_the_command_line_overrides(tmp_path: Path) -> None:
    settings = settings_from({"JOINT_REVIEW_REVIEW_DAYS": "15", "JOINT_REVIEW_DATA": "/elsewhere"}, data=tmp_path)
    assert settings.review_days == 15
    assert settings.data == tmp_path


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(WrongSetting, match="whole number"):
        settings_from({"JOINT_REVIEW_REVIEW_DAYS": "ten"})


def test_an_address_others_reach_needs_a_secret_of_its_own() -> None:
    with pytest.raises(WrongSetting, match="SECRET_KEY"):
        settings_from({"JOINT_REVIEW_BASE_URL": "https://review.example.cn"})


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(WrongSetting, match="too short"):
        settings_from({"JOINT_REVIEW_SECRET_KEY": "secret"})


def test_secrets_are_not_shown() -> None:
    settings = settings_from({"JOINT_REVIEW_SECRET_KEY": "k" * 40})
    shown = {name: value for name, value, _ in described(settings, "zh")}
    assert shown["JOINT_REVIEW_SECRET_KEY"] == "***"


def test_the_made_secret_is_kept_for_this_machine_alone(tmp_path: Path) -> None:
    settings = settings_from({}, data=tmp_path)
    first = secret_of(settings)
    assert secret_of(settings) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
