"""Whose call is it? `Authorization: Bearer <key>` names a member of the staff."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from handraiser.staff.models import User
from handraiser.staff.operations import find_token


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and by which key."""

    user: User
    token_id: int


class CallRequest(HttpRequest):
    """A request as the operations get it: its caller is known."""

    auth: Caller


class Key(HttpBearer):
    """A key to the API. It acts as the member of the staff for whom it was issued, with their role."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Whose key it is; None if unknown, revoked, or of somebody who left."""
        found = find_token(clear_text=token, at=timezone.now())
        return None if found is None else Caller(found.user, found.token_id)
