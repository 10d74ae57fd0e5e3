"""Backtests of a version, and one of them with its leads."""

from django.urls import path

from handraiser.web.backtest import views

urlpatterns = [
    path("process/versions/<uuid:version_id>/backtests", views.every, name="process_backtests"),
    path("process/backtests/<uuid:run_id>", views.one, name="process_backtest"),
    path("process/backtests/<uuid:run_id>/progress", views.progress, name="process_backtest_progress"),
    path(
        "process/backtests/<uuid:run_id>/cancellation",
        views.cancellation,
        name="process_backtest_cancellation",
    ),
    path("process/backtests/<uuid:run_id>/deletion", views.deletion, name="process_backtest_deletion"),
    path("process/backtests/<uuid:run_id>/report.<str:form>", views.download, name="process_backtest_report"),
    path("process/backtests/<uuid:run_id>/leads", views.leads, name="process_backtest_leads"),
    path("process/backtests/<uuid:run_id>/leads/<int:number>", views.lead, name="process_backtest_lead"),
]
