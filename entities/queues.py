"""The questions of the day that only claims and comparisons are asked."""

from articles.queues import Queue, in_order

UNCITED = Queue(
    "uncited",
    "uncited",
    "Every claim cites a passage.",
    lambda claims, user: claims.uncited(),
)
UNVERIFIED = Queue(
    "unverified",
    "unverified",
    "Every quote stands in the newest text of an article that may be cited.",
    lambda claims, user: claims.unverified(),
)
SINGLE_ORIGIN = Queue(
    "single_origin",
    "of a single origin",
    "No claim goes back to one voice only.",
    lambda claims, user: claims.single_origin(),
)
DISPUTED = Queue(
    "disputed",
    "disputed",
    "Nothing is in dispute.",
    lambda records, user: records.disputed(),
)
OF_CLAIMS = in_order(UNCITED, UNVERIFIED, SINGLE_ORIGIN, DISPUTED)
OF_COMPARISONS = in_order(DISPUTED)
