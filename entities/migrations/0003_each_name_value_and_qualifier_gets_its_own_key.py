from django.db import migrations

from articles.keys import new_key

WITH_KEYS = ["Name", "Value", "Qualifier"]
AT_ONCE = 500


def give_keys(apps, schema_editor):
    """A row, and each record of its history, gets one key of its own."""
    for model in WITH_KEYS:
        rows = apps.get_model("entities", model)
        histories = apps.get_model("entities", f"Historical{model}")
        keys = {pk: new_key() for pk in rows.objects.values_list("pk", flat=True)}
        past = histories.objects.order_by().values_list("id", flat=True).distinct()
        keys |= {pk: new_key() for pk in past if pk not in keys}
        _write(rows.objects.all(), "pk", keys)
        _write(histories.objects.all(), "id", keys)


def _write(records, number, keys):
    waiting = []
    for record in records.only("pk", "id").iterator(chunk_size=AT_ONCE):
        record.key = keys[getattr(record, number)]
        waiting.append(record)
        if len(waiting) == AT_ONCE:
            records.model.objects.bulk_update(waiting, ["key"])
            waiting = []
    records.model.objects.bulk_update(waiting, ["key"])


class Migration(migrations.Migration):
    dependencies = [("entities", "0002_names_values_and_qualifiers_have_keys")]

    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
