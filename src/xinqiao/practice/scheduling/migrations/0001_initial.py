"""Rooms, hours, duty, appointments, the reception register; nothing of it can be taken twice for one moment."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import uuid
import xinqiao.core.vault.fields
import xinqiao.practice.scheduling.models.service_rules
import xinqiao.practice.scheduling.models.spans
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        # Ranges and uuids in one exclusion constraint; a trusted extension, so the owner may make it.
        BtreeGistExtension(),
        migrations.CreateModel(
            name='OpeningHour',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('starts', models.TimeField()),
                ('ends', models.TimeField()),
                ('kind', models.CharField(choices=[('morning', '上午'), ('lunch', '午间'), ('afternoon', '下午'), ('evening', '晚间')], max_length=10)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__range', (0, 6))), name='opening_weekday'), models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends'))), name='opening_hours_in_order'), models.CheckConstraint(condition=models.Q(('valid_from__lte', models.F('valid_to'))), name='opening_days_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['morning', 'lunch', 'afternoon', 'evening'])), name='opening_kind_known'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at__isnull', True)), expressions=[('weekday', '='), (xinqiao.practice.scheduling.models.spans.Days('valid_from', 'valid_to'), '&&'), (xinqiao.practice.scheduling.models.spans.Hours(xinqiao.practice.scheduling.models.spans.OnADay('starts'), xinqiao.practice.scheduling.models.spans.OnADay('ends')), '&&')], name='opening_hours_apart')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('function', models.CharField(choices=[('talk', '个别咨询室'), ('reception', '接待区'), ('group', '团体活动室'), ('sand_tray', '沙盘室'), ('venting', '宣泄室'), ('relaxation', '放松室'), ('testing', '测评室')], max_length=12)),
                ('active', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('active', True)), fields=('name',), name='room_name_once'), models.CheckConstraint(condition=models.Q(('function__in', ['talk', 'reception', 'group', 'sand_tray', 'venting', 'relaxation', 'testing'])), name='room_function_known')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('booked', '已约'), ('arrived', '已到'), ('no_show', '未到'), ('cancelled', '取消'), ('moved', '改期')], default='booked', max_length=10)),
                ('first_visit', models.BooleanField()),
                ('request', xinqiao.core.vault.fields.HouseSealedJSON(kind='scheduling.appointment.request')),
                ('arrangement', xinqiao.core.vault.fields.HouseSealedJSON(kind='scheduling.appointment.arrangement', null=True)),
                ('booked_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(null=True)),
                ('change', xinqiao.core.vault.fields.HouseSealedJSON(kind='scheduling.appointment.change', null=True)),
                ('token', models.UUIDField(unique=True)),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client')),
                ('counsellor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
                ('moved_to', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.appointment')),
                ('room', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.room')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceRules',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('only', models.BooleanField(default=True, unique=True)),
                ('slot_minutes', models.PositiveSmallIntegerField(default=50)),
                ('pause_minutes', models.PositiveSmallIntegerField(default=10)),
                ('lead_minutes', models.PositiveSmallIntegerField(default=15)),
                ('first_within_days', models.PositiveSmallIntegerField(default=5)),
                ('receives', models.JSONField(default=xinqiao.practice.scheduling.models.service_rules.everybody)),
                ('fee', models.CharField(blank=True, max_length=100)),
                ('how_to_book', models.CharField(blank=True, max_length=200)),
                ('house_rules', models.TextField(blank=True, max_length=800)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='service_rules_are_the_only_ones'), models.CheckConstraint(condition=models.Q(('slot_minutes__range', (10, 180))), name='slot_of_10_to_180_minutes'), models.CheckConstraint(condition=models.Q(('pause_minutes__lte', 60)), name='pause_of_at_most_60_minutes'), models.CheckConstraint(condition=models.Q(('lead_minutes__lte', 60)), name='lead_of_at_most_60_minutes'), models.CheckConstraint(condition=models.Q(('first_within_days__range', (1, 30))), name='first_within_1_to_30_days')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('line', models.PositiveIntegerField()),
                ('arrived_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('waiting', '在等'), ('here', '在谈'), ('left', '已离开'), ('struck', '划去')], max_length=10)),
                ('details', xinqiao.core.vault.fields.HouseSealedJSON(kind='scheduling.visit.details')),
                ('token', models.UUIDField(unique=True)),
                ('appointment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.appointment')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.client')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
        ),
        migrations.CreateModel(
            name='DutyTurn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('starts', models.TimeField()),
                ('ends', models.TimeField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.dutyturn')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.staff')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__range', (0, 6))), name='duty_weekday'), models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends'))), name='duty_hours_in_order'), models.CheckConstraint(condition=models.Q(('valid_from__lte', models.F('valid_to'))), name='duty_days_in_order'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at__isnull', True)), expressions=[('staff', '='), ('weekday', '='), (xinqiao.practice.scheduling.models.spans.Days('valid_from', 'valid_to'), '&&'), (xinqiao.practice.scheduling.models.spans.Hours(xinqiao.practice.scheduling.models.spans.OnADay('starts'), xinqiao.practice.scheduling.models.spans.OnADay('ends')), '&&')], name='duty_turns_apart')],
            },
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['starts_at'], name='appointment_by_start'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='appointment_in_order'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'arrived', 'no_show', 'cancelled', 'moved'])), name='appointment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'moved'), _negated=True), ('moved_to__isnull', False), _connector='OR'), name='appointment_moved_has_a_next'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'booked'), models.Q(('changed_by__isnull', False), ('changed_at__isnull', False)), _connector='OR'), name='appointment_change_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('booked', 'arrived'))), expressions=[('counsellor', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_counsellor_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('booked', 'arrived'))), expressions=[('room', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_room_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('booked', 'arrived'))), expressions=[('client', '='), (xinqiao.practice.scheduling.models.spans.Moments('starts_at', 'ends_at'), '&&')], name='appointment_client_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('day', 'line'), name='visit_line_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'here'))), fields=('client',), name='client_in_the_house_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('appointment__isnull', False), models.Q(('state', 'struck'), _negated=True)), fields=('appointment',), name='appointment_kept_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'here', 'left', 'struck'])), name='visit_state_known'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'left'), _negated=True), ('left_at__isnull', False), _connector='OR'), name='visit_left_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('left_at__isnull', True), ('arrived_at__lte', models.F('left_at')), _connector='OR'), name='visit_in_order'),
        ),
    ]
