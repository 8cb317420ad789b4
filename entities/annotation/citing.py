"""Citing: a passage becomes evidence for a claim, is changed as such, or taken away.

Who may change the claim may do all three. What readers see takes a written reason and
may not be left without what it needs. The claim is saved with its citation: so its
history tells of it, and whoever has it open is told.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from articles.models import Passage, Status, Verb, refusal
from articles.models.workflow import has_right
from articles.standing import keeping_standing
from entities.models import Attribution, Citation, CitationPart, Claim, Entity, Mode

WHY = "Readers see this claim already: say why its evidence is changed."


@transaction.atomic
def cite(
    claim: Claim,
    passage: Passage,
    *,
    by,
    attribution: Attribution,
    asserted_by: Entity | None = None,
    part: str = CitationPart.STATES,
    mode: str = Mode.OWN_VOICE,
    locator: str = "",
    translation: dict[str, str] | None = None,
    reason: str = "",
    claim_is_new: bool = False,
) -> Citation:
    """Return a new citation of the passage, the last of the claim's.

    `asserted_by` is one of the voices of the attribution, its last if none is given.
    `claim_is_new` spares a claim that the same change has just made a second record of
    it. Raises PermissionDenied, StaleRecord, or ValidationError by field: `reason`
    where readers see the claim and none is given.
    """
    _ask(claim, by, "add", reason)
    last = claim.citations.aggregate(last=Max("position"))["last"]
    citation = Citation(
        claim=claim,
        passage=passage,
        position=0 if last is None else last + 1,
        attribution=attribution,
        asserted_by=asserted_by or _origin_of(attribution),
        part=part,
        mode=mode,
        locator=locator,
        translation=translation or {},
    )
    with keeping_standing(claim):
        _save(citation, by, reason)
        if not claim_is_new:
            _note(claim, by, reason or "citation added")
    return citation


@transaction.atomic
def recite(citation: Citation, *, by, reason: str = "", **changes) -> Citation:
    """Change columns of a citation; a new attribution brings its last voice with it.

    Raises as `cite` does.
    """
    claim = citation.claim
    _ask(claim, by, "change", reason)
    if "attribution" in changes and changes.get("asserted_by") is None:
        changes["asserted_by"] = _origin_of(changes["attribution"])
    for column, content in changes.items():
        setattr(citation, column, content)
    with keeping_standing(claim):
        _save(citation, by, reason)
        _note(claim, by, reason or "citation changed")
    return citation


@transaction.atomic
def uncite(citation: Citation, *, by, reason: str = "") -> None:
    """Take a citation away; its passage and its history stay. Raises as `cite` does."""
    claim = citation.claim
    _ask(claim, by, "change", reason)
    with keeping_standing(claim):
        _tell(citation, by, reason)
        citation.delete()
        _note(claim, by, reason or "citation removed")


def _ask(claim: Claim, by, right: str, reason: str) -> None:
    if not has_right(Citation, right, by):
        raise PermissionDenied("You may not change what claims rest on.")
    if refused := refusal(claim, Verb.CHANGE, by):
        raise refused
    if claim.status == Status.PUBLISHED and not reason.strip():
        raise ValidationError({"reason": WHY})


def _origin_of(attribution: Attribution) -> Entity:
    if attribution.origin is None:
        raise ValidationError({"attribution": "This chain has no links yet."})
    return attribution.origin


def _save(citation: Citation, by, reason: str) -> None:
    citation.full_clean()
    _tell(citation, by, reason)
    try:
        with transaction.atomic():
            citation.save()
    except IntegrityError:  # somebody else cited it between the check and the write
        citation.full_clean()
        raise


def _note(claim: Claim, by, reason: str) -> None:
    _tell(claim, by, reason)
    claim.save()


def _tell(row: Claim | Citation, by, reason: str) -> None:
    """Let the history say who and why."""
    row._history_user = by  # type: ignore[union-attr]  # read by simple_history
    row._change_reason = reason.strip()  # type: ignore[union-attr]  # the same
