"""Sealed files and their chunks."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Func

# Ciphertext does not compress; PostgreSQL need not try.
AS_IT_IS = "ALTER TABLE vault_sealedchunk ALTER COLUMN sealed SET STORAGE EXTERNAL"


class Migration(migrations.Migration):
    dependencies = [("vault", "0003_witness")]

    operations = [
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("row", models.UUIDField()),
                ("chunks", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.dossier"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["row", "kind"], name="vault_file_row")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("chunks__gte", 1)), name="vault_file_has_a_chunk")
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedChunk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "digest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=Func(F("sealed"), function="sha256"),
                        output_field=models.BinaryField(),
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.sealedfile",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "number"), name="vault_chunk_once")],
            },
        ),
        migrations.RunSQL(AS_IT_IS, migrations.RunSQL.noop),
    ]
