from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('qualify', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
    ]
