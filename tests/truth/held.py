"""Says of rows in the database what truth says of the documents, in its own form."""

from decimal import Decimal

from articles.dates import Edtf
from entities.models import Claim, Comparison, Value

FLAGS = {"rhetorical", "worst_case", "sign_ambiguous", "counted", "only"}
CLASSES = {"agree": "a", "differ": "b", "change": "c", "trouble": "d"}


def number(figure: Decimal | None):
    """Truth is YAML: whole numbers are int, the others float."""
    if figure is None:
        return None
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def truth_date(edtf: str) -> str | None:
    return edtf.replace("XXXX", "-", 1) or None


def precision_of(edtf: str) -> str:
    return Edtf.parse(edtf).precision if edtf else "unknown"


def claim_as_truth(claim: Claim) -> dict:
    first, *repeats = claim.citations.all()
    held = {
        "id": claim.ref,
        **place(first),
        "section": first.locator,
        "subject": claim.subject.slug,
        "property": claim.property.slug,
        "value": value_as_truth(claim),
        "qualifiers": {q.kind.slug: content(q) for q in claim.qualifiers.all()},
        "polarity": claim.polarity,
        "asserted_by": first.asserted_by.slug,
        "mode": first.mode,
        "attribution": [link_as_truth(x) for x in first.attribution.links.all()],
        "as_of": {
            "date": truth_date(claim.as_of),
            "precision": precision_of(claim.as_of),
            "basis": claim.as_of_basis,
        },
        "certainty": claim.certainty,
        "checkable": claim.checkable,
        "statement": claim.sentences,
        "topics": [row.topic.slug for row in claim.claim_topics.all()],
        "document": first.article.ref,
    }
    optional = {
        "repeats": [place(citation) for citation in repeats],
        "co_subjects": [row.entity.slug for row in claim.co_subjects.all()],
        "presupposed": claim.presupposed,
        "derived": claim.derived,
        "note": claim.note.get("en"),
        "stance": next(map(stance_as_truth, claim.stances.all()), None),
    }
    return held | {key: value for key, value in optional.items() if value}


def place(citation) -> dict:
    passage = citation.passage
    return {"quote": passage.quote, "start": passage.start, "end": passage.end}


def content(qualifier):
    if qualifier.entity:
        return {"entity": qualifier.entity.slug}
    if qualifier.other_claim:
        return {"claim": qualifier.other_claim.ref}
    return qualifier.content


def link_as_truth(link) -> dict:
    held = {"by": link.by.slug, "link": link.verb.slug}
    if link.inferred:
        held["inferred"] = True
    if link.at:
        held["at"] = link.at.slug
    if link.at_text:
        held["at_text"] = link.at_text
    return held


def stance_as_truth(stance) -> dict:
    held = {"by": stance.by.slug, "position": stance.position}
    return held | ({"about": stance.about.ref} if stance.about else {})


def value_as_truth(claim: Claim) -> dict:
    main = claim.main_value
    held: dict = {"type": main.type}
    if main.is_figure:
        held |= figure_as_truth(main)
    elif main.type == "date":
        held |= date_as_truth(main)
    elif main.type == "entity":
        held["entity"] = entities_of(main, "")
    else:
        held["text"] = main.text
    if main.as_printed:
        held["as_written"] = main.as_printed
    if main.alternatives:
        held["logic"] = "or"
    if main.resolved_by:
        held["resolved_by"] = main.resolved_by.ref
    if main.type == "entity" and claim.property.slug == "role_held":
        role = [q.text for q in claim.qualifiers.all() if q.kind.slug == "role"]
        held |= {"role": role[0]} if role else {}
    for other in claim.values.all():
        if other.part != "main":
            add_explaining_value(held, other)
    return held


def entities_of(value: Value, role: str) -> list[str]:
    rows = value.value_entities.all()
    return [row.entity.slug for row in rows if row.role == role]


def figure_as_truth(value: Value) -> dict:
    held = {
        "low": number(value.low),
        "high": number(value.high),
        "unit": value.unit.slug if value.unit else None,
        "bound": value.bound,
    }
    optional = {
        "unit_inferred": value.inferred_unit and value.inferred_unit.slug,
        "per": value.per,
        "comparison": value.comparison,
        "partner": next(iter(entities_of(value, "partner")), None),
        "between": entities_of(value, "between"),
    }
    held |= {key: content for key, content in optional.items() if content}
    return held | ({value.remark: True} if value.remark in FLAGS else {})


def date_as_truth(value: Value) -> dict:
    dates = value.date.strip("[]").replace(",", "/").split("/")
    held = {
        "date": truth_date(dates[0]),
        "precision": precision_of(dates[0]),
        "bound": value.bound,
    }
    optional = {
        "end": dates[1] if len(dates) > 1 else None,
        "part": value.date_part,
        "year_basis": "implied" if value.year_is_implied else None,
        "relative_to": value.relative_to,
    }
    return held | {key: content for key, content in optional.items() if content}


def add_explaining_value(held: dict, value: Value) -> None:
    low, high = number(value.low), number(value.high)
    if value.part == "literal":
        held["read_literally"] = {"ratio_low": low, "ratio_high": high}
    elif value.part == "probable" and low == high:
        held["ratio_probably"] = low
    elif value.part == "probable":
        held["read_probably"] = {"ratio_low": low, "ratio_high": high}
    elif value.part == "threshold":
        held["threshold"] = {
            value.bound: low,
            "unit": str(value.unit and value.unit.slug),
        }
    elif value.part == "scale":
        held["scale_max"] = low
    elif value.name == "ordinal":
        held["ordinal"] = low
    elif value.name == "sector":
        held.setdefault("sectors", []).append(value.text)
    else:
        held.setdefault("numbers", []).append({"of": value.name, "ratio": low})


def comparison_as_truth(comparison: Comparison) -> dict:
    members = list(comparison.members.all())
    held = {
        "id": comparison.ref,
        "class": CLASSES[comparison.comparison_class],
        "kind": comparison.kind,
        "claims": [row.claim.ref for row in members],
        "explanation": comparison.explanation["en"],
    }
    optional = {
        "sources": comparison.independence,
        "sources_note": comparison.sources_note.get("en"),
        "earlier": [row.claim.ref for row in members if row.side == "earlier"],
        "later": [row.claim.ref for row in members if row.side == "later"],
        "check": comparison.check_sum,
        "precision": "differs" if comparison.precision_differs else None,
        "not_same": comparison.not_same,
        "stance_by": comparison.stance_by and comparison.stance_by.slug,
        "derived_from": comparison.derived_from and comparison.derived_from.ref,
    }
    return held | {key: content for key, content in optional.items() if content}
