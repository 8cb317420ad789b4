"""How long pages take and how that grows: `python -m tests.benchmark` prints a table.

Machines are noisy, so variants are timed in turn (A B A B …) and the ratio of their
medians is what counts. Before and after a database has grown cannot be timed in turn;
there each time is taken as a multiple of a fixed piece of work done in the same rounds.
It works in a database of its own, SQLite or whatever
DATABASE_URL names, and leaves nothing behind.
"""

import argparse
import os
import statistics
import time
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")


def fill(company, topic, article, count: int) -> None:
    """Give the company `count` published claims on the topic, by the thousand."""
    from articles.keys import new_key
    from articles.models import Passage
    from entities.models import Citation, Claim, ClaimTopic, Value
    from tests.factories import make_attribution, make_claim

    model = make_claim(subject=company, topics=[topic], article=article)
    value, citation = model.main_value, model.citations.get()
    passage = Passage.objects.get(pk=citation.passage_id)
    attribution = make_attribution()
    claims = [
        Claim(
            key=new_key(),
            subject=company,
            property=model.property,
            sentences={"en": f"Sentence {n} of {company}."},
            status=model.status,
            drafted_by=model.drafted_by,
            published_by=model.published_by,
            published_at=model.published_at,
        )
        for n in range(count - 1)
    ]
    Claim.objects.bulk_create(claims, batch_size=1000)
    Value.objects.bulk_create(
        [
            Value(
                claim=claim,
                type=value.type,
                low=value.low,
                high=value.high,
                unit=value.unit,
                as_printed=value.as_printed,
            )
            for claim in claims
        ],
        batch_size=1000,
    )
    Citation.objects.bulk_create(
        [
            Citation(
                claim=claim,
                passage=passage,
                attribution=attribution,
                asserted_by=attribution.origin,
            )
            for claim in claims
        ],
        batch_size=1000,
    )
    ClaimTopic.objects.bulk_create(
        [ClaimTopic(claim=claim, topic=topic) for claim in claims], batch_size=1000
    )


def make_site(slug: str, count: int) -> dict[str, str]:
    """Make a company, a topic and an article with `count` claims; return addresses."""
    from tests.factories import make_article, make_company, make_topic, published

    company = make_company(slug=f"{slug}-company", label={"en": f"{slug} Ltd"})
    topic = published(make_topic(slug=f"{slug}-topic"))
    article = published(make_article(slug=f"{slug}-article"))
    fill(company, topic, article, count)
    claim = company.claims.earliest("pk")
    return {
        "company": company.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "article": article.get_absolute_url(),
        "claim": claim.get_absolute_url(),
        "API claims": f"/api/v1/claims/?about={company.slug}",
    }


def measure(client, address: str) -> float:
    """Return the seconds that one GET takes."""
    started = time.perf_counter()
    response = client.get(address)
    elapsed = time.perf_counter() - started
    assert response.status_code == 200, (address, response.status_code)
    return elapsed


def in_turn(client, addresses: list[str], rounds: int) -> list[float]:
    """Return each address's median in milliseconds over alternating rounds."""
    times: list[list[float]] = [[] for _ in addresses]
    for address in addresses:
        measure(client, address)
    for _ in range(rounds):
        for kept, address in zip(times, addresses, strict=True):
            kept.append(measure(client, address))
    return [statistics.median(kept) * 1000 for kept in times]


def fixed_work() -> float:
    """Return the seconds that this machine now takes for the same work as ever."""
    started = time.perf_counter()
    words = sorted(str(number * 7919 % 10_007) for number in range(20_000))
    assert len(" ".join(words)) == 97_795
    return time.perf_counter() - started


def in_units(client, addresses: list[str], rounds: int) -> list[float]:
    """Return each address's median as a multiple of the fixed work's."""
    unit = statistics.median(fixed_work() for _ in range(rounds))
    times = in_turn(client, addresses, rounds)
    unit = (unit + statistics.median(fixed_work() for _ in range(rounds))) / 2
    return [milliseconds / 1000 / unit for milliseconds in times]


def count_queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@contextmanager
def own_database():
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    setup_test_environment(debug=False)
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


def report(client, options) -> None:
    one = make_site("one", 1)
    many = make_site("many", options.claims)
    print(f"1 claim against {options.claims}, medians of {options.rounds} rounds")
    print(f"{'page':<12} {'queries':>9} {'ms':>6} {'ms':>7} {'ratio':>6} {'bytes':>8}")
    for page, address in many.items():
        small, large = in_turn(client, [one[page], address], options.rounds)
        queries = f"{count_queries(client, one[page])}/{count_queries(client, address)}"
        size = len(client.get(address).content)
        print(
            f"{page:<12} {queries:>9} {small:6.1f} {large:7.1f} {large / small:6.2f} "
            f"{size:8}"
        )
    before = in_units(client, list(many.values()), options.rounds)
    for n in range(options.others // options.claims):
        make_site(f"other-{n}", options.claims)
    after = in_units(client, list(many.values()), options.rounds)
    print(f"\nThe same pages with {options.others} more claims on other companies")
    for page, was, now in zip(many, before, after, strict=True):
        print(f"{page:<12} {was:6.2f} {now:6.2f} units, ratio {now / was:.2f}")


def report_on_seeds(client, options) -> None:
    from django.core.management import call_command

    call_command("seed", verbosity=0)
    pages = ["/companies/iflytek/", "/topics/domestic-compute/", "/", "/companies/"]
    print("\nThe demo content")
    for page, median in zip(pages, in_turn(client, pages, options.rounds), strict=True):
        size = len(client.get(page).content)
        print(
            f"{page:<28} {count_queries(client, page):>3} queries {median:7.1f} ms "
            f"{size:>7} bytes"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--others", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    django.setup()
    from django.test import Client

    with own_database():
        client = Client()
        report(client, options)
        report_on_seeds(client, options)


if __name__ == "__main__":
    main()
