"""An article's page: its text as far as readers may see it, and the claims beside."""

from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.interface import word
from articles.models import Article, Rights, Section, SectionKind, Version
from entities.highlights import Piece, Stretch, cut, windows
from entities.models import Claim, Entity, Mention
from entities.pages.cards import Card, Maker, Quote
from entities.pages.former_places import former_keys
from entities.pages.loading import load

CONTEXT = 60  # code points shown on either side of a cited passage in excerpts
ELIDED = "elided"
ELISION = SafeString('<span class="el">[…]</span>')


@dataclass(frozen=True)
class Older:
    """Words that a claim cites of a text before the one that is shown; the address of
    their passage leads to them where `is_first` of the claims that cite them."""

    quote: Quote
    is_first: bool


@dataclass(frozen=True)
class Numbered:
    """A claim in the margin, and the passage of this article that it leads to."""

    number: int
    card: Card
    quotes: list[Quote]
    key: str
    is_in_text: bool
    older: tuple[Older, ...] = ()


@dataclass(frozen=True)
class Block:
    kind: str
    html: SafeString
    language: str


@dataclass(frozen=True)
class ArticlePage:
    article: Article
    version: Version | None
    blocks: list[Block]
    claims: list[Numbered]
    entities: list[Entity]


@dataclass(frozen=True)
class Cited:
    """A cited passage in the text, the numbers of the claims that cite it, and the keys
    of passages of older texts that led there."""

    key: str
    claims: tuple[tuple[int, str], ...]
    former: tuple[str, ...] = ()


def article_page(article: Article, language: str) -> ArticlePage:
    version = article.current_version
    keys = Claim.objects.citing(article).published().values_list("pk", flat=True)
    maker = Maker(load(list(keys)), language)
    claims = _in_text_order(maker.cards(maker.loaded.claims), article, version)
    if version is None:
        return ArticlePage(article, None, [], claims, [])
    cited = _cited(claims, version, former_keys(maker.loaded, article))
    mentions = _mentions(version)
    named = {s.key.pk: s.key for s in mentions if isinstance(s.key, Entity)}
    return ArticlePage(
        article=article,
        version=version,
        blocks=_blocks(article, version, cited, mentions, language),
        claims=claims,
        entities=sorted(named.values(), key=lambda entity: entity.slug),
    )


def _in_text_order(cards, article: Article, version) -> list[Numbered]:
    """The claims numbered in the order of their passages; those that cite an earlier
    version come last."""
    rows = []
    for card in cards:
        here = [q for q in card.quotes if q.article.pk == article.pk]
        now = [q for q in here if version and q.version_id == version.pk]
        first = min(now or here, key=lambda quote: quote.start)
        older = {q.key: q for q in here if q not in now}
        row = (card, now or here, first, older)
        rows.append((not now, first.start, card.claim.pk, row))
    rows.sort(key=lambda row: row[:3])
    led: set[str] = set()  # an address leads to one claim, the first
    numbered = []
    for number, (is_old, _, _, (card, quotes, first, older)) in enumerate(rows, 1):
        told = tuple(Older(quote, key not in led) for key, quote in older.items())
        led.update(older)
        numbered.append(Numbered(number, card, quotes, first.key, not is_old, told))
    return numbered


def _cited(
    claims: list[Numbered], version: Version, former: dict[str, str]
) -> list[Stretch]:
    passages: dict[str, tuple[int, int, list]] = {}
    for row in claims:
        for quote in row.quotes:
            if quote.version_id == version.pk:
                end = quote.start + len(quote.words.text)
                found = passages.setdefault(quote.key, (quote.start, end, []))
                found[2].append((row.number, row.card.key))
    led: dict[str, list[str]] = {}
    for before, now in sorted(former.items()):
        if before not in passages:  # another claim may cite it as it was
            led.setdefault(now, []).append(before)
    return [
        Stretch(start, end, Cited(key, tuple(numbers), tuple(led.get(key, ()))))
        for key, (start, end, numbers) in passages.items()
    ]


def _mentions(version: Version) -> list[Stretch]:
    rows = (
        Mention.objects.filter(
            passage__version=version, entity__in=Entity.objects.published()
        )
        .select_related("passage", "entity")
        .order_by("passage__start", "entity__slug")
    )
    return [Stretch(m.passage.start, m.passage.end, m.entity) for m in rows]


def _blocks(article, version, cited, mentions, language) -> list[Block]:
    blocks = []
    for section in _sections(version):
        html = _section_html(article, version, section, cited, mentions, language)
        if html:
            speech = section.language or article.language
            blocks.append(Block(section.kind, html, speech))
        elif not blocks or blocks[-1].kind != ELIDED:
            blocks.append(Block(ELIDED, ELISION, language))
    return [] if all(block.kind == ELIDED for block in blocks) else blocks


def _sections(version: Version) -> list[Section]:
    """The version's sections, in text order; its lines where nobody has marked any.

    Boilerplate within a section, such as [2] in a paragraph, is shown with it; the dash
    before a list item is shown as the item's form.
    """
    outermost: list[Section] = []
    for section in version.sections.order_by("start", "-end", "index"):
        if section.treatment.startswith("convert_to_"):
            continue
        if not outermost or section.start >= outermost[-1].end:
            outermost.append(section)
    if outermost:
        return outermost
    lines, start = [], 0
    for line in version.text.split("\n"):
        end = start + len(line)
        if line.strip():
            kind = SectionKind.PARAGRAPH
            lines.append(Section(version=version, kind=kind, start=start, end=end))
        start = end + 1
    return lines


def _section_html(
    article: Article, version: Version, section, cited, mentions, language: str
) -> SafeString:
    """What readers may see of a section; nothing where they may see none of it."""
    here = [s for s in cited if s.start < section.end and s.end > section.start]
    named = [s for s in mentions if s.start < section.end and s.end > section.start]
    if article.rights == Rights.FULL:
        shown = [(section.start, section.end)]
    elif article.rights == Rights.NOTHING:
        shown = []
    else:
        context = CONTEXT if article.rights == Rights.EXCERPTS else 0
        shown = windows(section.start, section.end, here, context)
    parts = []
    at = section.start
    for left, right in shown:
        if left > at:
            parts.append(ELISION)
        pieces = cut(left, right, [*here, *named])
        parts += [_piece_html(version.text, piece, language) for piece in pieces]
        at = right
    if shown and at < section.end:
        parts.append(ELISION)
    return mark_safe("".join(parts))  # noqa: S308 (each part is safe)


def _piece_html(text: str, piece: Piece, language: str) -> SafeString:
    html = escape(text[piece.start : piece.end])
    cited = [key for key in piece.keys if isinstance(key, Cited)]
    entity = next((key for key in piece.keys if isinstance(key, Entity)), None)
    if entity is not None:
        html = format_html(
            '<a class="me" href="{}">{}</a>', entity.get_absolute_url(), html
        )
    if cited:
        keys = " ".join(" ".join([one.key, *one.former]) for one in cited)
        html = format_html('<mark data-p="{}">{}</mark>', keys, html)
    for key in piece.starts:
        if isinstance(key, Cited):
            for name in (key.key, *key.former):
                html = format_html('<span id="p={}">{}</span>', name, html)
    for key in piece.ends:
        if isinstance(key, Cited):
            html += _numbers_html(key, language)
    return mark_safe(html)  # noqa: S308 (escaped and format_html throughout)


def _numbers_html(passage: Cited, language: str) -> SafeString:
    """The numbers after a cited passage, each leading to its claim."""
    return format_html(
        '<sup class="fn">{}</sup>',
        format_html_join(
            " ",
            '<a href="#c-{}" aria-label="{}">{}</a>',
            (
                (key, word("claim_number", language, n=number), number)
                for number, key in passage.claims
            ),
        ),
    )
