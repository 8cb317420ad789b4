from django.db import migrations, models

import articles.keys

WITH_KEYS = ["name", "value", "qualifier"]


class Migration(migrations.Migration):
    """The column alone; 0003 fills it and 0004 makes it unique."""

    dependencies = [("entities", "0001_initial")]

    operations = [
        operation
        for model in WITH_KEYS
        for operation in [
            migrations.AddField(
                model_name=model,
                name="key",
                field=models.CharField(default=articles.keys.new_key, editable=False, max_length=16, null=True),
            ),
            migrations.AddField(
                model_name=f"historical{model}",
                name="key",
                field=models.CharField(default=articles.keys.new_key, editable=False, max_length=16, null=True),
            ),
        ]
    ]
