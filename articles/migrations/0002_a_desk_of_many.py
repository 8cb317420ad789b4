import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.changes
from articles.migrations._at_once import AtOnce

HISTORIES = ['historicalarticle', 'historicalpublisher']


def change():
    return models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)


def review_note():
    return models.TextField(blank=True, editable=False, help_text='What the reviewer asks for before it can be published.', verbose_name='sent back because')


class Migration(migrations.Migration):
    """Every table is rewritten as seldom as may be, which is what SQLite takes long for."""

    dependencies = [
        ('articles', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name='HistoricalVersion',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('change', models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)),
                    ('number', models.PositiveIntegerField()),
                    ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                    ('contract', models.CharField(default='text/1', max_length=20, verbose_name='text contract')),
                    ('raw_sha256', models.CharField(blank=True, db_index=True, help_text='Recognises a file that comes in again.', max_length=64, verbose_name='SHA-256 of the bytes')),
                    ('raw_encoding', models.CharField(blank=True, max_length=40)),
                    ('captured_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('article', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical version',
                    'verbose_name_plural': 'historical versions',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='KeptForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(help_text='Of the form, at this site.', max_length=300)),
                    ('object_id', models.PositiveBigIntegerField(blank=True, help_text='Of the record; none for a new one.', null=True)),
                    ('revision', models.PositiveIntegerField(default=0, help_text='Of the record when the form was opened.')),
                    ('data', models.JSONField(help_text='Name -> list of values, as they were sent.')),
                    ('kept_at', models.DateTimeField()),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-kept_at'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['kept_at'], name='kept_forms_by_age')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'address'), name='form_is_kept_once_for_an_editor')],
                },
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('object_id', models.PositiveBigIntegerField()),
                    ('opened_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField(db_index=True)),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'user'), name='presence_is_noted_once')],
                },
            ),
            migrations.AlterModelOptions(name='article', options={'default_permissions': ('add', 'change', 'delete', 'view', 'publish', 'override'), 'ordering': ['slug']}),
            migrations.AddField('article', 'review_note', review_note()),
            *(migrations.AddField(name, 'change', change()) for name in HISTORIES),
            migrations.AddField(
                model_name='version',
                name='raw_sha256',
                field=models.CharField(blank=True, db_index=True, help_text='Recognises a file that comes in again.', max_length=64, verbose_name='SHA-256 of the bytes'),
            ),
        ),
        AtOnce(
            *(migrations.AlterField(name, 'history_change_reason', models.TextField(null=True)) for name in HISTORIES),
            migrations.AlterField(
                model_name='version',
                name='sha256',
                field=models.CharField(db_index=True, max_length=64, verbose_name='SHA-256'),
            ),
        ),
        AtOnce(
            # What happens to a history with its user's account is no matter of a column.
            *(migrations.AlterField(name, 'history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)) for name in HISTORIES),
            migrations.AddField('historicalarticle', 'review_note', review_note()),
            migrations.AddField(
                model_name='version',
                name='found',
                field=models.JSONField(blank=True, default=dict, help_text='What the page said of itself: title, byline, day, publisher, language, url.'),
            ),
        ),
        migrations.AddField(
            model_name='version',
            name='links',
            field=models.JSONField(blank=True, default=list, help_text='Where words of a page led: start and end in code points, and url.'),
        ),
    ]
