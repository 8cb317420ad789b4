"""The desk's forms as they are where no script runs, boxes for addresses included."""

import re

import pytest

from tests.browser.looking import findings_on
from tests.factories import make_article

SCRIPT = re.compile(r"<script(?![^>]*application/json).*?</script>", re.S)


def without_script(route):
    """Hand out the page as a browser without scripts reads it: axe needs one to run."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    page = SCRIPT.sub("", answer.text())
    for tag in ("<noscript>", "</noscript>"):
        page = page.replace(tag, tag.replace("noscript", "span"))
    route.fulfill(response=answer, body=page)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_forms_are_for_everybody_without_a_script(
    site, browser, django_db_blocker, width, scheme
):
    with django_db_blocker.unblock():
        article = make_article()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    page.route("**/*", without_script)
    for address in (
        f"/admin/articles/article/{article.pk}/desk/",
        f"/admin/entities/mention/add/?article={article.pk}",
        "/admin/articles/article/capture/",
    ):
        page.goto(site.url + address)
        assert findings_on(page) == [], address
    context.close()
