from django.core.management import call_command
from django.db import migrations

TABLE = "dossier_cache"


def make_table(apps, schema_editor):
    """Do nothing where it is there already, as in a test database."""
    call_command(
        "createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0
    )


def drop_table(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("project", "0003_guess_counts_and_group_policies")]

    operations = [migrations.RunPython(make_table, drop_table)]
