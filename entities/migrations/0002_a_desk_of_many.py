import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.changes
import articles.keys
from articles.migrations._at_once import AtOnce

HISTORIES = [
    'historicalattribution',
    'historicalattributionlink',
    'historicalcitation',
    'historicalclaim',
    'historicalcomparison',
    'historicalentity',
    'historicalentityrelation',
    'historicalidentifier',
    'historicallinkverb',
    'historicalmention',
    'historicalname',
    'historicalproperty',
    'historicalpropertygroup',
    'historicalqualifier',
    'historicalqualifierkind',
    'historicalstance',
    'historicaltopic',
    'historicalunit',
    'historicalvalue',
]
PUBLISHABLE = ['claim', 'comparison', 'entity', 'topic']
PARTS = ['claimsubject', 'claimtopic', 'comparisonclaim', 'entityrelation', 'valueentity']
WITH_KEYS = ['name', 'value', 'qualifier']


def change():
    return models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)


def review_note():
    return models.TextField(blank=True, editable=False, help_text='What the reviewer asks for before it can be published.', verbose_name='sent back because')


def revision():
    return models.PositiveIntegerField(default=1, editable=False)


def key():
    """Empty at first: 0003 fills it and 0004 makes it unique."""
    return models.CharField(default=articles.keys.new_key, editable=False, max_length=16, null=True)


class Migration(migrations.Migration):
    """Every table is rewritten as seldom as may be, which is what SQLite takes long for."""

    dependencies = [
        ('articles', '0003_rows_that_are_there_get_a_first_record'),
        ('entities', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name='HistoricalClaimSubject',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('change', models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('claim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.claim')),
                    ('entity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.entity')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical claim subject',
                    'verbose_name_plural': 'historical claim subjects',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalClaimTopic',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('change', models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('claim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.claim')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('topic', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.topic')),
                ],
                options={
                    'verbose_name': 'historical claim topic',
                    'verbose_name_plural': 'historical claim topics',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalComparisonClaim',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('change', models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('side', models.CharField(blank=True, choices=[('', 'side by side'), ('earlier', 'earlier'), ('later', 'later')], max_length=10)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('claim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.claim')),
                    ('comparison', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.comparison')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical comparison claim',
                    'verbose_name_plural': 'historical comparison claims',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalValueEntity',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('change', models.UUIDField(db_index=True, default=articles.changes.current_change, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('role', models.CharField(blank=True, choices=[('partner', 'together with'), ('between', 'between')], help_text='Empty where the entity is the value itself.', max_length=10)),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('entity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.entity')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('value', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.value')),
                ],
                options={
                    'verbose_name': 'historical value entity',
                    'verbose_name_plural': 'historical value entitys',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('merge', 'merged into'), ('split', 'split off to')], default='merge', editable=False, max_length=10)),
                    ('made_entity', models.BooleanField(default=False, editable=False, help_text='The split made the second entity.')),
                    ('from_name', models.CharField(editable=False, max_length=300)),
                    ('to_name', models.CharField(editable=False, max_length=300)),
                    ('reason', models.TextField(editable=False)),
                    ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                    ('undone_at', models.DateTimeField(editable=False, null=True)),
                    ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_entity', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entities.entity')),
                    ('to_entity', models.ForeignKey(editable=False, help_text='None once the split that made it was undone.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entities.entity')),
                    ('undone_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'merge or split',
                    'verbose_name_plural': 'merges and splits',
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='merge_undone_says_who_and_when')],
                },
            ),
            migrations.CreateModel(
                name='MergedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('model', models.CharField(help_text='Such as entities.claim.', max_length=100)),
                    ('row', models.BigIntegerField()),
                    ('title', models.CharField(max_length=300)),
                    ('change', models.CharField(choices=[('dropped', 'left out'), ('moved', 'moved'), ('changed', 'changed'), ('added', 'added')], max_length=10)),
                    ('before', models.JSONField(null=True)),
                    ('after', models.JSONField(null=True)),
                    ('merge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='entities.merge')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Distinction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entities.entity')),
                    ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entities.entity')),
                ],
                options={
                    'verbose_name': 'pair that is not the same',
                    'verbose_name_plural': 'pairs that are not the same',
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='distinction_is_made_once', violation_error_message='These two are told apart already.'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='distinction_is_between_two', violation_error_message='Choose two different entities.')],
                },
            ),
            migrations.AlterModelOptions(name='claim', options={'default_permissions': ('add', 'change', 'delete', 'view', 'publish', 'override'), 'ordering': ['pk']}),
            migrations.AlterModelOptions(name='comparison', options={'default_permissions': ('add', 'change', 'delete', 'view', 'publish', 'override'), 'ordering': ['slug']}),
            migrations.AlterModelOptions(name='entity', options={'default_permissions': ('add', 'change', 'delete', 'view', 'publish', 'override'), 'ordering': ['slug'], 'verbose_name_plural': 'entities'}),
            migrations.AlterModelOptions(name='topic', options={'default_permissions': ('add', 'change', 'delete', 'view', 'publish', 'override'), 'ordering': ['order', 'slug']}),
            *(migrations.AddField(name, 'change', change()) for name in HISTORIES),
            *(migrations.AddField(name, 'review_note', review_note()) for name in PUBLISHABLE),
            *(migrations.AddField(name, 'revision', revision()) for name in PARTS),
            *(migrations.AddField(name, 'key', key()) for name in WITH_KEYS),
        ),
        AtOnce(
            *(migrations.AlterField(name, 'history_change_reason', models.TextField(null=True)) for name in HISTORIES),
            migrations.AddField(
                model_name='entity',
                name='merged_into',
                field=models.ForeignKey(blank=True, editable=False, help_text='The entity that has all that was said of this one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='entities.entity'),
            ),
        ),
        AtOnce(
            *(migrations.AddField(f'historical{name}', 'review_note', review_note()) for name in PUBLISHABLE),
            *(migrations.AddField(f'historical{name}', 'key', key()) for name in WITH_KEYS),
            migrations.AddField('historicalentityrelation', 'revision', revision()),
            migrations.AddConstraint(
                model_name='entity',
                constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('status', 'withdrawn'), _connector='OR'), name='entity_merged_is_seen_by_nobody', violation_error_message='It was merged into another entity; undo the merge instead.'),
            ),
        ),
        AtOnce(
            # What happens to a history with its user's account is no matter of a column.
            *(migrations.AlterField(name, 'history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)) for name in HISTORIES),
            migrations.AddField(
                model_name='historicalentity',
                name='merged_into',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The entity that has all that was said of this one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='entities.entity'),
            ),
            migrations.AddConstraint(
                model_name='entity',
                constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='entity_is_not_merged_into_itself', violation_error_message='An entity cannot be merged into itself.'),
            ),
        ),
    ]
