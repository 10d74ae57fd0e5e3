"""What the search of the pages looks up by: how names of people and companies begin."""

from django.db import migrations

INDEXES = {
    "web_search_full_name": "lead_person (lower(full_name) text_pattern_ops)",
    "web_search_last_name": "lead_person (lower(last_name) text_pattern_ops)",
    "web_search_company": "lead_company (lower(name) text_pattern_ops)",
}


class Migration(migrations.Migration):
    dependencies = [("web", "0001_first"), ("lead", "0001_first")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {columns}", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
