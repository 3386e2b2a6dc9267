from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_case_files")]

    operations = [
        migrations.AddField(
            model_name="caserules",
            name="names_readers",
            field=models.BooleanField(default=False),
        ),
    ]
