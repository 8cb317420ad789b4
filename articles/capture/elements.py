"""What the elements of HTML are, for taking a page's text."""

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = {
    *HEADINGS,
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
    *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption"),
    *("figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li"),
    *("main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
# Never words of the page: programs, forms' controls, other documents.
NOT_WORDS = {
    *("audio", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe"),
    *("input", "map", "noscript", "object", "option", "rp", "script", "select"),
    *("style", "svg", "template", "textarea", "title", "video"),
}
# What stands around an article more often than in it.
FURNITURE = {"aside", "button", "dialog", "fieldset", "footer", "form", "menu", "nav"}
FURNITURE_ROLES = {"banner", "complementary", "contentinfo", "navigation", "search"}


def is_data_table(table) -> bool:
    """Whether a table holds data; old pages also lay themselves out with tables."""
    if table.get("role") in ("presentation", "none"):
        return False
    inside = {element.tag for element in table.iterdescendants()}
    if inside & {"table", *HEADINGS} or not inside & {"td", "th"}:
        return False
    return not any(len(cell.findall(".//p")) > 1 for cell in table.iter("td")) and any(
        len(row) > 1 for row in table.iter("tr")
    )


def is_furniture(element) -> bool:
    """Whether an element stands in what surrounds an article."""
    while element is not None:
        if element.tag in FURNITURE or element.get("role") in FURNITURE_ROLES:
            return True
        if element.tag in ("article", "main"):
            return False
        element = element.getparent()
    return False
