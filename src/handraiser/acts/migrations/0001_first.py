import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('lead', '0003_fading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('stroke', models.UUIDField()),
                ('verb', models.TextField()),
                ('at', models.DateTimeField()),
                ('before', models.JSONField()),
                ('after', models.JSONField(default=dict)),
                ('known', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lead.lead')),
                ('undone_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'acts_act',
                'indexes': [models.Index(fields=['lead', '-at'], name='acts_newest'), models.Index(fields=['stroke'], name='acts_stroke'), models.Index(fields=['at'], name='acts_age')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('lead', 'by', 'at'), name='acts_one_in_a_moment')],
            },
        ),
    ]
