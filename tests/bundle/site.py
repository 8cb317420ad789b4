"""A site with something in nearly every table, and ways to look at a bundle."""

import hashlib
import io
import json
import zipfile

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.models import FormerSlug, Section, Version
from entities.models import (
    EntityRelation,
    FormerTopicSlug,
    Identifier,
    Mention,
)
from project.models import AuditEvent, record
from tests.entities.claim_in_full import claim_in_full
from tests.factories import make_name, make_topic

OTHER = "other"
TEXT = "Zoé 🤔 writes 𠮷野家,\tand stops.\n\u2028Then NEL is none."


def fill():
    """Fill the site of the tests; return a published claim with everything."""
    claim = claim_in_full()
    article = claim.citations.get().article
    Version.objects.create(
        article=article,
        number=2,
        text=TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        raw=b"\x00\xff\xfe raw",
    )
    Section.objects.create(
        version=article.versions.get(number=1), index=0, kind="lead", start=0, end=4
    )
    entity = claim.subject
    make_name(entity, "𠮷 & Söhne")
    Identifier.objects.create(entity=entity, scheme="wikidata", value="Q42")
    EntityRelation.objects.create(
        entity=entity, kind="part_of", other=claim.values.first().claim.subjects[1]
    )
    Mention.objects.create(passage=claim.citations.get().passage, entity=entity)
    FormerSlug.objects.create(slug="once", target=article)
    wide, narrow = make_topic(slug="wide"), make_topic(slug="narrow")
    wide.parent = narrow  # a row that points at one with a higher number
    wide.save()
    FormerTopicSlug.objects.create(slug="once-a-topic", target=wide)
    claim.property.required_qualifiers.add(claim.qualifiers.first().kind)
    make_topic(slug="gone").delete()
    people(claim)
    return claim


def people(claim):
    user = get_user_model().objects.create_user("zoe", password="a-long-password")
    group, _ = Group.objects.get_or_create(name="translators")
    right = Permission.objects.get(codename="change_claim")
    group.permissions.add(right)
    user.groups.add(group)
    user.user_permissions.add(right)
    LogEntry.objects.log_actions(
        user.pk, [claim], CHANGE, "Changed.", single_object=True
    )
    record(AuditEvent.Kind.EXPORT, user=user, about="claims", rows=3)


def dump(path, using="default", **options):
    call_command("dump", path, database=using, verbosity=0, **options)
    return path.read_bytes()


def load(path, using=OTHER, **options):
    call_command("load", path, database=using, verbosity=0, **options)


def files_of(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_in(bundle: bytes, table: str) -> list[dict]:
    return [
        json.loads(line) for line in files_of(bundle)[f"{table}.jsonl"].splitlines()
    ]


def pack(files: dict[str, bytes], *, manifest=None) -> bytes:
    """Return an archive of the files; `manifest` changes what it says of itself.

    Without it the manifest is made to agree with what the files now hold.
    """
    said = json.loads(files["manifest.json"])
    for name, table in said["tables"].items():
        lines = files.get(f"{name}.jsonl", b"")
        table["bytes"] = len(lines)
        table["rows"] = lines.count(b"\n")
        table["sha256"] = hashlib.sha256(lines).hexdigest()
    if manifest:
        manifest(said)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if name != "manifest.json":
                archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(said))
    return out.getvalue()
