"""From the words of a passage to the parts of a claim, or to nothing where unsure."""

from entities.prefill.choosing import kind_of
from entities.prefill.material import Known, Material, Part, Proposal, Reading
from entities.prefill.proposal import propose

__all__ = ["Known", "Material", "Part", "Proposal", "Reading", "kind_of", "propose"]
