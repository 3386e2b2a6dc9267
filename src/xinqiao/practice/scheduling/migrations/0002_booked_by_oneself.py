"""Pupils and guardians book for themselves, wait for a time that comes free, and see who is there."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
import xinqiao.core.vault.fields
import xinqiao.practice.scheduling.models.spans
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('scheduling', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CounsellorProfile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('called', models.CharField(blank=True, max_length=20)),
                ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=3)),
                ('picture', models.BinaryField(null=True)),
                ('media', models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='TalkRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', xinqiao.core.vault.fields.HouseSealedText(kind='scheduling.request.words')),
                ('made_at', models.DateTimeField()),
                ('made_in', models.UUIDField()),
                ('unsure', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', '等老师看'), ('answered', '老师处理了'), ('withdrawn', '家长收回了')], default='waiting', max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
                ('token', models.UUIDField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('wants', xinqiao.core.vault.fields.HouseSealedJSON(kind='scheduling.wish.wants')),
                ('asked_at', models.DateTimeField()),
                ('made_in', models.UUIDField()),
                ('unsure', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', '在候补'), ('met', '约上了'), ('left', '不排了')], default='waiting', max_length=8)),
                ('ended_at', models.DateTimeField(null=True)),
                ('token', models.UUIDField(unique=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_change_has_who_and_when',
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_counsellor_once',
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_room_once',
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_client_once',
        ),
        migrations.AddField(
            model_name='appointment',
            name='changed_in',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='made_in',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='offered_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='unsure',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='offer_hours',
            field=models.PositiveSmallIntegerField(default=12),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='own_ahead_days',
            field=models.PositiveSmallIntegerField(default=14),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='own_lead_hours',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='own_most',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='place',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='talk_phone',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='booked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='state',
            field=models.CharField(choices=[('offered', '候补，等回话'), ('booked', '已约'), ('arrived', '已到'), ('no_show', '未到'), ('cancelled', '取消'), ('moved', '改期'), ('passed', '候补，没有约成')], default='booked', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='servicerules',
            constraint=models.CheckConstraint(condition=models.Q(('own_most__range', (1, 5))), name='own_bookings_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='servicerules',
            constraint=models.CheckConstraint(condition=models.Q(('own_lead_hours__lte', 72)), name='own_lead_of_at_most_72_hours'),
        ),
        migrations.AddConstraint(
            model_name='servicerules',
            constraint=models.CheckConstraint(condition=models.Q(('own_ahead_days__range', (3, 60))), name='own_ahead_3_to_60_days'),
        ),
        migrations.AddConstraint(
            model_name='servicerules',
            constraint=models.CheckConstraint(condition=models.Q(('offer_hours__range', (1, 72))), name='offer_of_1_to_72_hours'),
        ),
        migrations.AddField(
            model_name='counsellorprofile',
            name='staff',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='talkrequest',
            name='asker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client'),
        ),
        migrations.AddField(
            model_name='talkrequest',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client'),
        ),
        migrations.AddField(
            model_name='talkrequest',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='wish',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client'),
        ),
        migrations.AddField(
            model_name='wish',
            name='counsellor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='wish',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='wish',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.wish'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['client', 'starts_at'], name='appointment_by_client'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'booked', 'arrived', 'no_show', 'cancelled', 'moved', 'passed'])), name='appointment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'booked']), models.Q(('changed_at__isnull', False), ('state', 'passed')), models.Q(('changed_at__isnull', False), models.Q(('changed_by__isnull', False), ('changed_in__isnull', False), _connector='OR')), _connector='OR'), name='appointment_change_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('booked_by__isnull', False), ('made_in__isnull', False), ('wish__isnull', False), _connector='OR'), name='appointment_booked_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('unsure', False), ('made_in__isnull', False), _connector='OR'), name='appointment_unsure_of_a_start'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), models.Q(('offered_until__isnull', False), ('wish__isnull', False)), _connector='OR'), name='appointment_offer_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('offered', 'booked', 'arrived'))), expressions=[('counsellor', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_counsellor_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('offered', 'booked', 'arrived'))), expressions=[('room', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_room_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('offered', 'booked', 'arrived')), ('unsure', False)), expressions=[('client', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_client_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('offered', 'booked', 'arrived'))), expressions=[('made_in', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_start_once'),
        ),
        migrations.AddConstraint(
            model_name='counsellorprofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('media', ''), ('picture__isnull', True)), models.Q(('picture__isnull', False), models.Q(('media', ''), _negated=True)), _connector='OR'), name='profile_picture_has_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='talkrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('made_in', 'child'), name='request_once_per_start'),
        ),
        migrations.AddConstraint(
            model_name='talkrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'answered', 'withdrawn'])), name='request_state_known'),
        ),
        migrations.AddConstraint(
            model_name='talkrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='request_over_has_a_time'),
        ),
        migrations.AddIndex(
            model_name='wish',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['asked_at'], name='wish_in_line'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting'), ('unsure', False)), fields=('client',), name='wish_once_per_client'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('made_in',), name='wish_once_per_start'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'met', 'left'])), name='wish_state_known'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='wish_over_has_a_time'),
        ),
    ]
