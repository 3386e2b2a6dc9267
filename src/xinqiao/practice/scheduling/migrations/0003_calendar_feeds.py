"""Addresses at which calendar programs find the times of counsellors, pupils and guardians."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('scheduling', '0002_booked_by_oneself'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_in', models.UUIDField(null=True)),
                ('sees_all', models.BooleanField(default=False)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('client', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
            options={
                'indexes': [models.Index(fields=['client'], name='feed_by_client'), models.Index(fields=['staff'], name='feed_by_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', True), ('made_in__isnull', True), ('staff__isnull', False)), models.Q(('client__isnull', False), ('made_in__isnull', False), ('staff__isnull', True)), _connector='OR'), name='feed_of_staff_or_of_a_client')],
            },
        ),
    ]
