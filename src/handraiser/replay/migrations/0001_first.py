from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("scope", models.TextField()),
                ("started_at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("checked", models.BigIntegerField()),
                ("equal", models.BigIntegerField()),
                ("different", models.BigIntegerField()),
                ("not_replayable", models.BigIntegerField()),
                ("tallies", models.JSONField()),
                ("why_not", models.JSONField()),
                ("differences", models.JSONField()),
            ],
            options={
                "db_table": "replay_run",
                "indexes": [models.Index(fields=["-started_at"], name="replay_run_newest")],
            },
        )
    ]
