"""A record of each list of the desk, as many as wanted, each with others of its own.

tests/project/test_admin_growth.py holds that none is missing.
"""

import itertools
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.urls import reverse

from articles.models import FormerSlug as FormerArticleSlug
from articles.models import Passage, Proposal, Section
from entities.merging import merge
from entities.models import (
    ClaimSubject,
    ClaimTopic,
    Distinction,
    EntityRelation,
    FormerSlug,
    FormerTopicSlug,
    LinkVerb,
    Mention,
    PropertyGroup,
    Stance,
    Thread,
    ValueEntity,
)
from project.models import AuditEvent, Batch, SavedList, record
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_publisher,
    make_qualifier,
    make_qualifier_kind,
    make_topic,
    make_unit,
)

count = itertools.count(1)


def name_of(model: Model | type[Model]) -> str:
    """Return the name that the admin's addresses give a model."""
    return f"{model._meta.app_label}_{model._meta.model_name}"


def list_of(model: str) -> str:
    """Return the address of a model's list, the whole of it on one page."""
    return reverse(f"admin:{model}_changelist") + "?all="


def address_of(record: Model, page: str = "change") -> str:
    return reverse(f"admin:{name_of(record)}_{page}", args=[record.pk])


def word(model):
    n = next(count)
    return model.objects.create(slug=f"word-{n}", label={"en": f"Word {n}"})


def passage():
    n = next(count)
    version = make_article(text=f"Text {n} says so.").current_version
    return Passage.objects.mark(version, 0, 6)


def section():
    version = make_article().current_version
    return Section.objects.create(version=version, index=0, kind="lead", start=0, end=4)


def value_entity():
    value = make_draft_claim().values.get()
    return ValueEntity.objects.create(value=value, entity=make_entity())


def identifier():
    return make_entity().identifiers.create(scheme="wikidata", value=f"Q{next(count)}")


def proposal():
    claim = make_claim()
    return Proposal.objects.propose(
        claim, by=annotator(), reason="It is wrong.", data={"note": ["Mended."]}
    )


def merged():
    chief, _ = get_user_model().objects.get_or_create(
        username="chief", is_superuser=True
    )
    return merge(make_entity(), make_entity(), by=chief, reason="Entered twice.")


def user():
    person = get_user_model().objects.create(username=f"person-{next(count)}")
    person.groups.add(group())
    return person


def group():
    made = Group.objects.create(name=f"Group {next(count)}")
    made.permissions.add(Permission.objects.get(codename="change_claim"))
    return made


def event():
    person = get_user_model().objects.create(username=f"person-{next(count)}")
    return record(AuditEvent.Kind.EXPORT, user=person, about=f"claims {next(count)}")


def batch():
    person = get_user_model().objects.create(username=f"person-{next(count)}")
    made = Batch.of(b"kept", filename=f"names-{next(count)}.csv", by=person)
    made.save()
    made.rows.create(table="names", line=2, state="new")
    return made


def saved_view():
    """One of the person's who looks: others' are shown only when they share them."""
    owner = get_user_model().objects.filter(is_superuser=True).earliest("pk")
    return SavedList.objects.create(
        owner=owner, name=f"View {next(count)}", path="/admin/entities/claim/"
    )


def thread():
    return Thread.objects.start(
        by=annotator(), text=f"Why {next(count)}?", passage=passage()
    )


RECORDS: dict[str, Callable[[], Model]] = {
    "articles_article": make_article,
    "articles_publisher": make_publisher,
    "articles_version": lambda: make_article().current_version,
    "articles_section": section,
    "articles_passage": passage,
    "articles_proposal": proposal,
    "articles_formerslug": lambda: FormerArticleSlug.objects.create(
        slug=f"once-{next(count)}", target=make_article()
    ),
    "entities_entity": make_entity,
    "entities_formerslug": lambda: FormerSlug.objects.create(
        slug=f"once-{next(count)}", target=make_entity()
    ),
    "entities_formertopicslug": lambda: FormerTopicSlug.objects.create(
        slug=f"once-{next(count)}", target=make_topic()
    ),
    "entities_name": lambda: make_name(make_entity(), f"Name {next(count)}"),
    "entities_identifier": identifier,
    "entities_entityrelation": lambda: EntityRelation.objects.create(
        entity=make_entity(), kind="part_of", other=make_entity()
    ),
    "entities_merge": merged,
    "entities_distinction": lambda: Distinction.objects.create(
        first=make_entity(), second=make_entity(), by=annotator()
    ),
    "entities_topic": make_topic,
    "entities_claim": make_claim,
    "entities_claimsubject": lambda: ClaimSubject.objects.create(
        claim=make_draft_claim(), entity=make_entity()
    ),
    "entities_claimtopic": lambda: ClaimTopic.objects.create(
        claim=make_draft_claim(), topic=make_topic()
    ),
    "entities_value": lambda: make_draft_claim().values.get(),
    "entities_valueentity": value_entity,
    "entities_qualifier": lambda: make_qualifier(make_draft_claim()),
    "entities_stance": lambda: Stance.objects.create(
        claim=make_draft_claim(), by=make_entity(), position="holds"
    ),
    "entities_citation": lambda: make_citation(make_draft_claim()),
    "entities_mention": lambda: Mention.objects.create(
        passage=passage(), entity=make_entity()
    ),
    "entities_thread": thread,
    "entities_attribution": make_attribution,
    "entities_attributionlink": lambda: make_attribution().links.get(),
    "entities_comparison": lambda: make_comparison(make_draft_claim()),
    "entities_comparisonclaim": lambda: make_comparison(
        make_draft_claim()
    ).members.get(),
    "entities_property": lambda: make_property(f"property-{next(count)}"),
    "entities_propertygroup": lambda: word(PropertyGroup),
    "entities_qualifierkind": lambda: make_qualifier_kind(f"kind-{next(count)}"),
    "entities_unit": lambda: make_unit(f"unit-{next(count)}"),
    "entities_linkverb": lambda: word(LinkVerb),
    "auth_user": user,
    "auth_group": group,
    "project_auditevent": event,
    "project_batch": batch,
    "project_savedlist": saved_view,
}
