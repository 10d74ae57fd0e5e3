"""The data folder: embedded database, uploads and secrets of one instance."""

import os
import secrets
from pathlib import Path

VARIABLE = "HANDRAISER_HOME"


def home() -> Path:
    """The data folder of this instance, absolute; it may not exist yet."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser().absolute() / "handraiser"


def secret_key(folder: Path) -> str:
    """The signing key: HANDRAISER_SECRET_KEY, else the one kept in the data folder, else empty.

    Reading the settings makes no file; `ensure_secret_key` does, when the instance starts.
    """
    given = os.environ.get("HANDRAISER_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret_key"
    return kept.read_text().strip() if kept.exists() else ""


def ensure_secret_key(folder: Path) -> None:
    """Make and keep a signing key, unless there is one."""
    if secret_key(folder):
        return
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"secret_key.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    # A link fails where the name is taken, so of two processes that start together one key wins.
    try:
        os.link(draft, folder / "secret_key")
    except FileExistsError:
        pass
    finally:
        draft.unlink()
