"""The files of imports: kept below the uploads folder, so that an import can go on after any crash."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

_FOLDER = "imports"
_PIECE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`path` is relative to the uploads folder."""

    path: str
    size: int
    digest: str


def keep_file(source: Path, file_name: str, import_id: UUID) -> KeptFile:
    """Copy a file to the uploads, forced to the disk: from here on it may vanish elsewhere."""
    relative = Path(_FOLDER) / str(import_id) / _harmless(file_name)
    target = uploads() / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as write:
        while piece := read.read(_PIECE):
            digest.update(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
        size = write.tell()
    # The file survives a power cut only if the folders that name it do.
    for folder in (target.parent, target.parent.parent, uploads()):
        _force(folder)
    return KeptFile(str(relative), size, digest.hexdigest())


def digest_of(source: Path) -> str:
    """SHA-256 of a file."""
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def uploads() -> Path:
    """The folder of uploads of this instance."""
    return Path(settings.MEDIA_ROOT)


def _force(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _harmless(file_name: str) -> str:
    name = re.sub(r"[^\w.\- ]", "_", Path(file_name).name).lstrip(".")
    return name[-100:] or "file"
