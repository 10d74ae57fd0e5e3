"""Indexes for the end of the worklist: leads without a running clock, the worthiest first.

After an import of history no lead has a clock; without these, the page of a team with 100,000 leads sorts them all.
"""

from typing import ClassVar

from django.db import migrations

INDEXES = """
CREATE INDEX follow_up_worth_of_owner ON lead_lead (owner_id, score DESC, id) WHERE ended_at IS NULL;
CREATE INDEX follow_up_worth_of_team ON lead_lead (team, score DESC, id) WHERE ended_at IS NULL;
"""
UNDO = "DROP INDEX follow_up_worth_of_owner; DROP INDEX follow_up_worth_of_team;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("follow_up", "0001_first")]
    operations: ClassVar = [migrations.RunSQL(INDEXES, UNDO)]
