"""Who takes part: roles, passwords, sessions, and who may see a case.

Vocabulary
----------
role      what a person is here: applicant, window, reviewer, signatory, owner, supervisor, administrator
party     a person with a part in one case, in a role
session   a signed-in browser; the database keeps only the hash of its token
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import argon2

from review.errors import NotAllowed, Refused, TooManyAttempts, WrongSignIn

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person, Session

SESSION_LENGTH = timedelta(hours=12)
ATTEMPTS = 8
"""wrong passwords for one name within ``ATTEMPTS_WITHIN`` before sign-in waits"""
ATTEMPTS_WITHIN = timedelta(minutes=10)
MINIMUM_PASSWORD = 12

DISCIPLINES = ("planning", "architecture", "fire", "civil-defense", "lightning", "health", "telecom")
"""the reviewing disciplines by public name; preflight is the machine's alone"""

_hasher = argon2.PasswordHasher()


class Role(StrEnum):
    """What a person is to the office."""

    APPLICANT = "applicant"
    WINDOW = "window"
    REVIEWER = "reviewer"
    SIGNATORY = "signatory"
    OWNER = "owner"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token goes into the cookie and nowhere else."""

    token: str
    csrf: str
    person: Person


def hashed(password: str) -> str:
    """The Argon2 hash of a password; too short a one is refused."""
    if len(password) < MINIMUM_PASSWORD:
        raise Refused(
            f"密码太短：至少 {MINIMUM_PASSWORD} 个字符，请换一个更长的",
            f"The password is too short: give {MINIMUM_PASSWORD} characters or more",
        )
    return _hasher.hash(password)


_nobody = hashed(secrets.token_hex(16))


def sign_in(unit: Unit, login: str, password: str, now: datetime) -> SignedIn:
    """Open a session for whoever knows the password.

    An unknown name costs the same time as a wrong password. A wrong attempt must be committed by the
    caller with ``note_wrong_sign_in``, because this unit is rolled back when it raises.
    """
    if unit.people.failures_since(login, now - ATTEMPTS_WITHIN) >= ATTEMPTS:
        minutes = int(ATTEMPTS_WITHIN.total_seconds() // 60)
        raise TooManyAttempts(
            f"登录失败次数过多，请 {minutes} 分钟后再试", f"Too many wrong passwords; try again in {minutes} minutes"
        )
    known = unit.people.password_hash(login)
    person = unit.people.by_login(login)
    if not _fits(known or _nobody, password) or known is None or person is None or not person.active:
        raise WrongSignIn("用户名或密码不对，请重新输入", "Name or password is wrong; please type them again")
    unit.people.note_attempt(login, now, succeeded=True)
    unit.people.forget_expired(now)
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    unit.people.open_session(_token_hash(token), person.id, now + SESSION_LENGTH, csrf)
    return SignedIn(token, csrf, person)


def note_wrong_sign_in(unit: Unit, login: str, now: datetime) -> None:
    """Remember a wrong password, in a unit of its own."""
    unit.people.note_attempt(login, now, succeeded=False)


def who(unit: Unit, token: str, now: datetime) -> Session | None:
    """The session of this token; None when it is unknown, over, or its person no longer active."""
    session = unit.people.session(_token_hash(token), now)
    return session if session is not None and session.person.active else None


def sign_out(unit: Unit, token: str) -> None:
    """End the session of this token."""
    unit.people.close_session(_token_hash(token))


def may_see(unit: Unit, person: Person, case: Case) -> bool:
    """Whether the person has a part in the case.

    The applicant and the owner see theirs, a reviewer the cases assigned to him; the window sees every
    case once submitted, the signatory once it is under review, the supervisor all but drafts.
    The administrator keeps the machine and sees no case.
    """
    if unit.cases.has_part(case.id, person.id):
        return True
    if case.filed_on is None:  # never submitted: a draft is its applicant's alone
        return False
    if Role.WINDOW in person.roles or Role.SUPERVISOR in person.roles:
        return True
    seen_by_signatory = {"under_review", "returned_for_correction", "decided", "sealed", "delivered", "archived"}
    return Role.SIGNATORY in person.roles and case.state in seen_by_signatory


def must_be(person: Person, *roles: Role) -> None:
    """Refuse unless the person has one of the roles."""
    if not any(role in person.roles for role in roles):
        raise NotAllowed("您的角色不能做这件事，请由有权的人办理", "Your role does not allow this; ask someone who may")


def _fits(known: str, password: str) -> bool:
    try:
        return _hasher.verify(known, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError, UnicodeEncodeError):
        return False


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
