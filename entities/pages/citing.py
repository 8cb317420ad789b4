"""How to cite a claim: in plain words, as BibTeX and as CSL-JSON."""

import json
from dataclasses import dataclass

from articles.reading import tell
from entities.models import Claim

SITE = "Dossier"
# Signs that mean something to TeX.
TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)


@dataclass(frozen=True)
class HowToCite:
    plain: str
    bibtex: str
    csl_json: str


def how_to_cite(claim: Claim, address: str, language: str) -> HowToCite:
    sentence = tell(claim.sentences, language).text
    day = (claim.published_at or claim.changed_at).date()
    bibtex = "\n".join(
        [
            f"@misc{{dossier-{claim.key},",
            f"  title = {{{sentence.translate(TEX)}}},",
            f"  author = {{{{{SITE}}}}},",
            f"  year = {{{day.year}}},",
            f"  url = {{{address}}},",
            f"  note = {{Claim {claim.key}, {day.isoformat()}}}",
            "}",
        ]
    )
    csl = {
        "id": f"dossier-{claim.key}",
        "type": "webpage",
        "title": sentence,
        "container-title": SITE,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": address,
    }
    return HowToCite(
        plain=f"{SITE}, “{sentence}”, {claim.key}, {day.isoformat()}, {address}",
        bibtex=bibtex,
        csl_json=json.dumps([csl], ensure_ascii=False, indent=2),
    )
