"""What is offered in the five raw documents, held against what they name.

The figures are those that docs/spotting.md gives; a floor that is passed is raised.
"""

import pytest

from tests.spotting import all_known, in_all, one_left_out
from tests.truth.conftest import SHARED

pytestmark = pytest.mark.skipif(
    not (SHARED / "truth").is_dir(), reason="The truth is not on this machine."
)
# Precision of all, of the certain, recall: in thousandths, rounded down.
ALL_KNOWN = {
    "000": (1000, 1000, 1000),
    "001": (1000, 1000, 1000),
    "002": (1000, 1000, 1000),
    "003": (1000, 1000, 1000),
    "004": (965, 1000, 1000),
}
ONE_LEFT_OUT = {
    "000": (923, 1000, 631),
    "001": (1000, 1000, 756),
    "002": (760, 760, 351),
    "003": (916, 942, 612),
    "004": (804, 891, 300),
}
CERTAIN = 0.89  # of the places that are right are certain when all names are known


@pytest.mark.parametrize(
    ("of", "floors"), [(all_known, ALL_KNOWN), (one_left_out, ONE_LEFT_OUT)]
)
def test_names_are_found_as_well_as_the_documentation_says(of, floors):
    rows = list(of(SHARED / "truth", SHARED / "seeds"))
    for row in rows:
        seen = (row.precision, row.precision_of_sure, row.recall)
        reached = tuple(int(figure * 1000) for figure in seen)
        assert reached >= floors[row.document], row
        assert all(a >= b for a, b in zip(reached, floors[row.document], strict=True))
        assert row.recall_of_written == 1.0, row.missed
    assert len(rows) == len(floors)


def test_most_of_what_is_right_can_be_accepted_at_once():
    total = in_all(list(all_known(SHARED / "truth", SHARED / "seeds")))
    assert total.sure_right / total.right > CERTAIN
