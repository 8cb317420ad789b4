"""An article with something of every kind at its desk, and one good request for each
route and method of the desk's API."""

import json
from types import SimpleNamespace
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles.models import Passage
from entities.models import LinkVerb, Mention, Refusal, Thread
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_publisher,
    member_of,
    reviewer,
)

TEXT = "Acme earned 5 million yuan in 2023. Umbrella lost more, says Bolt. It said so."
STATUSES = ("draft", "in_review", "published")
API = "/api/v1/desk/"


def desk_site(status: str = "draft") -> SimpleNamespace:
    """Records in the status, with what the annotator has made of the article's text."""
    publisher = make_publisher(slug="the-daily", name={"en": "The Daily"})
    daily = make_entity(slug="daily", kind="publisher", publisher=publisher)
    company = make_entity(slug="acme", kind="company", label={"en": "Acme"})
    rival = make_entity(slug="umbrella", kind="company", label={"en": "Umbrella"})
    make_name(rival, "Umbrella")
    bolt = make_entity(slug="bolt", kind="company", label={"en": "Bolt"})
    make_name(bolt, "Bolt")
    article = make_article(TEXT, slug="acme-earns", publisher=publisher)
    chain = make_attribution(daily)
    LinkVerb.objects.create(slug="reports", label={"en": "reports"})
    make_property("revenue", value_types=["money"])
    claim = make_draft_claim(subject=company)
    citation = make_citation(
        claim, article, "Acme earned 5 million yuan", attribution=chain
    )
    # Cited elsewhere too: so it still rests on something without this citation.
    make_citation(claim, attribution=chain)
    passage = Passage.objects.find(article.current_version, "Acme")
    mention = Mention.objects.create(passage=passage, entity=company)
    at = TEXT.index("Bolt")
    refusal = Refusal.objects.create(
        version=article.current_version, start=at, end=at + 4, quote="Bolt", entity=bolt
    )
    thread = Thread.objects.start(by=annotator(), text="Net?", passage=passage)
    on_claim = Thread.objects.start(by=annotator(), text="Gross?", claim=claim)
    for record in (article, claim, company, rival, bolt, daily):
        stand(record, status)
    return SimpleNamespace(
        article=article,
        chain=chain,
        citation=citation,
        claim=claim,
        comment=thread.comments.get(),
        mention=mention,
        on_claim=on_claim,
        refusal=refusal,
        thread=thread,
    )


def stand(record, status: str) -> None:
    """Put a record into a status, whatever its verbs would say to that."""
    columns = {"status": status}
    if status == "published":
        columns |= {"published_by": reviewer(), "published_at": timezone.now()}
    type(record).objects.filter(pk=record.pk).update(**columns)
    record.refresh_from_db()


def place(quote: str, version: int = 1) -> dict:
    start = TEXT.index(quote)
    end = start + len(quote)
    return {"version": version, "start": start, "end": end, "quote": quote}


def new_claim() -> dict:
    return {
        "place": place("lost more"),
        "subject": "acme",
        "property": "revenue",
        "sentences": {"en": "Umbrella earned 6 million yuan."},
        "value": {"type": "money", "as_printed": "5 million yuan"},
        "speaker": "bolt",
    }


# What each operation is asked with; {…} stands for what the site has, a number in the
# third place for the record whose revision is sent.
HERE = "articles/{article}/"
NO_SUCH_CHANGE = str(uuid4())
REQUESTS = {
    ("api-desk-article", "GET"): (HERE,),
    ("api-desk-prefill", "GET"): (f"{HERE}prefill/?version=1&start=0&end=26",),
    ("api-desk-new-claim", "POST"): (f"{HERE}claims/", new_claim()),
    ("api-desk-submission", "POST"): (
        f"{HERE}claims/{{claim}}/submission/",
        None,
        "claim",
    ),
    ("api-desk-submission", "DELETE"): (
        f"{HERE}claims/{{claim}}/submission/",
        None,
        "claim",
    ),
    ("api-desk-claims-similar", "GET"): (
        "claims/similar/?subject=acme&property=revenue&type=money"
        "&as_printed=5+million+yuan",
    ),
    ("api-desk-comments", "POST"): (
        f"{HERE}comments/",
        {"place": place("lost more"), "text": "By how much?"},
    ),
    ("api-desk-comment", "PATCH"): (
        f"{HERE}comments/{{comment}}/",
        {"text": "Net of tax?"},
        "comment",
    ),
    ("api-desk-comment", "DELETE"): (f"{HERE}comments/{{comment}}/", None, "comment"),
    ("api-desk-thread", "POST"): (f"{HERE}threads/{{thread}}/", {"text": "Yes."}),
    ("api-desk-thread", "PATCH"): (
        f"{HERE}threads/{{thread}}/",
        {"resolved": True},
        "thread",
    ),
    ("api-desk-undo", "GET"): (f"{HERE}undo/",),
    ("api-desk-undo", "POST"): (f"{HERE}undo/", {"change": NO_SUCH_CHANGE}),
    ("api-desk-claims", "GET"): ("claims/?q=sentence",),
    ("api-desk-chains", "GET"): (f"{HERE}chains/",),
    ("api-desk-quotes", "POST"): (f"{HERE}quotes/", {"quote": "lost more"}),
    ("api-desk-citations", "POST"): (
        f"{HERE}citations/",
        {"place": place("lost more"), "claim": "{claim}"},
    ),
    ("api-desk-citation", "GET"): ("citations/{citation}/",),
    ("api-desk-citation", "PATCH"): (
        "citations/{citation}/",
        {"part": "context"},
        "citation",
    ),
    ("api-desk-citation", "DELETE"): ("citations/{citation}/", {}, "citation"),
    ("api-desk-suggestions", "GET"): (f"{HERE}suggestions/",),
    ("api-desk-suggestions", "POST"): (
        f"{HERE}suggestions/",
        {"accepted": [{"entity": "umbrella", "places": [place("Umbrella")]}]},
    ),
    ("api-desk-mentions", "POST"): (
        f"{HERE}mentions/",
        {"entity": "umbrella", "places": [place("Umbrella")]},
    ),
    ("api-desk-mention", "DELETE"): ("mentions/{mention}/", None, "mention"),
    ("api-desk-refusals", "POST"): (
        f"{HERE}refusals/",
        {"places": [place("Umbrella")]},
    ),
    ("api-desk-refusal", "DELETE"): ("refusals/{refusal}/", None, "refusal"),
    ("api-desk-names", "POST"): (
        f"{HERE}names/",
        {"entity": "umbrella", "text": "It", "language": "en", "kind": "alias"},
    ),
    ("api-desk-entities", "GET"): ("entities/?q=Umbr",),
    ("api-desk-entities", "POST"): (
        "entities/",
        {"label": "Zeta", "language": "en", "kind": "company"},
    ),
}


def names_in(site) -> dict[str, str]:
    """What stands for {…}."""
    return {
        "article": site.article.slug,
        "claim": site.claim.key,
        **{
            name: str(getattr(site, name).pk)
            for name in ("citation", "comment", "mention", "refusal", "thread")
        },
    }


def ask(client, site, route: str, method: str, *, body=None, names=None, **headers):
    """Ask a route with its good request, or with another body, and return the answer.

    The revision that is sent is the one that there is.
    """
    path, good, of = (*REQUESTS[route, method], None, None)[:3]
    names = names or names_in(site)
    sent = good if body is None else body
    text = "" if sent is None else json.dumps(sent)
    text = text.replace('"{claim}"', f'"{names["claim"]}"')
    if of:
        record = getattr(site, of)
        record.refresh_from_db(fields=["revision"])
        headers.setdefault("if_match", f'"{record.revision}"')
    return client.generic(
        method,
        f"{API}{path.format(**names)}",
        text,
        content_type="application/json",
        headers={k.replace("_", "-"): v for k, v in headers.items() if v is not None},
    )


def person(role: str):
    """One of the groups, or somebody with the rights that the name lists."""
    if role in ("annotator", "reviewer", "publisher"):
        return member_of(role)
    codenames = {"articles": ["view_article"], "claims": ["view_claim"]}.get(role, [])
    user, _ = get_user_model().objects.get_or_create(
        username=role, defaults={"is_staff": True}
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def everybody_but(*models: str):
    """Somebody with every right but those to records of the models."""
    user = get_user_model().objects.create(
        username=f"no-{'-'.join(models)}", is_staff=True
    )
    rights = Permission.objects.exclude(content_type__model__in=models)
    user.user_permissions.set(rights)
    return user


def client_of(user=None, **options) -> Client:
    client = Client(**options)
    if user is not None:
        client.force_login(user)
    return client
