import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.datefield
import articles.keys
import articles.wording


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', articles.wording.WordingField(default=dict, single_line=True)),
                ('description', articles.wording.WordingField(blank=True, default=dict)),
                ('language', models.CharField(blank=True, help_text='Main language, e.g. zh or fr.', max_length=12)),
                ('country', models.CharField(blank=True, help_text='Two letters (ISO 3166), if known.', max_length=2)),
                ('website', models.URLField(blank=True)),
                ('note', models.TextField(blank=True, help_text='For the desk only.')),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=20)),
                ('published_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('override_reason', models.TextField(blank=True, editable=False, help_text='Why one person both drafted and published it.')),
                ('withdrawal_reason', models.TextField(blank=True, editable=False, help_text='Readers of the old address see this reason.')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('ref', models.CharField(blank=True, help_text="The desk's own number.", max_length=40, verbose_name='reference')),
                ('title', models.CharField(max_length=300)),
                ('title_language', models.CharField(max_length=12)),
                ('title_is_ours', models.BooleanField(default=False, help_text="The source prints no title; this one is the desk's.", verbose_name='title given by the desk')),
                ('title_translation', articles.wording.WordingField(blank=True, default=dict, help_text='The sense of the title, in our words.', single_line=True)),
                ('language', models.CharField(help_text='Of the text: en, zh, fr …', max_length=12)),
                ('form', articles.wording.WordingField(blank=True, default=dict, help_text='Such as “second-hand report”.', single_line=True)),
                ('summary', articles.wording.WordingField(blank=True, default=dict)),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('byline', models.CharField(blank=True, max_length=200)),
                ('editor', models.CharField(blank=True, help_text='Editor credited by the source.', max_length=200)),
                ('published_on', articles.datefield.EdtfField(blank=True, max_length=80, verbose_name='published on')),
                ('published_basis', models.CharField(choices=[('stated', 'stated in the text'), ('implied', 'follows from the text'), ('undated', 'the text gives none')], default='undated', max_length=10)),
                ('not_before', articles.datefield.EdtfField(blank=True, help_text='Earliest date the text allows.', max_length=80)),
                ('not_after', articles.datefield.EdtfField(blank=True, help_text='Latest date the text allows.', max_length=80)),
                ('is_digest', models.BooleanField(default=False, help_text="The text is the desk's digest, not the source's own.")),
                ('rights', models.CharField(choices=[('full', 'the full text'), ('excerpts', 'excerpts around cited passages'), ('quotes', 'cited quotes only'), ('nothing', 'nothing; it may not be cited')], default='excerpts', max_length=10)),
                ('original_sha256', models.CharField(blank=True, help_text='Hash of the original that was read.', max_length=64)),
                ('source_note', articles.wording.WordingField(blank=True, default=dict, help_text='What a reader must know about this text as a source.')),
                ('outside_knowledge', articles.wording.WordingField(blank=True, default=dict, help_text='What the desk knows from elsewhere, kept apart.')),
                ('drafted_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publisher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.publisher')),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False), models.Q(models.Q(('published_by', models.F('drafted_by')), _negated=True), models.Q(('override_reason', ''), _negated=True), _connector='OR')), _connector='OR'), name='article_is_published_by_a_second_person', violation_error_message='A second person must publish this, or the publisher writes down why not.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('withdrawal_reason', ''), _negated=True), _connector='OR'), name='article_is_withdrawn_with_a_reason', violation_error_message='Say why it is withdrawn.'), models.CheckConstraint(condition=models.Q(models.Q(('published_basis', 'undated'), ('published_on', '')), models.Q(models.Q(('published_on', ''), _negated=True), models.Q(('published_basis', 'undated'), _negated=True)), _connector='OR'), name='article_date_has_a_basis', violation_error_message='Give the date and whether it is stated or implied, or neither.'), models.UniqueConstraint(condition=models.Q(('ref', ''), _negated=True), fields=('ref',), name='article_ref_is_used_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_slugs', to='articles.article')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalPublisher',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('slug', models.SlugField(max_length=80)),
                ('name', articles.wording.WordingField(default=dict, single_line=True)),
                ('description', articles.wording.WordingField(blank=True, default=dict)),
                ('language', models.CharField(blank=True, help_text='Main language, e.g. zh or fr.', max_length=12)),
                ('country', models.CharField(blank=True, help_text='Two letters (ISO 3166), if known.', max_length=2)),
                ('website', models.URLField(blank=True)),
                ('note', models.TextField(blank=True, help_text='For the desk only.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical publisher',
                'verbose_name_plural': 'historical publishers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalArticle',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=20)),
                ('published_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('changed_at', models.DateTimeField(blank=True, db_index=True, editable=False)),
                ('override_reason', models.TextField(blank=True, editable=False, help_text='Why one person both drafted and published it.')),
                ('withdrawal_reason', models.TextField(blank=True, editable=False, help_text='Readers of the old address see this reason.')),
                ('slug', models.SlugField(max_length=80)),
                ('ref', models.CharField(blank=True, help_text="The desk's own number.", max_length=40, verbose_name='reference')),
                ('title', models.CharField(max_length=300)),
                ('title_language', models.CharField(max_length=12)),
                ('title_is_ours', models.BooleanField(default=False, help_text="The source prints no title; this one is the desk's.", verbose_name='title given by the desk')),
                ('title_translation', articles.wording.WordingField(blank=True, default=dict, help_text='The sense of the title, in our words.', single_line=True)),
                ('language', models.CharField(help_text='Of the text: en, zh, fr …', max_length=12)),
                ('form', articles.wording.WordingField(blank=True, default=dict, help_text='Such as “second-hand report”.', single_line=True)),
                ('summary', articles.wording.WordingField(blank=True, default=dict)),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('byline', models.CharField(blank=True, max_length=200)),
                ('editor', models.CharField(blank=True, help_text='Editor credited by the source.', max_length=200)),
                ('published_on', articles.datefield.EdtfField(blank=True, max_length=80, verbose_name='published on')),
                ('published_basis', models.CharField(choices=[('stated', 'stated in the text'), ('implied', 'follows from the text'), ('undated', 'the text gives none')], default='undated', max_length=10)),
                ('not_before', articles.datefield.EdtfField(blank=True, help_text='Earliest date the text allows.', max_length=80)),
                ('not_after', articles.datefield.EdtfField(blank=True, help_text='Latest date the text allows.', max_length=80)),
                ('is_digest', models.BooleanField(default=False, help_text="The text is the desk's digest, not the source's own.")),
                ('rights', models.CharField(choices=[('full', 'the full text'), ('excerpts', 'excerpts around cited passages'), ('quotes', 'cited quotes only'), ('nothing', 'nothing; it may not be cited')], default='excerpts', max_length=10)),
                ('original_sha256', models.CharField(blank=True, help_text='Hash of the original that was read.', max_length=64)),
                ('source_note', articles.wording.WordingField(blank=True, default=dict, help_text='What a reader must know about this text as a source.')),
                ('outside_knowledge', articles.wording.WordingField(blank=True, default=dict, help_text='What the desk knows from elsewhere, kept apart.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publisher', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.publisher')),
            ],
            options={
                'verbose_name': 'historical article',
                'verbose_name_plural': 'historical articles',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('contract', models.CharField(default='text/1', max_length=20, verbose_name='text contract')),
                ('raw', models.BinaryField(blank=True, help_text='The bytes that came in, if they are kept.', null=True)),
                ('raw_encoding', models.CharField(blank=True, max_length=40)),
                ('captured_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.article')),
            ],
            options={
                'ordering': ['article', 'number'],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='version_number_is_used_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='version_has_text', violation_error_message='There is no text in it.')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('title', 'title'), ('lead', 'lead'), ('heading', 'heading'), ('paragraph', 'paragraph'), ('list_item', 'list item'), ('boilerplate', 'boilerplate')], max_length=20)),
                ('detail', models.CharField(blank=True, help_text='Such as hotline_footer or byline.', max_length=40)),
                ('treatment', models.CharField(blank=True, help_text='What a clean reading does with boilerplate, such as drop.', max_length=40)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('language', models.CharField(blank=True, help_text="If it differs from the article's.", max_length=12)),
                ('original', models.CharField(blank=True, help_text="Sections of the original that a digest's section rests on.", max_length=200)),
                ('under', models.ForeignKey(blank=True, help_text='The heading it stands under.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='articles.version')),
            ],
            options={
                'ordering': ['version', 'index'],
                'constraints': [models.UniqueConstraint(fields=('version', 'index'), name='section_index_is_used_once'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='section_ends_after_it_starts', violation_error_message='A section must end after it starts.')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=articles.keys.new_key, editable=False, max_length=16, unique=True)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('quote', models.TextField()),
                ('prefix', models.CharField(blank=True, max_length=32)),
                ('suffix', models.CharField(blank=True, max_length=32)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='articles.version')),
            ],
            options={
                'ordering': ['version', 'start', 'end'],
                'constraints': [models.UniqueConstraint(fields=('version', 'start', 'end'), name='passage_is_marked_once'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='passage_ends_after_it_starts', violation_error_message='A passage must end after it starts.')],
            },
        ),
    ]
