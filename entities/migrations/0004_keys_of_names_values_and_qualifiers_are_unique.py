from django.db import migrations, models

import articles.keys
from articles.migrations._at_once import AtOnce

WITH_KEYS = ["name", "value", "qualifier"]


def key(**more):
    return models.CharField(default=articles.keys.new_key, editable=False, max_length=16, **more)


class Migration(migrations.Migration):
    dependencies = [("entities", "0003_rows_that_are_there_get_keys_and_a_first_record")]

    operations = [
        AtOnce(
            *(migrations.AlterField(name, "key", key(unique=True)) for name in WITH_KEYS),
            *(
                migrations.AlterField(f"historical{name}", "key", key(db_index=True))
                for name in WITH_KEYS
            ),
        )
    ]
