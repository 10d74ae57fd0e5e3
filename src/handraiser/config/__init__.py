"""How an instance is put together and started: settings, addresses, timed work, database.

Only the doors import this package. A command calls `config.start()` once, before anything that
touches the database; reading the settings alone starts nothing.
"""

import os


def start(*, migrate: bool = False) -> None:
    """Make this process part of the instance: data folder, database, Django.

    With `migrate`, pending migrations run first; processes that start together take turns.
    Raises `database.DatabaseUnavailable` with a sentence for people when there is no usable database.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handraiser.config.settings")

    import django

    from handraiser.config import database
    from handraiser.config.home import ensure_secret_key, home

    folder = home()
    ensure_secret_key(folder)
    database.database_url(folder)
    django.setup()
    if migrate:
        from handraiser.config.migrations import apply_pending

        apply_pending()
