"""A company entered twice, and what a merge of the two must not lose."""

from django.apps import apps

from articles.models import Passage
from entities.merging.pointing import COUNTED, snapshot
from entities.models import (
    AttributionLink,
    ClaimSubject,
    EntityRelation,
    FormerSlug,
    Identifier,
    Mention,
    Merge,
    MergedRow,
    Stance,
    ValueEntity,
)
from tests.factories import (
    make_article,
    make_attribution,
    make_claim,
    make_company,
    make_comparison,
    make_draft_claim,
    make_name,
    make_qualifier,
    published,
)


def everything():
    """Every row of our tables as texts, what counts saves aside."""
    models = [
        model
        for app in ("articles", "entities")
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "history_type") and model not in (Merge, MergedRow)
    ]
    return {
        (model._meta.label_lower, row.pk): {
            name: value for name, value in snapshot(row).items() if name not in COUNTED
        }
        for model in models
        for row in model._base_manager.all()
    }


def tangled():
    """A company entered twice, with every kind of row at the one that is to go."""
    stays = make_company(slug="acme", label={"en": "Acme"})
    goes = make_company(
        slug="acme-inc", label={"en": "Acme Inc.", "zh": "顶点"}, kind="company"
    )
    article = published(make_article(text="Acme earned 5 million. Acme Inc. too."))
    chain = make_attribution(goes)
    about = make_claim(article, "Acme Inc. too.", subject=goes, attribution=chain)
    other = make_claim(article, "Acme earned 5 million.", subject=stays)
    make_name(stays, "Acme")
    make_name(goes, "Acme", kind="alias", note="seen once")
    make_name(goes, "Acme Inc.")
    Identifier.objects.create(entity=goes, scheme="wikidata", value="Q95")
    third = make_company(slug="third")
    EntityRelation.objects.create(entity=goes, kind="part_of", other=third)
    EntityRelation.objects.create(entity=third, kind="held_by", other=goes)
    EntityRelation.objects.create(entity=goes, kind="part_of", other=stays)
    version = article.current_version
    shared = Passage.objects.find(version, "Acme", occurrence=1)
    Mention.objects.create(passage=shared, entity=stays)
    Mention.objects.create(passage=shared, entity=goes)
    alone = Passage.objects.find(version, "Acme Inc.", occurrence=1)
    Mention.objects.create(passage=alone, entity=goes)
    of_third = make_draft_claim(subject=third)
    ClaimSubject.objects.create(claim=of_third, entity=goes)
    ClaimSubject.objects.create(claim=other, entity=goes)
    ClaimSubject.objects.create(claim=about, entity=stays)
    make_qualifier(of_third, "role", entity=goes)
    ValueEntity.objects.create(value=of_third.values.get(), entity=goes)
    Stance.objects.create(claim=of_third, by=goes, position="doubts")
    make_comparison(about, other, stance_by=goes)
    FormerSlug.objects.create(slug="acme-old", target=goes)
    AttributionLink.objects.create(
        attribution=make_attribution(), position=1, by=third, at=goes,
        verb=chain.links.get().verb,
    )  # fmt: skip
    return stays, goes
