"""The staff as it was, kept for those who ask later why something was decided."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("staff", "0002_stamp")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Roster",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.CharField(db_index=True, max_length=32)),
                ("told", models.JSONField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={"db_table": "staff_roster"},
        )
    ]
