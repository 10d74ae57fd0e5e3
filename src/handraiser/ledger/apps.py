from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "handraiser.ledger"
    label = "ledger"
