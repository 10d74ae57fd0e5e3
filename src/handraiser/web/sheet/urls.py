"""Addresses of what comes from a spreadsheet, what is taken away, and what is compared."""

from django.urls import path, re_path

from handraiser.web.sheet import differences, downloads, picture, reading

urlpatterns = [
    path("process/sheet", reading.show, name="process_sheet"),
    path("process/sheet/draft", reading.make_draft, name="process_sheet_draft"),
    re_path(r"^process/template\.(?P<form>xlsx|md|yaml)$", downloads.template, name="process_template"),
    re_path(
        r"^process/versions/(?P<version_id>[0-9a-f-]{36})/process\.(?P<form>yaml|md|html|xlsx|csv|svg)$",
        downloads.file,
        name="process_file",
    ),
    path("process/versions/<uuid:version_id>/differences", differences.show, name="process_differences"),
    path("process/versions/<uuid:version_id>/picture", picture.show, name="process_picture"),
    path("process/picture.css", picture.style, name="process_picture_style"),
]
