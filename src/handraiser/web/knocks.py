"""How often one address may knock. Counted in PostgreSQL, so that it holds over any number of processes."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from handraiser.web.models import Knock

WINDOW = timedelta(minutes=10)
KEPT = timedelta(days=1)
COUNT = """
INSERT INTO web_knock (who, "window", times) VALUES (%s, %s, 1)
ON CONFLICT (who, "window") DO UPDATE SET times = web_knock.times + 1
RETURNING times
"""


def too_many(request: HttpRequest, *, door: str, most: int, at: datetime) -> bool:
    """Count this knock; whether its address has knocked at this door more than `most` times in ten minutes."""
    window = datetime.fromtimestamp(
        at.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), at.tzinfo
    )
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_who(request, door), window])
        (times,) = cursor.fetchone()
    if times == 1:
        # The first of a window sweeps, so that the table stays small without a job of its own.
        Knock.objects.filter(window__lt=at - KEPT).delete()
    return bool(times > most)


def _who(request: HttpRequest, door: str) -> str:
    """A keyed digest: addresses of visitors are nobody's business."""
    message = f"{door}|{_address(request)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def _address(request: HttpRequest) -> str:
    """The visitor's address. Behind our own proxy it is the last that the proxy added; any other could be invented."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
