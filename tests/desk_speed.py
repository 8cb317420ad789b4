"""How quick the annotation desk is: `python -m tests.desk_speed` prints a table.

It makes an article of 50,000 characters with 500 marks, in English and in Chinese,
opens its desk in Chromium and reads from the browser when something was painted and
which tasks took long, while loading and while an editor selects, filters and jumps.

`--characters`, `--marks` and `--rounds` set the sizes, CHROMIUM names the browser. The
database is its own. "Slowed" is how many times longer a piece of work took than the
processor was at it: on a machine that does nothing else it is 1.
"""

import argparse
import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

SENTENCES = {
    "en": "Acme said on Tuesday that it had bought {n} chips for 2.4 billion yuan. ",
    "zh": "科大讯飞周二表示，公司已花费24亿元购买了{n}枚芯片，用于训练大模型。",
}
NAMES = {"en": "Acme", "zh": "科大讯飞"}
FIGURES = {"en": "2.4 billion yuan", "zh": "24亿元"}
PER_PARAGRAPH = 8
LONG = 50  # milliseconds from which a browser calls a task long

# Notes paints and long tasks from the first moment of a page.
WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    longTasks.push([startTime, duration]);
  }
}).observe({ type: "longtask", buffered: true });
"""
LOADED = """(after) => new Promise((done) => setTimeout(() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const [page] = performance.getEntriesByType("navigation");
  done({
    answered: page.responseStart,
    painted: paint.startTime,
    ready: page.domContentLoadedEventEnd,
    drawn: [...CSS.highlights.values()].reduce((sum, layer) => sum + layer.size, 0),
  });
}, after))"""
SETTLED = 4_000  # milliseconds until suggestions are there too
LONGEST_SINCE = """(since) => Math.max(0, ...longTasks
  .filter(([start]) => start >= since).map(([, duration]) => duration))"""


def text_of(language: str, characters: int) -> str:
    """Return paragraphs of sentences that differ, of about so many characters."""
    paragraphs, length, n = [], 0, 0
    while length < characters:
        sentences = [SENTENCES[language].format(n=n + i) for i in range(PER_PARAGRAPH)]
        n += PER_PARAGRAPH
        paragraphs.append("".join(sentences).strip())
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def make_marked(language: str, characters: int, marks: int):
    """Make an article with so many marks, a claim to every four mentions.

    Wherever else its text has the name, the desk will suggest a mention.
    """
    from articles.models import Passage
    from articles.models.passage import find_all
    from entities.models import Citation, Mention
    from tests.factories import (
        make_article,
        make_attribution,
        make_company,
        make_draft_claim,
        make_name,
    )

    article = make_article(text_of(language, characters), language=language)
    version = article.current_version
    company = make_company(label={"en": "Acme Corporation"})
    make_name(company, NAMES[language], language=language)
    chain = make_attribution()
    texts = NAMES[language], FIGURES[language]
    named, counted = (find_all(version.text, words) for words in texts)
    for n in range(marks):
        words, starts = (texts[1], counted) if n % 5 == 4 else (texts[0], named)
        start = starts[n * len(starts) // marks]
        passage = Passage.objects.mark(version, start, start + len(words))
        if n % 5 < 4:
            Mention.objects.create(passage=passage, entity=company)
            continue
        claim = make_draft_claim(subject=company)
        Citation.objects.create(
            claim=claim, passage=passage, attribution=chain, asserted_by=chain.origin
        )
    return article


def worked(page, act) -> tuple[float, float]:
    """Return milliseconds per step of `act`, and the longest task meanwhile."""
    since = page.evaluate("performance.now()")
    steps = act(page)
    passed = page.evaluate("performance.now()") - since
    page.wait_for_timeout(200)  # the browser tells of a long task afterwards
    return passed / steps, page.evaluate(LONGEST_SINCE, since)


def slowed() -> float:
    from tests.benchmark import fixed_work

    started = time.process_time()
    passed = sum(fixed_work() for _ in range(10))
    return passed / (time.process_time() - started)


def by_sentence(page) -> int:
    page.locator("#desk-text").focus()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    return 60


def by_character(page) -> int:
    for _ in range(60):
        page.keyboard.press("Shift+ArrowRight")
    return 60


def by_mouse(page) -> int:
    box = page.locator("#desk-text .block").nth(1).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 15)
    page.mouse.down()
    for n in range(60):
        page.mouse.move(box["x"] + 20 + 4 * n, box["y"] + 15 + n)
    page.mouse.up()
    return 60


def by_filter(page) -> int:
    for _ in range(10):
        page.locator(".desk-filters label").nth(1).click()
    return 10


def by_card(page) -> int:
    page.locator(".cards > .card").first.focus()
    for _ in range(30):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    return 60


ACTS = {
    "a sentence on, by key": by_sentence,
    "a character more, by key": by_character,
    "selecting by mouse, a move": by_mouse,
    "filtering, a click": by_filter,
    "from card to card to place, a key": by_card,
}


def measure(browser, url, cookie, address, rounds) -> None:
    loads, works = [], {name: [] for name in ACTS}
    for _ in range(rounds):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([cookie])
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(url + address)
        loaded = page.evaluate(LOADED, SETTLED)
        loaded["longest"] = page.evaluate(LONGEST_SINCE, 0)
        loaded["slowed"] = slowed()
        loads.append(loaded)
        for name, act in ACTS.items():
            works[name].append(worked(page, act))
        context.close()
    for key in ("answered", "painted", "ready", "longest"):
        told = statistics.median(load[key] for load in loads)
        print(f"  {key:<34} {told:7.0f} ms")
    print(f"  {'drawn, suggestions too':<34} {loads[0]['drawn']:7}")
    told = statistics.median(load["slowed"] for load in loads)
    print(f"  {'slowed by other work':<34} {told:7.1f} times")
    for name, times in works.items():
        step = statistics.median(time for time, _ in times)
        longest = max(task for _, task in times)
        told = f"{longest:.0f} ms" if longest else f"none over {LONG} ms"
        print(f"  {name:<34} {step:7.1f} ms, longest task {told}")


def report(options) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client, override_settings
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    from tests.counting import count_queries

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("chief"))
    with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
        server = LiveServer("localhost")
        value = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": value, "url": server.url}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium")
            )
            for language in SENTENCES:
                article = make_marked(language, options.characters, options.marks)
                address = f"/admin/articles/article/{article.pk}/desk/"
                queries = count_queries(client, address)
                started = time.perf_counter()
                size = len(client.get(address).content)
                took = (time.perf_counter() - started) * 1000
                print(
                    f"{language}: {len(article.current_version.text):,} characters, "
                    f"{options.marks} marks, {queries} queries, {size:,} bytes, "
                    f"made in {took:.0f} ms"
                )
                measure(browser, server.url, cookie, address, options.rounds)
            browser.close()
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=50_000)
    parser.add_argument("--marks", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    django.setup()
    from tests.benchmark import own_database

    with own_database():
        report(options)


if __name__ == "__main__":
    main()
