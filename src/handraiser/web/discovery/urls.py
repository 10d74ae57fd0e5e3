"""The work before the rules: figures, content, findings, gaps and the ideal customer in the data."""

from django.urls import path

from handraiser.web.discovery import entries, exports, figures, finder, views

HERE = "process/versions/<uuid:version_id>/discovery"

urlpatterns = [
    path("process/discovery", views.newest, name="process_discovery_newest"),
    path(HERE, views.show, name="process_discovery"),
    path(f"{HERE}/baseline", figures.baseline, name="discovery_baseline"),
    path(f"{HERE}/ideal-customer", finder.show, name="discovery_finder"),
    path(f"{HERE}/<slug:name>.csv", exports.download, name="discovery_export"),
    path(f"{HERE}/<slug:name>/<slug:place>", entries.entry, name="discovery_entry"),
]
