"""Change the staff. Whether somebody may is asked in `permissions`; the roster notices by itself."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from handraiser.staff.fields import StaffRefused, team_values, user_values
from handraiser.staff.models import Absence, Team, Token, User

# So that a leaked key is recognised as one, in logs and by scanners.
MARK = "hr_"
SHOWN = 9
# Using a key is noted this often, so that a busy one does not write with every call.
NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key. `clear_text` exists only here: it is shown once and never again."""

    token: Token
    clear_text: str


@dataclass(frozen=True, slots=True)
class Used:
    """A key in use: which, and whose."""

    token_id: int
    user: User


USER_COLUMNS = [field.attname for field in User._meta.concrete_fields]
TOKEN = f"""
SELECT t.id, t.last_used_at, {", ".join(f'u."{field.column}"' for field in User._meta.concrete_fields)}
FROM staff_token t JOIN staff_user u ON u.id = t.user_id
WHERE t.sha256 = %s AND t.revoked_at IS NULL AND u.is_active
"""


def add_user(
    *, email: str, full_name: str, role: str, at: datetime, password: str | None = None, **fields: Any
) -> User:
    """Add a user. Without a password nobody can sign in as them yet. `fields` as in `change_user`."""
    values = user_values({**fields, "email": email, "full_name": full_name, "role": role})
    user = User(joined_at=at, **values)
    _set_password(user, password)
    with _once(f"{values['email']} is on the staff already.", field="email"):
        user.save(force_insert=True)
    return user


def change_user(*, user: User, at: datetime, **fields: Any) -> User:
    """Change a user: any of `fields.USER_FIELDS`, or `password`. Who leaves is made inactive, not deleted."""
    password = fields.pop("password", None)
    values = user_values(fields)
    if values.get("manager") == user:
        raise StaffRefused(f"{user.full_name} cannot be their own manager.", field="manager")
    for name, value in values.items():
        setattr(user, name, value)
    if password is not None:
        _set_password(user, password)
        values["password"] = user.password
    with _once(f"{user.email} is on the staff already.", field="email"):
        user.save(update_fields=list(values))
    return user


def add_team(*, key: str, name: str, at: datetime, **fields: Any) -> Team:
    """Add a team. `fields`: any of `fields.TEAM_FIELDS`."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", key):
        raise StaffRefused("A team's key is a short word like 'bdr'.", field="key")
    with _once(f"There is a team {key!r} already.", field="key"):
        return Team.objects.create(key=key, **team_values({**fields, "name": name}))


def change_team(*, team: Team, at: datetime, **fields: Any) -> Team:
    """Change a team: any of `fields.TEAM_FIELDS`."""
    values = team_values(fields)
    for name, value in values.items():
        setattr(team, name, value)
    team.save(update_fields=list(values))
    return team


def add_absence(
    *, user: User, starts_at: datetime, ends_at: datetime, at: datetime, reason: str = ""
) -> Absence:
    """Note that a user is away. Their open promises go on: escalation finds somebody who is there."""
    if ends_at <= starts_at:
        raise StaffRefused("An absence ends after it starts.", field="ends_at")
    return Absence.objects.create(user=user, starts_at=starts_at, ends_at=ends_at, reason=reason)


def end_absence(*, absence: Absence, at: datetime) -> None:
    """The user is back. An absence that has not begun is taken back as if it had never been noted."""
    if at <= absence.starts_at:
        absence.delete()
    elif at < absence.ends_at:
        absence.ends_at = at
        absence.save(update_fields=["ends_at"])
    else:
        raise StaffRefused("This absence is over already.", field="ends_at")


def issue_token(*, user: User, name: str, at: datetime) -> Issued:
    """Make a key to the API that acts as the user."""
    if not user.is_active:
        raise StaffRefused(f"{user.full_name} does not work here any more.", field="user")
    if not name.strip():
        raise StaffRefused("Give the key a name, so that you know later what uses it.", field="name")
    clear_text = MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user, name=name.strip(), sha256=_digest(clear_text), prefix=clear_text[:SHOWN], created_at=at
    )
    return Issued(token, clear_text)


def revoke_token(*, token: Token, at: datetime) -> None:
    """The key opens nothing from now on."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    token.refresh_from_db()


def use_token(*, clear_text: str, at: datetime) -> User | None:
    """Whose key this is; None if unknown, revoked or of somebody who left. Notes the use now and then."""
    used = find_token(clear_text=clear_text, at=at)
    return None if used is None else used.user


def find_token(*, clear_text: str, at: datetime) -> Used | None:
    """The same, and which key it is. One plain statement, since every call of the API begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(TOKEN, [_digest(clear_text)])
        found = cursor.fetchone()
        if found is None:
            return None
        token_id, noted_at, *values = found
        if noted_at is None or at - noted_at >= NOTED_EVERY:
            cursor.execute("UPDATE staff_token SET last_used_at = %s WHERE id = %s", [at, token_id])
    return Used(token_id, User.from_db(connection.alias, USER_COLUMNS, values))


def _digest(clear_text: str) -> str:
    # The key is 256 random bits, so one plain hash cannot be guessed back, unlike with a password.
    return hashlib.sha256(clear_text.encode("utf-8", "surrogatepass")).hexdigest()


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise StaffRefused(" ".join(error.messages), field="password") from error
    user.set_password(password)


@contextmanager
def _once(message: str, *, field: str) -> Iterator[None]:
    """Turns a second one of the same key into a sentence, without spoiling the caller's transaction."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise StaffRefused(message, field=field) from error
