"""An attribution as readers see it: from the page before us back to the origin."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.interface import word
from articles.reading import Said, tell
from entities.models import Entity, EntityKind
from entities.pages.loading import Loaded


@dataclass(frozen=True)
class Voice:
    """One link: who, doing what; without a name if readers may not see who."""

    name: Said
    address: str
    verb: Said
    is_inferred: bool
    is_unnamed: bool
    occasion: Said

    @property
    def html(self) -> SafeString:
        """The name, marked as inferred or unnamed where it is."""
        css = " ".join(
            name
            for name, holds in (("inf", self.is_inferred), ("unn", self.is_unnamed))
            if holds
        )
        if not css:
            return self.name.html
        said = self.name.html
        if self.is_inferred:
            said = format_html(
                "{} <small>({})</small>", said, word("inferred", self.name.reader)
            )
        return format_html('<i class="{}">{}</i>', css, said)


@dataclass(frozen=True)
class Chain:
    voices: tuple[Voice, ...]

    @cached_property
    def line(self) -> SafeString:
        """The chain on one line: outlet ← agency ← person."""
        return format_html_join(" ← ", "{}", ((voice.html,) for voice in self.voices))

    @property
    def is_long(self) -> bool:
        """Whether it says more than the name of the outlet."""
        return len(self.voices) > 1


def chains(loaded: Loaded, language: str) -> dict[int, Chain]:
    """Every attribution among the loaded claims, by its key."""
    return {
        key: Chain(tuple(_voice(link, loaded, language) for link in links))
        for key, links in loaded.links.items()
    }


def _voice(link, loaded: Loaded, language: str) -> Voice:
    entity = loaded.entities.get(link.by_id)
    occasion = loaded.entities.get(link.at_id)
    unnamed = entity is None or entity.kind == EntityKind.UNNAMED_SOURCE
    return Voice(
        name=name_of(entity, language),
        address=entity.get_absolute_url() if entity else "",
        verb=tell(link.verb.label, language),
        is_inferred=link.inferred,
        is_unnamed=unnamed,
        occasion=tell(occasion.label, language)
        if occasion
        else Said(link.at_text, "en", language),
    )


def name_of(entity: Entity | None, language: str) -> Said:
    """The entity's name; a plain word where readers may not see which it is."""
    if entity is None:
        return Said(word("not_shown", language), language, language)
    return tell(entity.label, language)
