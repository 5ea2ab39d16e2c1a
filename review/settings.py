"""Every setting of the service: a name, a default and a sentence.

Each is read from the environment as ``JOINT_REVIEW_<NAME>``; ``joint-review settings`` prints them.
A default secret is refused as soon as the service is reachable from outside this machine.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from review.errors import WrongSetting

PREFIX = "JOINT_REVIEW_"
ASSIGNED = ("rule", "draw")
"""how reviewers are chosen"""
MINIMUM_SECRET = 32
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""hosts that only this machine reaches"""


def _setting(default: Any, zh: str, en: str, *, secret: bool = False) -> Any:  # noqa: ANN401
    return field(default=default, metadata={"zh": zh, "en": en, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one running service."""

    data: Path = _setting(Path(".data"), "数据目录", "folder of everything this machine keeps")
    database_url: str = _setting(
        "", "PostgreSQL 地址；空则使用内嵌数据库", "PostgreSQL address; unset: the embedded one", secret=True
    )
    objects_url: str = _setting(
        "", "文件存储：目录或 s3://桶名；空则为数据目录下的 objects", "where files are kept: a folder or s3://bucket"
    )
    s3_endpoint: str = _setting("", "S3 服务地址，如 host:9000", "address of the S3 server, such as host:9000")
    s3_access_key: str = _setting("", "S3 访问名", "access key of the S3 server", secret=True)
    s3_secret_key: str = _setting("", "S3 密钥", "secret key of the S3 server", secret=True)
    secret_key: str = _setting(
        "",
        "表单防伪密钥，至少 32 个字符；空则在数据目录中生成",
        "key of the tokens in forms, 32 characters or more; unset: made in the data folder",
        secret=True,
    )
    base_url: str = _setting(
        "http://127.0.0.1:8000", "对外网址，印在二维码里", "the address people reach; printed in the QR code"
    )
    signer: str = _setting(
        "", "签章：pkcs12:文件；空则为开发测试机构", "who seals: pkcs12:FILE; unset: a development authority"
    )
    signer_passphrase: str = _setting("", "签章文件口令", "passphrase of the signer's file", secret=True)
    authority: str = _setting("联合审图中心", "印章上的机构名称", "name of the office on the seal")
    max_file_mib: int = _setting(1024, "单个文件上限（MiB）", "largest file that is taken, in MiB")
    read_memory_mib: int = _setting(4096, "读图子进程内存上限（MiB）", "memory a reading child may use, in MiB")
    read_seconds: int = _setting(300, "读图子进程处理器时间上限（秒）", "processor seconds a reading child may use")
    stalled_seconds: int = _setting(
        30,
        "工作进程失联多少秒后由他人接手",
        "seconds without a sign of life after which another worker takes a job up",
    )
    review_days: int = _setting(10, "审查期限（工作日）", "working days a discipline has for its review")
    assignment: str = _setting(
        "rule",
        "指派方式：rule 按在办件数，draw 随机抽取并记录种子",
        "how reviewers are chosen: rule, by open cases; draw, a blind draw with a recorded seed",
    )
    review_again_days: int = _setting(
        5, "复审期限（工作日）", "working days a discipline has for its review of a later round"
    )
    window_days: int = _setting(1, "窗口答复期限（工作日）", "working days the window has to answer")
    signatory_days: int = _setting(2, "签发期限（工作日）", "working days the signatory has to decide, and to seal")

    @property
    def limits(self) -> dict[str, int]:
        """Working days of the window and of the signatory: the office's own."""
        return {"window": self.window_days, "signatory": self.signatory_days}

    @property
    def development(self) -> bool:
        """Whether the office seals with a development authority."""
        return not self.signer

    @property
    def objects_folder(self) -> Path:
        """The folder that keeps files when no S3 server does."""
        return self.data / "objects"

    @property
    def on_loopback(self) -> bool:
        """Whether people reach the service only from this machine."""
        return urlparse(self.base_url).hostname in LOOPBACK


def settings_from(environment: Mapping[str, str] = os.environ, **overriding: object) -> Settings:
    """The settings the environment gives, with what the command line overrides."""
    given: dict[str, Any] = {}
    for each in fields(Settings):
        name = PREFIX + each.name.upper()
        if name in environment:
            given[each.name] = _converted(name, environment[name], each.default)
    given |= {key: value for key, value in overriding.items() if value is not None}
    settings = Settings(**given)
    if settings.secret_key and len(settings.secret_key) < MINIMUM_SECRET:
        raise WrongSetting(
            f"{PREFIX}SECRET_KEY 太短：至少 {MINIMUM_SECRET} 个字符，请换一个随机值",
            f"{PREFIX}SECRET_KEY is too short: give {MINIMUM_SECRET} random characters or more",
        )
    if settings.assignment not in ASSIGNED:
        raise WrongSetting(
            f"{PREFIX}ASSIGNMENT 无法识别：{settings.assignment}，请设为 {' 或 '.join(ASSIGNED)}",
            f"{PREFIX}ASSIGNMENT is unknown: {settings.assignment}; set it to {' or '.join(ASSIGNED)}",
        )
    if not settings.on_loopback:
        must_have_secret(settings)
    return replace(settings, data=settings.data.absolute())


def must_have_secret(settings: Settings) -> None:
    """Refuse a service that others reach without a key of its own."""
    if not settings.secret_key:
        raise WrongSetting(
            f"{PREFIX}SECRET_KEY 未设置：服务对外开放时不接受默认密钥，请设置一个随机值",
            f"{PREFIX}SECRET_KEY is not set: a service reachable from outside refuses the default; set a random value",
        )


def secret_of(settings: Settings) -> str:
    """The key of the tokens in forms: the given one, or one made once and kept in the data folder (mode 0600)."""
    if settings.secret_key:
        return settings.secret_key
    file = settings.data / "secret"
    if not file.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        made = file.with_suffix(f".{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        try:
            os.link(made, file)  # whoever is first wins; the others read what he wrote
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text()


def described(settings: Settings, language: str) -> list[tuple[str, str, str]]:
    """Name, value in force and sentence of each setting; secrets are not shown."""
    rows = []
    for each in fields(settings):
        value = getattr(settings, each.name)
        shown = ("***" if value else "") if each.metadata["secret"] else str(value)
        rows.append((PREFIX + each.name.upper(), shown, each.metadata["zh" if language.startswith("zh") else "en"]))
    return rows


def _converted(name: str, value: str, default: object) -> object:
    if isinstance(default, Path):
        return Path(value)
    if isinstance(default, int):
        try:
            return int(value)
        except ValueError:
            raise WrongSetting(
                f"{name}={value} 不是整数，请改为整数", f"{name}={value} is not a whole number; give one"
            ) from None
    return value
