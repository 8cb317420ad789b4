"""A browser in which somebody is logged in, at the annotation desk of an article."""

from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories import make_article

TEXT = "Acme \U0001f914 earned 5 million yuan in 2023.\nIt said so in \U00020bb7 twice."


def article_at(site, django_db_blocker, text=TEXT):
    """A new article with the text, and the address of its desk."""
    with django_db_blocker.unblock():
        article = make_article(text)
    return article, f"{site.url}/admin/articles/article/{article.pk}/desk/"


def cookie_of(name, site, django_db_blocker) -> dict:
    """Log somebody in who may do everything; return what their browser carries."""
    with django_db_blocker.unblock():
        users = get_user_model().objects
        user = users.filter(username=name).first() or users.create_superuser(name)
        client = Client()
        client.force_login(user)
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": site.url}


@contextmanager
def browser_of(name, site, browser, django_db_blocker, **options):
    """A page of such a browser; `page.complaints` is what its console said."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.add_cookies([cookie_of(name, site, django_db_blocker)])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def select(page, words: str) -> None:
    """Select the words' first occurrence in the text, as a mouse would leave them."""
    page.wait_for_selector("html.scripted")
    page.evaluate(
        """(words) => {
          for (const block of document.querySelectorAll("#desk-text .block")) {
            const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); ) {
              const at = node.data.indexOf(words);
              if (at < 0) continue;
              const range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + words.length);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              document.getElementById("desk-text").focus();
              return;
            }
          }
          throw new Error(`not there: ${words}`);
        }""",
        words,
    )
    page.wait_for_selector("#desk-bar:not([hidden])")
