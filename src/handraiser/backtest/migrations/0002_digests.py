"""A run keeps the digests of the texts that it tried."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("backtest", "0001_first")]

    operations = [
        migrations.AddField("run", "digest", models.TextField(blank=True, default="")),
        migrations.AddField("run", "against_digest", models.TextField(blank=True, default="")),
    ]
