"""Makes new claims at the desk, as its page's script does."""

from entities.models import EntityKind, LinkVerb
from tests.factories import (
    make_article,
    make_entity,
    make_property,
    make_publisher,
    make_unit,
)

TEXT = "\U0001f914科大讯飞拟用24亿元租赁算力。讯飞说，约80%的\U00020bb7卡已到。"
QUOTE = "科大讯飞拟用24亿元租赁算力"
PRINTED = {"type": "money", "as_printed": "24亿元"}


def cited_article():
    """An article whose publisher is an entity too, so that chains start there."""
    publisher = make_publisher(name={"en": "The Daily"})
    made = make_article(
        TEXT, language="zh", publisher=publisher, published_on="2023-05-10",
        published_basis="stated",
    )  # fmt: skip
    for slug in ("reports", "says"):
        LinkVerb.objects.get_or_create(slug=slug, defaults={"label": {"en": slug}})
    make_entity(
        slug="the-daily", kind=EntityKind.PUBLISHER, publisher=publisher,
        label={"en": "The Daily"},
    )  # fmt: skip
    return made


def iflytek():
    return make_entity(slug="iflytek", kind="company", label={"en": "iFlytek"})


def place_of(article, quote=QUOTE):
    text = article.current_version.text
    start = text.index(quote)
    return {"version": 1, "start": start, "end": start + len(quote), "quote": quote}


def body_of(article, **fields):
    make_property("funds_use", value_types=["money"])
    make_unit()
    return {
        "place": place_of(article),
        "subject": "iflytek",
        "property": "funds_use",
        "sentences": {"zh": "科大讯飞计划用二十四亿元租算力。"},
        "certainty": "plan",
        "value": {"type": "money", "as_printed": "24亿元"},
    } | fields


def post(desk, article, body, **headers):
    return desk.post(
        f"/api/v1/desk/articles/{article.slug}/claims/",
        body,
        content_type="application/json",
        **headers,
    )
