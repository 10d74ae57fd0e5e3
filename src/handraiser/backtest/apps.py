"""The Django application of this package."""

from django.apps import AppConfig


class BacktestConfig(AppConfig):
    """Label and table prefix."""

    name = "handraiser.backtest"
    label = "backtest"
