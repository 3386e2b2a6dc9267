import django.db.models.deletion
import uuid
import xinqiao.core.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('facts', xinqiao.core.vault.fields.HouseSealedJSON(kind='messages.message.facts')),
                ('made_at', models.DateTimeField()),
                ('made_in', models.UUIDField(null=True)),
                ('once', models.UUIDField(null=True)),
                ('is_seen', models.BooleanField(default=False)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client')),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', '等着发'), ('sent', '已发出'), ('given_up', '没有发')], default='waiting', max_length=8)),
                ('outcome', models.CharField(blank=True, choices=[('sent', 'sent'), ('not_wanted', 'not_wanted'), ('not_allowed', 'not_allowed'), ('not_set_up', 'not_set_up'), ('failed', 'failed')], max_length=12)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office_messages.message')),
            ],
        ),
        migrations.CreateModel(
            name='MessageRules',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('only', models.BooleanField(default=True, unique=True)),
                ('names_place', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='message_rules_are_the_only_ones')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_in', models.UUIDField(null=True)),
                ('choice', xinqiao.core.vault.fields.HouseSealedJSON(kind='messages.preference.choice')),
                ('chosen_at', models.DateTimeField()),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client')),
            ],
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['client', '-made_at'], name='message_by_client'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('client', 'kind', 'once'), name='message_told_once'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='delivery_due'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_try_at__isnull', False), ('outcome', ''), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), models.Q(('outcome', ''), _negated=True), ('next_try_at__isnull', True)), _connector='OR'), name='delivery_over_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.UniqueConstraint(fields=('client', 'made_in'), name='preference_once', nulls_distinct=False),
        ),
    ]
