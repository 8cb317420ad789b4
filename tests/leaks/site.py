"""A published site, and an unpublished twin of everything in it, with one mark."""

from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from articles.models import (
    DeskAct,
    KeptForm,
    KeptPassage,
    Passage,
    Presence,
    Proposal,
    Publishable,
    Section,
    Version,
)
from entities.models import (
    Attribution,
    Claim,
    ClaimSubject,
    ClaimTopic,
    Distinction,
    EntityRelation,
    Identifier,
    Mention,
    Merge,
    MergedRow,
    Refusal,
    Stance,
    Thread,
    ValueEntity,
)
from project.models import (
    AuditEvent,
    Batch,
    BatchRow,
    GroupPolicy,
    GuessCount,
    SavedList,
)
from tests.entities.claim_in_full import claim_in_full
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
    make_publisher,
    make_qualifier,
    make_qualifier_kind,
    make_topic,
    make_value,
    member_of,
    published,
)
from tests.leaks.marking import MARK

REASON = "It was wrong."  # which readers of a withdrawn address are told
STATES = ["draft", "in_review", "withdrawn", "reopened"]


def public_site() -> SimpleNamespace:
    """Something published behind every public address, and what it is tied to."""
    claim = claim_in_full()
    acme = claim.subject
    topic = claim.topics.get()
    article = claim.citations.get().passage.version.article
    comparison = claim.memberships.get().comparison
    rival = published(make_entity(slug="rival", kind="company", label={"en": "Rival"}))
    EntityRelation.objects.create(entity=acme, kind="part_of", other=rival)
    make_name(acme, "Acme Ltd")
    below = published(make_topic(slug="profits", title={"en": "Profits"}, parent=topic))
    later = make_claim(subject=rival, topics=[below, topic], article=article)
    clash = make_comparison(claim, later, slug="clash", state="open")
    topic.narrative = {"en": f"Much[[c:{claim.key}]] and more[[c:{later.key}]]."}
    topic.save()
    Mention.objects.create(
        passage=Passage.objects.mark(article.current_version, 8, 12), entity=acme
    )
    for kind in ("owner", "step"):
        make_qualifier_kind(kind)
    for record, slug in ((acme, "acme-old"), (topic, "earned"), (article, "acme-once")):
        new, record.slug = record.slug, slug
        record.save()
        record.rename(new)
    return SimpleNamespace(
        article=article,
        chain=claim.citations.get().attribution,
        claim=claim,
        comparison=published(clash),
        company=acme,
        entity=claim.citations.get().asserted_by,
        later=later,
        publisher=article.publisher,
        settled=comparison,
        topic=topic,
    )


def hide_everything(site, state: str) -> SimpleNamespace:
    """Add an unpublished twin of everything, tied to what is public wherever a row can
    tie them; return the records that have addresses."""
    hidden = twins(site, state)
    hide_parts(site, hidden)
    hide_the_desks_own(site, hidden)
    for record in vars(hidden).values():
        if isinstance(record, Publishable):
            settle(record, state)
    return hidden


def twins(site, state) -> SimpleNamespace:
    publisher = make_publisher(slug=f"{MARK}-{state}-press")
    company = make_entity(slug=f"{MARK}-{state}-firm", kind="company")
    entity = make_entity(
        slug=f"{MARK}-{state}-voice", kind="publisher", publisher=publisher
    )
    topic = make_topic(slug=f"{MARK}-{state}-topic", parent=site.topic)
    article = make_article(
        None,
        slug=f"{MARK}-{state}-article",
        publisher=site.publisher,
    )
    Version.objects.capture(
        article,
        f"The {MARK} earned 5 million yuan. It said so.",
        raw=MARK.encode(),
        links=[MARK],
        found={"title": MARK},
    )
    # About the public company, on the public topic, from the public article.
    claim = make_draft_claim(subject=site.company, topics=[site.topic, topic])
    make_citation(claim, site.article, "In 2023", attribution=site.chain)
    make_citation(claim, site.article, attribution=site.chain)
    about_hidden = make_draft_claim(subject=company, topics=[topic, site.topic])
    make_citation(about_hidden, article, attribution=site.chain)
    comparison = make_comparison(site.claim, site.later, claim, state="open")
    of_public = make_comparison(site.claim, site.later, state="open")
    for number, record in enumerate((comparison, of_public)):
        type(record).objects.filter(pk=record.pk).update(
            slug=f"{MARK}-{state}-clash-{number}"
        )
    return SimpleNamespace(
        about_hidden=about_hidden,
        article=article,
        claim=claim,
        company=company,
        comparison=comparison,
        entity=entity,
        of_public=of_public,
        publisher=publisher,
        topic=topic,
    )


def hide_parts(site, hidden) -> None:
    """Rows that belong to hidden records, and rows of public records that name them."""
    make_name(hidden.company, f"{MARK} Ltd")
    make_name(hidden.company, "Acme Ltd")  # as the public one is called
    Identifier.objects.create(
        entity=hidden.company, scheme="other", value=hidden.company.slug
    )
    for one, other in (
        (site.company, hidden.company),
        (hidden.entity, site.company),
        (hidden.company, hidden.entity),
    ):
        EntityRelation.objects.create(entity=one, kind="part_of", other=other)
    version = site.article.current_version
    for start, end in ((0, 2), (8, 12)):
        passage = Passage.objects.mark(version, start, end)
        Mention.objects.create(passage=passage, entity=hidden.entity)
    own = hidden.article.current_version
    Mention.objects.create(passage=Passage.objects.mark(own, 0, 3), entity=site.company)
    Section.objects.create(version=own, index=0, kind="lead", start=0, end=20)
    Refusal.objects.create(
        version=version, start=3, end=7, quote=version.text[3:7], entity=hidden.entity
    )
    for place in ({"passage": passage}, {"claim": site.claim}):
        Thread.objects.start(by=annotator(), text=f"Is {MARK} right?", **place)
    # A hidden claim with every kind of part.
    chain = make_attribution(hidden.entity, hidden.company)
    Attribution.objects.filter(pk=chain.pk).update(slug=f"{hidden.company.slug}-says")
    chain.links.filter(position=0).update(at=hidden.entity)
    make_citation(hidden.claim, hidden.article, attribution=chain, part="context")
    value = make_value(hidden.claim, part="component", resolved_by=site.claim)
    ValueEntity.objects.create(value=value, entity=site.company)
    make_qualifier(hidden.claim, "partner", entity=site.company)
    make_qualifier(hidden.claim, "follows", other_claim=site.claim)
    make_qualifier(hidden.claim, "period", text=MARK)
    make_value(hidden.claim, part="literal", type="text", text=MARK)
    ClaimSubject.objects.create(claim=hidden.about_hidden, entity=site.company)
    Stance.objects.create(
        claim=hidden.claim, by=site.company, position="doubts", about=site.claim
    )
    name_hidden_things(site.claim, hidden)
    former_addresses(site, hidden)


def name_hidden_things(claim, hidden) -> None:
    """Whatever of a public claim can name something hidden does so."""
    ClaimSubject.objects.create(claim=claim, entity=hidden.company, position=9)
    ValueEntity.objects.create(
        value=claim.values.get(part="main"), entity=hidden.company
    )
    make_qualifier(claim, "owner", entity=hidden.company)
    make_qualifier(claim, "step", other_claim=hidden.claim)
    Stance.objects.create(claim=claim, by=hidden.entity, position="doubts")
    ClaimTopic.objects.create(claim=claim, topic=hidden.topic, position=9)
    chain = claim.citations.order_by("pk").first().attribution
    make_citation(claim, hidden.article, part="contradicts", attribution=chain)
    make_citation(claim, hidden.article, "It said so.", attribution=chain)


def former_addresses(site, hidden) -> None:
    for record in (hidden.company, hidden.topic, hidden.article, hidden.entity):
        new, record.slug = record.slug, f"once-{record.slug}"
        record.save()
        record.rename(new)


def hide_the_desks_own(site, hidden) -> None:
    """What the desk keeps for itself: merges, kept forms, presence, log, batches."""
    user, state = annotator(), hidden.company.slug
    merge = Merge.objects.create(
        kind="merged",
        from_entity=hidden.entity,
        to_entity=site.company,
        by=user,
    )
    MergedRow.objects.create(merge=merge, model="entities.claim", row=1, change="moved")
    Distinction.objects.create(first=site.company, second=hidden.company, by=user)
    own = hidden.article.current_version
    passage = Passage.objects.mark(own, 0, 3)
    KeptPassage.objects.create(passage=passage, newer=own, by=user)
    kind = ContentType.objects.get_for_model(Claim)
    KeptForm.objects.create(
        user=user,
        address=f"/admin/entities/claim/{site.claim.pk}/change/{state}",
        content_type=kind,
        object_id=site.claim.pk,
        data={MARK: [MARK]},
        kept_at=timezone.now(),
    )
    Presence.objects.get_or_create(
        user=user,
        content_type=kind,
        object_id=hidden.claim.pk,
        defaults={"opened_at": timezone.now(), "seen_at": timezone.now()},
    )
    DeskAct.objects.create(
        user=user, key=f"{MARK}-{state}", article=site.article, answer={MARK: MARK}
    )
    AuditEvent.objects.create(
        kind="export",
        name=MARK,
        about=MARK,
        detail={MARK: MARK},
        address="192.0.2.0/24",
    )
    Proposal.objects.create(
        content_type=kind,
        object_id=hidden.claim.pk,
        revision=1,
        by=user,
        at=timezone.now(),
        data={MARK: [MARK]},
    )
    SavedList.objects.create(
        owner=user, name=state, path="/admin/entities/claim/", shared=True
    )
    batch = Batch.objects.create(filename=MARK, content=MARK.encode(), by=user)
    BatchRow.objects.create(batch=batch, table="claims", line=2, state="new")
    GuessCount.objects.create(key=f"{MARK} {state}", tries=1, since=timezone.now())
    GroupPolicy.objects.get_or_create(group=member_of("reviewer").groups.get())


def settle(record, state: str) -> None:
    """Bring a draft where `state` says, whatever its verbs would say to that."""
    columns = {"status": "draft" if state == "reopened" else state}
    if state in ("withdrawn", "reopened"):
        columns["withdrawal_reason"] = REASON
    type(record).objects.filter(pk=record.pk).update(**columns)
    record.refresh_from_db()
