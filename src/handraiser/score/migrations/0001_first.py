"""Behaviour, partitioned by month. Django does not know partitions, so the table is written in SQL."""

from typing import ClassVar

from django.db import migrations, models

FORWARD = """
CREATE TABLE score_behaviour (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    person_id uuid,
    email_key text,
    properties jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX score_behaviour_person ON score_behaviour (person_id, at);
CREATE INDEX score_behaviour_unclaimed ON score_behaviour (email_key) WHERE person_id IS NULL;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.RunSQL(
            FORWARD,
            "DROP TABLE score_behaviour",
            state_operations=[
                migrations.CreateModel(
                    name="Behaviour",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("id", "at", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("id", models.UUIDField()),
                        ("at", models.DateTimeField()),
                        ("kind", models.TextField()),
                        ("person_id", models.UUIDField(null=True)),
                        ("email_key", models.TextField(null=True)),
                        ("properties", models.JSONField(default=dict)),
                    ],
                    options={"db_table": "score_behaviour", "managed": False},
                )
            ],
        )
    ]
