from django.db import migrations, models

import articles.keys

WITH_KEYS = ["name", "value", "qualifier"]


class Migration(migrations.Migration):
    dependencies = [("entities", "0003_each_name_value_and_qualifier_gets_its_own_key")]

    operations = [
        operation
        for model in WITH_KEYS
        for operation in [
            migrations.AlterField(
                model_name=model,
                name="key",
                field=models.CharField(default=articles.keys.new_key, editable=False, max_length=16, unique=True),
            ),
            migrations.AlterField(
                model_name=f"historical{model}",
                name="key",
                field=models.CharField(db_index=True, default=articles.keys.new_key, editable=False, max_length=16),
            ),
        ]
    ]
