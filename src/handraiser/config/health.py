"""What a load balancer asks: does the process live, and can it work?"""

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

log = structlog.get_logger(__name__)


def alive(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503; the log says why."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("database_does_not_answer", error=str(error).strip())
        return JsonResponse({"status": "not ready", "reason": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ready"})
