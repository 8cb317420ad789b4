"""A topic's narrative: the desk's Markdown with live references to claims.

`[[c:ID]]` becomes a numbered mark that leads to a note with the quote and its source.
A reference to a claim that readers may not see leaves no trace; one to a withdrawn
claim is struck out, and its note says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import nh3
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from articles.interface import word
from entities.models import Claim

REFERENCE = re.compile(r"\[\[c:([A-Za-z0-9._-]{1,40})\]\]")
ALLOWED = set("p h2 h3 h4 em strong ul ol li blockquote a br hr code pre sup s".split())
ATTRIBUTES = {"a": {"href", "id", "aria-label"}, "sup": {"class"}, "ol": {"start"}}


@dataclass
class Notes:
    """The narrative's references, numbered as they first appear."""

    public: dict[str, int]  # ID or reference of a claim: its key
    withdrawn: dict[str, Claim]
    language: str
    numbers: dict[int | str, int] = field(default_factory=dict)
    uses: dict[int, int] = field(default_factory=dict)

    def mark(self, reference: str) -> str:
        key: int | str | None = self.public.get(reference)
        if key is None and reference in self.withdrawn:
            key = self.withdrawn[reference].key
        if key is None:
            return ""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        self.uses[number] = use = self.uses.get(number, 0) + 1
        label = word("note_number", self.language, n=number)
        shown = f"<s>{number}</s>" if reference in self.withdrawn else str(number)
        return (
            f'<sup class="fn"><a href="#n{number}" id="r{number}-{use}" '
            f'aria-label="{label}">{shown}</a></sup>'
        )


def references(text: str) -> set[str]:
    """Every ID that the text refers to."""
    return set(REFERENCE.findall(text))


def find_notes(text: str, language: str) -> Notes:
    """Look the references up: public claims and withdrawn ones; two queries."""
    wanted = references(text)
    named = Q(key__in=wanted) | Q(ref__in=wanted - {""})
    public: dict[str, int] = {}
    for pk, key, ref in (
        Claim.objects.published().filter(named).values_list("pk", "key", "ref")
    ):
        public |= {key: pk} | ({ref: pk} if ref else {})
    withdrawn: dict[str, Claim] = {}
    for claim in Claim.objects.withdrawn().filter(named):
        withdrawn |= {claim.key: claim} | ({claim.ref: claim} if claim.ref else {})
    return Notes(public, withdrawn, language)


def render(text: str, mark: Callable[[str], str], top: int = 3) -> SafeString:
    """The Markdown as harmless HTML, each reference replaced by `mark(ID)`; its
    headings begin at level `top`, below those of the page."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "reference"])
    parser.inline.ruler.before("link", "claim_reference", _read_reference)
    parser.add_render_rule(
        "claim_reference", lambda renderer, tokens, i, *_: mark(tokens[i].content)
    )
    parser.core.ruler.push("lower_headings", lambda state: _lower(state, top))
    return sanitised(parser.render(text))


def sanitised(html: str) -> SafeString:
    clean = nh3.clean(
        html,
        tags=ALLOWED,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return mark_safe(clean)  # noqa: S308 (nh3 lets only the tags above through)


def _read_reference(state, silent: bool) -> bool:
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("claim_reference", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _lower(state, top: int) -> None:
    """Give the text's headings the levels `top` and the one below it."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{top if token.tag in ('h1', 'h2', 'h3') else top + 1}"
