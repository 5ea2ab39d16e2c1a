"""The office: settings, database and object store, opened together and closed together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from review.errors import WrongSetting
from review.settings import Settings
from storage.database import Database
from storage.objects import Objects, objects_at


@dataclass(frozen=True, slots=True)
class Office:
    """What every part of the review works with."""

    settings: Settings
    database: Database
    objects: Objects


@contextmanager
def opened(settings: Settings) -> Iterator[Office]:
    """The office of these settings; its database is migrated by ``joint-review migrate`` or ``run``."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data):
            pass
    except OSError as error:
        raise WrongSetting(
            f"数据目录 {settings.data} 不能使用：{error.strerror}；请用 --data 另选一个可写的目录",
            f"The data folder {settings.data} cannot be used: {error.strerror}; choose a writable one with --data",
        ) from error
    database = Database.opened(settings.database_url or None, settings.data)
    try:
        objects = objects_at(
            settings.objects_url,
            folder=settings.objects_folder,
            endpoint=settings.s3_endpoint,
            access=settings.s3_access_key,
            secret=settings.s3_secret_key,
        )
        yield Office(settings, database, objects)
    finally:
        database.close()
