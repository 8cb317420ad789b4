"""What those see who may look at a record and not change it."""

import pytest
from django.urls import reverse

from tests.factories import annotator, make_claim

pytestmark = pytest.mark.django_db


def test_sentences_are_shown_as_sentences_and_not_as_json(client):
    claim = make_claim(sentences={"en": "Acme <earned> a lot.", "zh": "极点很赚钱。"})
    client.force_login(annotator())
    address = reverse("admin:entities_claim_change", args=[claim.pk])
    page = client.get(address).content.decode()
    assert '<p lang="zh">极点很赚钱。</p>' in page
    assert '<p lang="en">Acme &lt;earned&gt; a lot.</p>' in page
    assert "{&quot;en&quot;" not in page
