from importlib import import_module

from django.db import migrations
from django.utils import timezone

from articles.changes import new_change
from articles.keys import new_key

# Its name begins with a digit, which an import statement does not take.
first_records = import_module(
    "articles.migrations.0003_rows_that_are_there_get_a_first_record"
)
WITH_KEYS = ["Name", "Value", "Qualifier"]
# The ties that had no history, and the record that each is a part of.
PART_OF = {
    "ClaimSubject": ("Claim", "claim_id"),
    "ClaimTopic": ("Claim", "claim_id"),
    "ComparisonClaim": ("Comparison", "comparison_id"),
    "ValueEntity": ("Value", "value_id"),
}


def fill(apps, schema_editor):
    give_keys(apps)
    app = apps.get_app_config("entities")
    for model in app.get_models():
        kept = {field.name for field in model._meta.get_fields()}
        if {"history_id", "change"} <= kept:
            first_records.give_each_row_its_change(model)
    for name, (whole, key) in PART_OF.items():
        record_ties(apps, name, whole, key)


def give_keys(apps) -> None:
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
    batch = first_records.BATCH
    for record in records.only("pk", "id").iterator(chunk_size=batch):
        record.key = keys[getattr(record, number)]
        waiting.append(record)
        if len(waiting) == batch:
            records.model.objects.bulk_update(waiting, ["key"])
            waiting = []
    records.model.objects.bulk_update(waiting, ["key"])


def record_ties(apps, name: str, whole: str, key: str) -> None:
    """Tell of each tie that it came with the record it belongs to.

    When it really came nobody wrote down. Any later day would have the record lose its
    ties when an editor goes back to a day before.
    """
    history = apps.get_model("entities", f"Historical{name}")
    beginnings = first_rows(apps.get_model("entities", f"Historical{whole}"))
    copied = [
        f for f in history._meta.get_fields() if not first_records.is_about_history(f)
    ]
    now = timezone.now()
    rows = []
    for tie in apps.get_model("entities", name).objects.order_by("pk").iterator():
        date, change = beginnings.get(getattr(tie, key)) or (now, new_change(now))
        rows.append(
            history(
                **{field.attname: getattr(tie, field.attname) for field in copied},
                history_type="+",
                history_date=date,
                history_change_reason=first_records.WHY,
                change=change,
            )
        )
    history.objects.bulk_create(rows, batch_size=first_records.BATCH)


def first_rows(history) -> dict:
    """Return {key of a record: (date, change) of the first that is told of it}."""
    rows = history.objects.order_by("-history_id")
    return {
        key: (date, change)
        for key, date, change in rows.values_list("id", "history_date", "change")
    }


class Migration(migrations.Migration):
    dependencies = [
        ("entities", "0002_a_desk_of_many"),
        ("articles", "0003_rows_that_are_there_get_a_first_record"),
    ]

    operations = [
        # Back to before, the columns go and with them what was filled in.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
