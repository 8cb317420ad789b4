"""Every address of the readers' side, as the resolver and the API's description list
them; a route or a parameter that no table here knows fails a test."""

from django.test import Client
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator

API = "/api/v1/"
# Each route of the readers' side by name, or by pattern where it has none: the
# addresses that are asked, {…} standing for what the site has.
READERS = {
    "home": ["/"],
    "about": ["/about/"],
    "company_list": ["/companies/", "/companies/?page=2", "/companies/?page=x"],
    "company": ["/companies/{company}/", "/companies/acme-old/", "/companies/x/"],
    "entity_list": ["/entities/", "/entities/?page=2"],
    "entity": ["/entities/{entity}/", "/entities/{company}/", "/entities/none/"],
    "topic_list": ["/topics/"],
    "topic": ["/topics/{topic}/", "/topics/earned/", "/topics/profits/", "/topics/x/"],
    "article_list": ["/articles/", "/articles/?page=2"],
    "article": ["/articles/{article}/", "/articles/acme-once/", "/articles/none/"],
    "claim": ["/claims/{claim}/", "/claims/{later}/", "/claims/none/"],
    "comparison": [
        "/comparisons/{comparison}/", "/comparisons/{settled}/", "/comparisons/none/",
    ],
    "publisher": ["/publishers/{publisher}/", "/publishers/none/"],
    "preview": ["/preview/companies/{company}/", "/preview/x/", "/preview/"],
    "healthz": ["/healthz"],
    "api/v1/": [API],
    "api-articles-list": [f"{API}articles/"],
    "api-articles-detail": [f"{API}articles/{{article}}/", f"{API}articles/none/"],
    "api-claims-list": [f"{API}claims/"],
    "api-claims-detail": [f"{API}claims/{{claim}}/", f"{API}claims/{{later}}/"],
    "api-comparisons-list": [f"{API}comparisons/"],
    "api-comparisons-detail": [f"{API}comparisons/{{comparison}}/"],
    "api-entities-list": [f"{API}entities/"],
    "api-entities-detail": [f"{API}entities/{{company}}/", f"{API}entities/rival/"],
    "api-properties-list": [f"{API}properties/"],
    "api-properties-detail": [f"{API}properties/revenue/"],
    "api-publishers-list": [f"{API}publishers/"],
    "api-publishers-detail": [f"{API}publishers/{{publisher}}/"],
    "api-qualifiers-list": [f"{API}qualifiers/"],
    "api-qualifiers-detail": [f"{API}qualifiers/period/"],
    "api-topics-list": [f"{API}topics/"],
    "api-topics-detail": [f"{API}topics/{{topic}}/", f"{API}topics/profits/"],
    "api-units-list": [f"{API}units/"],
    "api-units-detail": [f"{API}units/CNY/"],
    "api-versions-list": [f"{API}articles/{{article}}/versions/"],
    "api-versions-detail": [
        f"{API}articles/{{article}}/versions/1/",
        f"{API}articles/{{article}}/versions/2/",
    ],
    "api-passages-list": [f"{API}articles/{{article}}/versions/1/passages/"],
    "api-passages-detail": [
        f"{API}articles/{{article}}/versions/1/passages/{{passage}}/",
        f"{API}articles/{{article}}/versions/1/passages/none/",
    ],
    "api-articles-status": [f"{API}articles/{{article}}/status/"],
    "api-claims-status": [f"{API}claims/{{claim}}/status/"],
    "api-comparisons-status": [f"{API}comparisons/{{comparison}}/status/"],
    "api-entities-status": [f"{API}entities/{{company}}/status/"],
    "api-topics-status": [f"{API}topics/{{topic}}/status/"],
    "api-desk-article": [f"{API}desk/articles/{{article}}/"],
    "api-desk-comments": [f"{API}desk/articles/{{article}}/comments/"],
    "api-desk-comment": [f"{API}desk/articles/{{article}}/comments/1/"],
    "api-desk-thread": [f"{API}desk/articles/{{article}}/threads/1/"],
    "api-desk-undo": [f"{API}desk/articles/{{article}}/undo/"],
    "api-desk-claims": [f"{API}desk/claims/"],
    "api-desk-chains": [f"{API}desk/articles/{{article}}/chains/"],
    "api-desk-quotes": [f"{API}desk/articles/{{article}}/quotes/"],
    "api-desk-citations": [f"{API}desk/articles/{{article}}/citations/"],
    "api-desk-citation": [f"{API}desk/citations/1/"],
    "api-desk-suggestions": [f"{API}desk/articles/{{article}}/suggestions/"],
    "api-desk-mentions": [f"{API}desk/articles/{{article}}/mentions/"],
    "api-desk-mention": [f"{API}desk/mentions/1/"],
    "api-desk-refusals": [f"{API}desk/articles/{{article}}/refusals/"],
    "api-desk-refusal": [f"{API}desk/refusals/1/"],
    "api-desk-names": [f"{API}desk/articles/{{article}}/names/"],
    "api-desk-entities": [f"{API}desk/entities/"],
    "api-desk-prefill": [
        f"{API}desk/articles/{{article}}/prefill/?version=1&start=0&end=4",
    ],
    "api-desk-new-claim": [f"{API}desk/articles/{{article}}/claims/"],
    "api-desk-submission": [
        f"{API}desk/articles/{{article}}/claims/{{claim}}/submission/",
    ],
    "api-desk-claims-similar": [f"{API}desk/claims/similar/?subject={{entity}}"],
    "api-schema": ["/api/schema/"],
    "api-docs": ["/api/docs/"],
    "api/": ["/api/none", "/api/v1/none/"],
}  # fmt: skip
# What each parameter of the API's lists is asked with.
QUERIES = {
    "about": ["{company}", "rival", "none"],
    "article": ["{article}"],
    "asserted_by": ["{entity}"],
    "certainty": ["hedged"],
    "cites": ["{article}"],
    "claim": ["{claim}"],
    "class": ["differ"],
    "comparison": ["{comparison}"],
    "cursor": ["none"],
    "fields": ["slug", "key", "number", "none"],
    "group": ["money"],
    "kind": ["company", "money"],
    "language": ["en", "fr"],
    "modified_since": ["2020-01-01", "2999-01-01"],
    "name": ["Acme", "Acme Ltd", "quetzal"],
    "names": ["{entity}", "{company}"],
    "ordering": ["-published_at", "-modified", "slug", "none"],
    "origin": ["{entity}"],
    "page_size": ["1", "2", "100"],
    "parent": ["{topic}"],
    "polarity": ["positive"],
    "property": ["revenue"],
    "publisher": ["{publisher}"],
    "rank": ["normal"],
    "ref": ["c1", "none"],
    "state": ["open"],
    "topic": ["{topic}", "profits"],
}
LANGUAGES = ["zh", "fr"]  # besides English


def walk(patterns, before=""):
    """Each route as (pattern, name)."""
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from walk(entry.url_patterns, pattern)
        else:
            yield pattern, entry.name


def routes() -> dict[str, str]:
    """Each route's name, or pattern without one, and its pattern."""
    return {
        name or pattern: pattern for pattern, name in walk(get_resolver().url_patterns)
    }


def readers_routes() -> set[str]:
    return {
        name or pattern
        for pattern, name in walk(get_resolver().url_patterns)
        if not pattern.startswith("admin/")
    }


def names_of(site) -> dict[str, str]:
    """What stands for {…} in an address."""
    passage = site.claim.citations.order_by("pk").first().passage
    names = {
        name: getattr(record, "key", None) or getattr(record, "slug", None)
        for name, record in vars(site).items()
    }
    return names | {"passage": passage.key}


def list_parameters() -> dict[str, list[str]]:
    """The parameters of each of the API's lists, as its description has them."""
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return {
        path: [p["name"] for p in methods["get"]["parameters"] if p["in"] == "query"]
        for path, methods in paths.items()
        if not path.endswith("}/") and path != API and not is_the_desks(path)
    }


def is_the_desks(path: str) -> bool:
    """Whether an address of the API answers only those who are logged in."""
    return path.endswith("/status/") or path.startswith(f"{API}desk/")


def addresses(site) -> list[str]:
    """Everything that is asked of the readers' side."""
    names = names_of(site)
    plain = [a.format(**names) for rows in READERS.values() for a in rows]
    pages = [a for a in plain if not a.startswith("/api/")]
    spoken = [
        f"{a}{'&' if '?' in a else '?'}lang={code}" for a in pages for code in LANGUAGES
    ]
    filtered = [
        f"{path}?{name}={value}".replace("{version}", "1").format(**names)
        for path, parameters in list_parameters().items()
        for name in parameters
        for value in QUERIES[name]
    ]
    return [*plain, *spoken, *filtered]


def ask(address: str, method="GET", client=None, **options):
    """What an answer tells: status, headers, cookies and body."""
    response = (client or Client()).generic(method, address, **options)
    # A cookie's last second and an answer's come with the clock.
    cookies = sorted((c.key, c.value, c["path"]) for c in response.cookies.values())
    headers = {k: v for k, v in response.headers.items() if k != "Expires"}
    return response.status_code, headers, cookies, response.content
