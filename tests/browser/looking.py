"""Opens pages as a reader's or editor's browser does, and says what is wrong."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours on their way, as after another scheme was chosen, are not what anybody reads.
# What is right on a long page is thousands of nodes, which axe would tell in full.
LOOK = """async (rules) => {
  const all = document.getAnimations();
  const changing = all.filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(changing.map((one) => one.finished));
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}"""


def problems_on(site, browser, addresses, *, width, scheme, cookies=()) -> dict:
    """Open each address; return what is wrong with it, nothing for a good page.

    Wrong is: a finding of axe, wider than the screen, a complaint in the console of a
    page that is there, a request to another host.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    context.add_cookies(list(cookies))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((site.url, "data:"))
            else complaints.append(f"asks {request.url}")
        ),
    )
    problems = {}
    for address in addresses:
        response = page.goto(site.url + address)
        # A status that is meant is told by the console too, and so is axe's own work.
        heard = list(complaints) if response.status == 200 else []
        heard += findings_on(page)
        if heard:
            problems[address] = heard
        complaints.clear()
    context.close()
    return problems


def press(page, *keys: str) -> None:
    """Press keys on a page that may have just been opened: before its script has run,
    which is after its words are seen, they would do nothing."""
    for key in keys:
        page.wait_for_load_state("load")
        page.keyboard.press(key)


def findings_on(page) -> list[str]:
    """Return what axe finds on the page as it stands, and whether it is too wide."""
    page.evaluate(Axe().axe_script)
    wrong = page.evaluate(LOOK, RULES)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong.append("wider than the screen")
    return wrong
