"""Fill in and send a form of the desk as a browser does: with all that it shows."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects what a browser would send: names and values, in `fields`."""

    def __init__(self):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.select = self.textarea = None
        self.aside = False  # within a button's form, which is sent by itself

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "form":
            self.aside = attributes.get("action", "").endswith("/move/")
        if self.aside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.fields.setdefault(self.select, []).append(value)
        elif tag == "textarea":
            self.textarea = name
            self.fields[name] = [""]
        elif tag == "input" and name and is_sent(attributes):
            self.fields.setdefault(name, []).append(value)

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A browser leaves out the first newline and sends the others as CR LF.
            text = self.fields[self.textarea][0].removeprefix("\n")
            self.fields[self.textarea][0] = text.replace("\n", "\r\n")
            self.textarea = None


def is_sent(attributes) -> bool:
    kind = attributes.get("type", "text")
    if kind in ("checkbox", "radio"):
        return "checked" in attributes
    return kind not in ("submit", "button", "search")


def opened(client, address) -> dict[str, list[str]]:
    """Open a page of the desk and return what its form would send unchanged."""
    page = client.get(address)
    assert page.status_code == 200
    reader = FormReader()
    reader.feed(page.content.decode())
    fields = {k: v for k, v in reader.fields.items() if "__prefix__" not in k}
    if "change_reason" in fields:  # asked for where readers see the change
        fields["change_reason"] = ["Mended in a test."]
    return fields


def errors_on(response) -> str:
    """Return all that a refused form says, as one text; "" when it was saved."""
    if response.status_code == 302:
        return ""
    assert response.status_code == 200, response
    said = [str(error) for error in response.context["errors"]]
    return " ".join(said)
