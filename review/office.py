"""The office: settings, database and object store, opened together and closed together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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
    settings.data.mkdir(parents=True, exist_ok=True)
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
