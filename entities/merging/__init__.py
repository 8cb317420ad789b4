"""Make one entity of two, pull one apart, and put either back as it was.

Modules, each knowing those before it: pointing, collisions, consequences, changes,
plan, carrying_out, undoing.
"""

from entities.merging.carrying_out import PlanChanged, merge, split
from entities.merging.changes import Plan
from entities.merging.plan import better_way, plan_merge, plan_split
from entities.merging.pointing import rows_of
from entities.merging.undoing import Undoing, plan_undo, undo

__all__ = [
    "Plan",
    "PlanChanged",
    "Undoing",
    "better_way",
    "merge",
    "plan_merge",
    "plan_split",
    "plan_undo",
    "rows_of",
    "split",
    "undo",
]
