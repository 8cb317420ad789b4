import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

TABLE = "dossier_cache"


def make_table(apps, schema_editor):
    """Do nothing where it is there already, as in a test database."""
    call_command(
        "createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0
    )


def drop_table(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GuessCount',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('tries', models.PositiveSmallIntegerField()),
                ('since', models.DateTimeField(db_index=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('log_in', 'logged in'), ('log_in_failed', 'failed to log in'), ('locked_out', 'name closed after too many tries'), ('log_out', 'logged out'), ('session_ended', 'ended a session'), ('password_changed', 'changed a password'), ('second_factor_on', 'set up a second factor'), ('second_factor_off', 'removed a second factor'), ('recovery_codes_made', 'made recovery codes'), ('recovery_code_used', 'used a recovery code'), ('code_failed', 'gave a wrong code'), ('account_made', 'made an account'), ('account_changed', 'changed an account'), ('account_deleted', 'deleted an account'), ('rights_changed', 'changed rights'), ('group_changed', 'changed a group'), ('export', 'exported'), ('import', 'imported'), ('dump', 'dumped the site'), ('load', 'loaded a dump')], db_index=True, max_length=30)),
                ('name', models.CharField(blank=True, help_text='Who, at the time.', max_length=150)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('detail', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('address', models.CharField(blank=True, help_text='The network it came from, not the device.', max_length=50)),
                ('who', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'audit event',
                'ordering': ['-at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                ('reason', models.CharField(blank=True, help_text='Stands in the history of each record that it changes.', max_length=300)),
                ('state', models.CharField(choices=[('checked', 'checked'), ('applied', 'applied'), ('undone', 'undone')], default='checked', max_length=10)),
                ('checked_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=64)),
                ('new_rows', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('changed_rows', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('unchanged_rows', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('wrong_rows', models.PositiveIntegerField(default=0, verbose_name='errors')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BatchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=30)),
                ('line', models.PositiveIntegerField(help_text='Counted with the header as line 1.')),
                ('state', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('unchanged', 'unchanged'), ('error', 'error')], max_length=10)),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='record')),
                ('record', models.BigIntegerField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(blank=True, null=True)),
                ('changes', models.JSONField(default=list)),
                ('errors', models.JSONField(default=list)),
                ('notes', models.JSONField(default=list)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='project.batch')),
            ],
            options={
                'ordering': ['batch', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GroupPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mfa_required', models.BooleanField(default=False, help_text='Members set up an authenticator app before they reach anything else.', verbose_name='second factor required')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='policy', to='auth.group')),
            ],
            options={
                'verbose_name_plural': 'group policies',
                'default_permissions': (),
            },
        ),
        migrations.RunPython(make_table, drop_table),
    ]
