"""The whole JSON of one claim, written out."""

import pytest

from tests.entities.claim_in_full import claim_in_full

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def named(slug, kind, label):
    return {
        "slug": slug,
        "kind": kind,
        "label": {"en": label},
        "url": f"{SITE}/{'companies' if kind == 'company' else 'entities'}/{slug}/",
    }


ACME = named("acme", "company", "Acme")
SUB = named("acme-sub", "company", "Acme Sub")
PAPER = named("paper", "publisher", "Paper")
CHAIRMAN = named("chairman", "person", "The chairman")
FORUM = named("forum", "event", "Forum")


def test_a_claim_says_all_that_its_page_shows(client):
    claim = claim_in_full()
    answer = client.get("/api/v1/claims/bcdfghjkmn/")
    assert answer.status_code == 200, answer.content
    passage = claim.citations.get().passage
    another = {
        "key": "zyxwvtsrqp",
        "ref": "c2",
        "sentences": {"en": "Another claim."},
        "url": f"{SITE}/claims/zyxwvtsrqp/",
    }
    february = {
        "edtf": "2024-02",
        "earliest": "2024-02-01",
        "latest": "2024-02-29",
        "precision": "month",
        "is_approximate": False,
        "is_uncertain": False,
    }
    money = {"slug": "money", "label": {"en": "Money"}}
    says = {"slug": "says", "label": {"en": "says"}}
    unsaid = "name inferred_unit per comparison date date_part relative_to text"
    blank = dict.fromkeys([*unsaid.split(), "resolved_by", "remark"])
    assert answer.json() == {
        "key": "bcdfghjkmn",
        "ref": "c1",
        "url": f"{SITE}/claims/bcdfghjkmn/",
        "sentences": {
            "en": "Acme earned over 5 million yuan in 2023.",
            "fr": "Acme …",
        },
        "subject": ACME,
        "co_subjects": [SUB],
        "property": {"slug": "revenue", "label": {"en": "Revenue"}, "group": money},
        "value": blank
        | {
            "part": "main",
            "type": "money",
            "low": "5000000.5",
            "high": None,
            "bound": "over",
            "unit": {
                "code": "CNY",
                "kind": "currency",
                "symbol": "¥",
                "label": {"en": "CNY"},
            },
            "year_is_implied": False,
            "as_printed": "over 5 million yuan",
            "entities": [],
            "alternatives": False,
        },
        "other_values": [
            {
                "part": "threshold",
                "name": "speed",
                "type": "quantity",
                "low": "80",
                "high": "120",
                "bound": "range",
                "unit": None,
                "inferred_unit": {
                    "code": "percent",
                    "kind": "share",
                    "symbol": None,
                    "label": {"en": "percent"},
                },
                "per": "day",
                "comparison": "excess_over",
                "date": {
                    "edtf": "2023-Q1",
                    "earliest": "2023-01-01",
                    "latest": "2023-03-31",
                    "precision": "quarter",
                    "is_approximate": False,
                    "is_uncertain": False,
                },
                "date_part": "end",
                "year_is_implied": False,
                "relative_to": None,
                "text": None,
                "as_printed": None,
                "entities": [{"role": "between", "entity": ACME}],
                "alternatives": False,
                "resolved_by": another,
                "remark": "rhetorical",
            }
        ],
        "qualifiers": [
            {
                "kind": {"slug": slug, "label": {"en": slug.replace("_", " ")}},
                "text": text,
                "number": number,
                "entity": entity,
                "claim": other,
            }
            for slug, text, number, entity, other in [
                ("period", "2023", None, None, None),
                ("rank_among", None, 3, None, None),
                ("partner", None, None, ACME, None),
                ("follows", None, None, None, another),
            ]
        ],
        "polarity": "positive",
        "certainty": "hedged",
        "rank": "deprecated",
        "rank_reason": "Superseded.",
        "checkable": "strong",
        "as_of": february,
        "as_of_basis": "implied",
        "presupposed": False,
        "derived": None,
        "note": {"en": "Unaudited."},
        "topics": [
            {
                "slug": "earnings",
                "title": {"en": "Earnings"},
                "url": f"{SITE}/topics/earnings/",
            }
        ],
        "citations": [
            {
                "part": "states",
                "mode": "own_voice",
                "asserted_by": CHAIRMAN,
                "locator": None,
                "translation": {},
                "passage": {
                    "key": passage.key,
                    "start": 13,
                    "end": 39,
                    "quote": "earned over 5 million yuan",
                    "prefix": "In 2023 Acme ",
                    "suffix": ", it says.",
                    "url": f"{SITE}/articles/acme-earns/#p={passage.key}",
                    "version": {
                        "number": 1,
                        "sha256": passage.version.sha256,
                        "contract": "text/1",
                        "captured_at": moment(passage.version.captured_at),
                    },
                    "article": {
                        "slug": "acme-earns",
                        "url": f"{SITE}/articles/acme-earns/",
                        "title": "Acme earns",
                        "title_language": "en",
                        "language": "en",
                        "publisher": {
                            "slug": "the-paper",
                            "name": {"en": "The Paper"},
                            "url": f"{SITE}/publishers/the-paper/",
                        },
                        "published_on": february,
                        "rights": "full",
                        "is_digest": False,
                    },
                },
                "attribution": [
                    {
                        "by": PAPER,
                        "verb": says,
                        "inferred": False,
                        "at": None,
                        "at_text": None,
                    },
                    {
                        "by": CHAIRMAN,
                        "verb": says,
                        "inferred": True,
                        "at": FORUM,
                        "at_text": None,
                    },
                ],
            }
        ],
        "origins": [CHAIRMAN],
        "stances": [{"by": CHAIRMAN, "position": "doubts", "about": another}],
        "comparisons": [
            {
                "slug": "earned",
                "class": "differ",
                "kind": "differs_in_number",
                "state": "open",
                "title": {"en": "Earned"},
                "url": f"{SITE}/comparisons/earned/",
            }
        ],
        "status": "published",
        "published_at": moment(claim.published_at),
        "changed_at": moment(claim.changed_at),
    }


def moment(time) -> str:
    return time.isoformat().replace("+00:00", "Z")
