"""The hand-made truth about the five documents, put as seed entries.

Truth is YAML outside the project; see tests/truth/test_nothing_is_lost.py for the way
back from the database.
"""

FLAGS = ["rhetorical", "worst_case", "sign_ambiguous", "counted", "only"]


def edtf(date: str | None) -> str:
    """Truth writes a date without a year as --08-22."""
    if not date:
        return ""
    return f"XXXX{date[1:]}" if date.startswith("-") else date


def claim_entry(claim: dict, attribution: str) -> dict:
    """Return the seed entry of a truth claim that goes back by `attribution`."""
    places = [claim, *claim.get("repeats", [])]
    entry = {
        "ref": claim["id"],
        "subject": claim["subject"],
        "property": claim["property"],
        "sentences": claim["statement"],
        "values": value_entries(claim["value"]),
        "qualifiers": [
            qualifier_entry(kind, content)
            for kind, content in claim["qualifiers"].items()
        ],
        "polarity": claim["polarity"],
        "certainty": claim["certainty"],
        "checkable": claim["checkable"],
        "topics": claim["topics"],
        "attribution": attribution,
        "asserted_by": claim["asserted_by"],
        "mode": claim["mode"],
        "citations": [
            {"quote": place["quote"], "start": place["start"]} for place in places
        ],
    }
    entry["citations"][0]["locator"] = claim["section"]
    if claim["as_of"]["date"]:
        entry["as_of"] = edtf(claim["as_of"]["date"])
        entry["as_of_basis"] = claim["as_of"]["basis"]
    for key in ("co_subjects", "presupposed", "derived"):
        if key in claim:
            entry[key] = claim[key]
    if "note" in claim:
        entry["note"] = {"en": claim["note"]}
    if "stance" in claim:
        entry["stances"] = [claim["stance"]]
    if "resolved_by" in claim["value"]:
        entry["resolved_by"] = claim["value"]["resolved_by"]
    return entry


def qualifier_entry(kind: str, content) -> dict:
    if isinstance(content, dict):
        return {"kind": kind, **content}
    if isinstance(content, int):
        return {"kind": kind, "number": content}
    return {"kind": kind, "text": content}


def value_entries(value: dict) -> list[dict]:
    """Return the main value and, after it, the values that explain it."""
    main = {"type": value["type"]}
    if value["type"] in ("money", "quantity", "percent"):
        main |= {key: value[key] for key in ("low", "high", "bound", "unit")}
        main["inferred_unit"] = value.get("unit_inferred")
    elif value["type"] == "date":
        main |= date_fields(value)
    elif value["type"] == "entity":
        main["entities"] = value["entity"]
    else:
        main["text"] = value["text"]
    main["as_printed"] = value.get("as_written", "")
    main |= {
        key: value[key] for key in ("per", "comparison", "between") if key in value
    }
    if "partner" in value:
        main["partner"] = [value["partner"]]
    if value.get("logic") == "or":
        main["alternatives"] = True
    main["remark"] = next((flag for flag in FLAGS if value.get(flag)), "")
    return [tidy(main), *map(tidy, explaining_values(value))]


def tidy(entry: dict) -> dict:
    return {key: content for key, content in entry.items() if content not in ("", None)}


def date_fields(value: dict) -> dict:
    date = edtf(value["date"])
    if "end" in value:
        date = (
            f"[{date},{value['end']}]"
            if value.get("logic") == "or"
            else f"{date}/{value['end']}"
        )
    return {
        "date": date,
        "bound": value["bound"],
        "date_part": value.get("part", ""),
        "year_is_implied": value.get("year_basis") == "implied" or None,
        "relative_to": value.get("relative_to", ""),
    }


def explaining_values(value: dict):
    for part, key in (("literal", "read_literally"), ("probable", "read_probably")):
        if key in value:
            reading = value[key]
            yield figure(part, reading["ratio_low"], reading["ratio_high"], "ratio")
    if "ratio_probably" in value:
        ratio = value["ratio_probably"]
        yield figure("probable", ratio, ratio, "ratio")
    if "threshold" in value:
        threshold = dict(value["threshold"])
        unit = threshold.pop("unit")
        ((bound, low),) = threshold.items()
        yield figure("threshold", low, None, unit) | {"bound": bound}
    if "scale_max" in value:
        yield figure("scale", value["scale_max"], value["scale_max"], value["unit"])
    if "ordinal" in value:
        ordinal = value["ordinal"]
        yield figure("component", ordinal, ordinal, "ordinal") | {"name": "ordinal"}
    for number in value.get("numbers", []):
        ratio = number["ratio"]
        yield figure("component", ratio, ratio, "ratio") | {"name": number["of"]}
    for sector in value.get("sectors", []):
        yield {"part": "component", "name": "sector", "type": "text", "text": sector}


def figure(part: str, low, high, unit: str) -> dict:
    return {
        "part": part,
        "type": "quantity",
        "low": low,
        "high": high,
        "bound": "exact" if low == high else "range",
        "unit": unit,
    }


CLASSES = {"a": "agree", "b": "differ", "c": "change", "d": "trouble"}


def comparison_entry(relation: dict) -> dict:
    entry = {
        "ref": relation["id"],
        "slug": relation["id"],
        "class": CLASSES[relation["class"]],
        "kind": relation["kind"],
        "state": "open",
        "title": {"en": relation["id"]},
        "explanation": {"en": relation["explanation"]},
        "claims": relation["claims"],
        "independence": relation.get("sources", ""),
        "check_sum": relation.get("check", ""),
        "precision_differs": relation.get("precision") == "differs" or None,
    }
    if "sources_note" in relation:
        entry["sources_note"] = {"en": relation["sources_note"]}
    for key in ("earlier", "later", "not_same", "stance_by", "derived_from"):
        entry[key] = relation.get(key)
    return tidy(entry)


def attribution_slugs(claims: list[dict]) -> dict[tuple, str]:
    """Name each distinct chain of the claims; key it by its links."""
    slugs: dict[tuple, str] = {}
    for claim in claims:
        chain = chain_key(claim["attribution"])
        if chain not in slugs:
            slugs[chain] = _free_slug(claim["attribution"], set(slugs.values()))
    return slugs


def chain_key(links: list[dict]) -> tuple:
    return tuple(tuple(sorted(link.items())) for link in links)


def _free_slug(links: list[dict], taken: set[str]) -> str:
    last = links[-1]
    slug = "--".join(link["by"] for link in links)
    for addition in (last["link"], last.get("at", "elsewhere"), "inferred"):
        if slug not in taken:
            return slug
        slug = f"{slug}-{addition}"
    assert slug not in taken, slug
    return slug
