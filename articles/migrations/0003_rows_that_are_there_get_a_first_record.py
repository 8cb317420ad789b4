from django.db import migrations

from articles.changes import new_change

BATCH = 500
WHY = "there when its history began"


def give_each_row_its_change(history) -> None:
    """Each row of before is a change of its own: nothing says which were made together,
    and to guess would tell two acts as one."""
    batch = []
    for row in history.objects.order_by("history_id").iterator():
        row.change = new_change(row.history_date)
        batch.append(row)
        if len(batch) == BATCH:
            history.objects.bulk_update(batch, ["change"])
            batch = []
    history.objects.bulk_update(batch, ["change"])


def fill(apps, schema_editor):
    for name in ("HistoricalArticle", "HistoricalPublisher"):
        give_each_row_its_change(apps.get_model("articles", name))
    record_versions(apps)


def record_versions(apps) -> None:
    """Tell of each version that it was captured when it says so."""
    history = apps.get_model("articles", "HistoricalVersion")
    versions = apps.get_model("articles", "Version").objects.defer("text", "raw")
    copied = [f for f in history._meta.get_fields() if not is_about_history(f)]
    history.objects.bulk_create(
        [
            history(
                **{field.attname: getattr(row, field.attname) for field in copied},
                history_type="+",
                history_date=row.captured_at,
                history_change_reason=WHY,
                change=new_change(row.captured_at),
            )
            for row in versions.order_by("pk").iterator()
        ],
        batch_size=BATCH,
    )


def is_about_history(field) -> bool:
    return field.name.startswith("history_") or field.name == "change"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_a_desk_of_many"),
    ]

    operations = [
        # Back to before, the columns go and with them what was filled in.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
