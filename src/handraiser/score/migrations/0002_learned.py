"""Behaviour gets the order in which it became known of its person, so that replay knows what a decision knew."""

from typing import ClassVar

from django.db import migrations, models

FORWARD = """
CREATE SEQUENCE score_behaviour_learned;
ALTER TABLE score_behaviour
    ADD COLUMN learned bigint NOT NULL DEFAULT nextval('score_behaviour_learned');
"""
BACKWARD = """
ALTER TABLE score_behaviour DROP COLUMN learned;
DROP SEQUENCE score_behaviour_learned;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("score", "0001_first")]
    operations: ClassVar = [
        migrations.RunSQL(
            FORWARD,
            BACKWARD,
            state_operations=[
                migrations.AddField("behaviour", "learned", models.BigIntegerField(), preserve_default=False)
            ],
        )
    ]
