"""What disciplines and the office conclude, in one place and in one wording.

Vocabulary
----------
conclusion   what one discipline says of its part: pass, revise, reject, not-applicable
overall      what the office says of the whole: pass, correct, reject
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from checkers.errors import Words


class Conclusion(StrEnum):
    """What one discipline concludes."""

    PASS = "pass"  # noqa: S105  a conclusion, no password
    REVISE = "revise"
    REJECT = "reject"
    NOT_APPLICABLE = "not-applicable"


class Overall(StrEnum):
    """What the office concludes."""

    PASS = "pass"  # noqa: S105  a result, no password
    CORRECT = "correct"
    REJECT = "reject"


CONCLUSIONS: Mapping[Conclusion, Words] = {
    Conclusion.PASS: Words("合格", "pass"),
    Conclusion.REVISE: Words("限期整改，修改后复审", "to be revised and reviewed again"),
    Conclusion.REJECT: Words("不合格，退回重报", "rejected"),
    Conclusion.NOT_APPLICABLE: Words("不适用", "not applicable"),
}

RESULTS: Mapping[Overall, Words] = {
    Overall.PASS: Words("合格", "pass"),
    Overall.CORRECT: Words("整改后复审", "correct and review again"),
    Overall.REJECT: Words("不合格", "reject"),
}
