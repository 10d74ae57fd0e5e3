"""Reading over very many leads while somebody waits: no longer than so, and said in words if that is not enough."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from handraiser.kit.refusal import Refusal


class TookTooLong(Refusal):
    """The database was stopped in the middle of a count, because somebody waits for it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Counting took longer than {seconds:g} seconds and was stopped. Choose a shorter period."
        )


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """A transaction in which no statement may run longer. Raises TookTooLong."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [round(seconds * 1000)])
            yield
            # Inside a larger transaction the limit would stay.
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except QueryCanceled:
        raise TookTooLong(seconds) from None
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong(seconds) from error
        raise
