"""The hand-made truth, if it lies beside the project; a user's machine has none."""

import pytest
import yaml
from django.conf import settings

FAST_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHARED = settings.BASE_DIR.parent / "shared"


@pytest.fixture(scope="session")
def truth():
    """Return a function that reads one of the truth files."""
    if not (SHARED / "truth").is_dir():
        pytest.skip("The truth about the seed documents is not on this machine.")

    def read(name):
        with (SHARED / "truth" / f"{name}.yaml").open(encoding="utf-8") as file:
            return yaml.load(file, FAST_SAFE_LOADER)  # noqa: S506

    return read


@pytest.fixture(scope="session")
def raw_text(truth):
    """Return a function that gives a raw document's text by its truth entry."""

    def read(document):
        path = SHARED / "seeds" / document["file"]
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()

    return read
