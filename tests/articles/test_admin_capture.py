"""The capture pages of the desk: pasted, uploaded, read; refused in words, kept."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.capture import incoming
from articles.capture.decoding import MOST_BYTES
from articles.capture.fetching import Gate
from articles.models import Article, SectionKind, Version
from tests.admin_form import opened
from tests.articles.hostile_server import HostileServer, page
from tests.articles.pages import LONG, news_page
from tests.factories import make_article, make_publisher, published

pytestmark = pytest.mark.django_db
CAPTURE = "/admin/articles/article/capture/"
TEXT = f"A report\n\n{LONG}\n\n© 2024 The Courier. All rights reserved."


def page_of(version) -> str:
    return f"/admin/articles/article/captured/{version.pk}/"


def uploaded(text, name="a.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def said(response) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


def test_a_pasted_text_becomes_a_draft_with_sections(editor_client, admin_user):
    typed = opened(editor_client, CAPTURE) | {"text": TEXT.replace("\n", "\r\n")}
    answer = editor_client.post(CAPTURE, typed)
    version = Version.objects.get()
    assert answer.headers["Location"] == page_of(version)
    assert version.text == TEXT
    assert (version.article.status, version.article.drafted_by) == ("draft", admin_user)
    shown = said(editor_client.get(page_of(version)))
    assert 'class="captured-section captured-boilerplate"' in shown
    assert "© 2024 The Courier. All rights reserved." in shown


def test_a_text_that_is_there_leads_to_where_it_is(editor_client):
    editor_client.post(CAPTURE, {"text": TEXT})
    answer = editor_client.post(CAPTURE, {"text": TEXT}, follow=True)
    assert answer.redirect_chain[0][0] == page_of(Version.objects.get())
    assert "Captured already, here." in said(answer)
    assert Version.objects.count() == 1


def test_several_files_are_judged_one_by_one(editor_client):
    files = [
        SimpleUploadedFile("a.html", news_page().encode()),
        SimpleUploadedFile("b.md", f"# Notes\n\n{LONG} <script>".encode()),
        SimpleUploadedFile("<b>.txt", b"a\x00b"),
        SimpleUploadedFile("d.pdf", b"%PDF-1.4 words"),
    ]
    shown = said(editor_client.post(CAPTURE, {"files": files, "text": "\x07 kept"}))
    assert Article.objects.count() == 2
    assert shown.count("was refused") == 3
    assert "zero bytes" in shown
    assert "PDF document" in shown
    assert "&lt;b&gt;.txt" in shown
    assert "\x07 kept</textarea>" in shown  # what was pasted still stands there


def test_what_a_page_says_is_confirmed_by_the_editor(editor_client):
    make_publisher(slug="other")
    files = [SimpleUploadedFile("a.html", news_page().encode())]
    answer = editor_client.post(CAPTURE, {"files": files})
    address = answer.headers["Location"]
    shown = said(editor_client.get(address))
    assert "publisher “The Courier”" in shown
    typed = opened(editor_client, address)
    assert typed["title"] == ["Chips grow"]
    assert typed["published_on"] == ["2024-03-05"]
    assert typed["url"] == ["https://courier.example/a/1"]
    courier = make_publisher(slug="courier", name={"en": "The Courier"})
    answer = editor_client.post(address, typed | {"publisher": courier.pk})
    article = Article.objects.get()
    assert answer.headers["Location"] == f"/admin/articles/article/{article.pk}/change/"
    assert article.publisher == courier
    assert article.url == "https://courier.example/a/1"
    assert article.history.first().history_user.username == "admin"


def test_confirming_does_not_write_over_what_another_has_saved(editor_client):
    editor_client.post(CAPTURE, {"text": TEXT})
    address = page_of(Version.objects.get())
    typed = opened(editor_client, address)
    article = Article.objects.get()
    article.title = "Saved in between"
    article.save()
    refused = said(editor_client.post(address, typed | {"title": "Mine"}))
    assert "after you had opened it" in refused
    assert 'value="Mine"' in refused
    assert Article.objects.get().title == "Saved in between"


def test_a_text_captured_again_is_the_next_version(editor_client):
    article = make_article(text="First.")
    again = f"/admin/articles/article/{article.pk}/capture/"
    answer = editor_client.post(again, {"text": TEXT})
    version = article.current_version
    assert (version.number, answer.headers["Location"]) == (2, page_of(version))
    answer = editor_client.post(again, {"text": TEXT}, follow=True)
    assert "Captured already, here." in said(answer)
    assert article.versions.count() == 2


def test_a_web_address_is_read_through_the_gate(editor_client, monkeypatch):
    shown = said(editor_client.post(CAPTURE, {"url": "http://127.0.0.1:80/"}))
    assert "not on the public Internet" in shown
    assert 'value="http://127.0.0.1:80/"' in shown
    server = HostileServer({"/": page(news_page().encode())})
    gate, fetch = Gate(lambda _: True, [server.port]), incoming.fetch
    monkeypatch.setattr(incoming, "fetch", lambda url: fetch(url, gate=gate))
    editor_client.post(CAPTURE, {"url": f"http://127.0.0.1:{server.port}/"})
    server.close()
    assert Article.objects.get().title == "Chips grow"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Paste a text, choose a file or give an address."),
        ({"text": " \n "}, "Paste a text, choose a file or give an address."),
        ({"text": "NUL \x00"}, "Null characters"),
        ({"text": "x" * 5_000_001}, "larger than 5 MB"),
        ({"text": "12345 67890"}, "in which language"),
        ({"text": TEXT, "text_is": "nonsense"}, "Select a valid choice"),
        ({"text": TEXT, "language": "tlh"}, "Select a valid choice"),
        ({"text": TEXT, "publisher": "9" * 30}, "Select a valid choice"),
        ({"text": "<div>" * 300, "text_is": "text/html"}, "nested more than"),
        ({"url": "http://a.example/" + "a" * 3_000}, "at most 2000"),
    ],
)
def test_what_cannot_be_captured_is_refused_and_kept(sent, words, editor_client):
    shown = said(editor_client.post(CAPTURE, sent))
    assert words in shown
    assert not Version.objects.exists()
    if len(text := sent.get("text", "").strip()) < 100:
        assert text.replace("<", "&lt;").replace(">", "&gt;") in shown


def test_a_text_in_any_language_is_captured_once_the_editor_says_which(editor_client):
    sent = {"text": "شركة أكمي\n\nقالت شركة أكمي إنها ستستثمر 40 مليون يورو."}
    refused = editor_client.post(CAPTURE, sent)
    assert "Say which it is." in said(refused)
    chosen = [
        code
        for code, name in refused.context["form"].fields["language"].choices
        if name == "Arabic"
    ]
    editor_client.post(CAPTURE, sent | {"language": chosen[0]})
    version = Version.objects.get()
    assert version.article.language == "ar"
    assert version.text.startswith("شركة أكمي")
    assert version.sections.count() == 2


def test_too_many_files_at_once_are_refused(editor_client):
    files = [uploaded(TEXT, f"{n}.txt") for n in range(21)]
    assert "at most 20 files" in said(editor_client.post(CAPTURE, {"files": files}))


def test_more_than_a_form_may_send_is_refused_in_words(editor_client, settings):
    # A Chinese text of 5 MB is three times that where a form is no upload.
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE > 3 * MOST_BYTES
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    form = "application/x-www-form-urlencoded"
    for sent in ({"text": "x" * 3_000}, {"files": [uploaded(TEXT), uploaded(LONG)]}):
        answer = editor_client.post(CAPTURE, sent)
        assert answer.status_code == (413 if "text" in sent else 200)
    answer = editor_client.post(CAPTURE, "text=" + "%E6" * 1_000, content_type=form)
    assert (answer.status_code, "at most 5 MB" in answer.content.decode()) == (
        413,
        True,
    )
    settings.DATA_UPLOAD_MAX_BODY_SIZE = 1_000
    assert editor_client.post(CAPTURE, {"text": "x" * 1_500}).status_code == 413
    broken = editor_client.post(CAPTURE, "x", content_type="multipart/form-data")
    assert (broken.status_code, "broke off" in broken.content.decode()) == (400, True)


def test_a_published_article_is_captured_again_with_a_written_reason(editor_client):
    article = published(make_article())
    again = f"/admin/articles/article/{article.pk}/capture/"
    refused = editor_client.post(again, {"text": TEXT})
    assert refused.context["form"].errors["reason"]
    assert TEXT[:20] in refused.content.decode()
    typed = {"text": TEXT, "reason": "The paper corrected a figure."}
    assert editor_client.post(again, typed).status_code == 302
    assert article.versions.count() == 2
    said = article.history.first().history_change_reason
    assert "The paper corrected a figure." in said


def test_only_who_may_add_captures_and_only_who_may_change_captures_again(client):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(viewer)
    article = make_article(text=TEXT)
    again = f"/admin/articles/article/{article.pk}/capture/"
    for address in (CAPTURE, again):
        assert client.get(address).status_code == 403
        assert client.post(address, {"text": LONG}).status_code == 403
    result = page_of(article.current_version)
    assert "Confirm" not in said(client.get(result))
    assert client.post(result, {"title": "x"}).status_code == 403
    assert "Capture texts" not in said(client.get("/admin/articles/article/"))
    assert Version.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "9" * 30, "one", "%00", "²"])
def test_pages_of_nothing_are_not_found(key, editor_client):
    for address in (f"captured/{key}/", f"{key}/capture/"):
        answer = editor_client.get(f"/admin/articles/article/{address}")
        assert answer.status_code == 404


def test_nobody_outside_the_desk_sees_them(client):
    version = make_article().current_version
    for address in (CAPTURE, page_of(version)):
        assert client.get(address).status_code == 302


def test_the_pages_are_reached_by_buttons(editor_client):
    article = make_article()
    assert f'href="{CAPTURE}"' in said(editor_client.get("/admin/articles/article/"))
    change = said(editor_client.get(f"/admin/articles/article/{article.pk}/change/"))
    assert f'href="/admin/articles/article/{article.pk}/capture/"' in change


def test_a_text_typed_on_the_articles_own_page_gets_its_sections(editor_client):
    article = make_article(text=None)
    change = f"/admin/articles/article/{article.pk}/change/"
    typed = opened(editor_client, change) | {"text": TEXT}
    assert editor_client.post(change, typed).status_code == 302
    kinds = {section.kind for section in article.current_version.sections.all()}
    assert SectionKind.BOILERPLATE in kinds
    assert 'class="boilerplate"' in said(editor_client.get(change))


def test_the_result_costs_the_same_for_few_sections_and_for_many(
    editor_client, queries_for
):
    costs = []
    for count in (1, 200):
        text = "\n\n".join(f"{LONG} It was number {n}." for n in range(count))
        editor_client.post(CAPTURE, {"text": text})
        costs.append(queries_for(page_of(Version.objects.latest("pk"))))
    assert costs[0] == costs[1]
