"""How many proposed changes wait for whoever asks, or for others to decide."""

from articles.models import Proposal
from articles.models.proposal import kinds_for
from articles.queues import Queue
from project.desk.lists import path_of
from project.desk.questions import MOST_COUNTED, Count, Question

TO_DECIDE = Queue(
    "to-decide",
    "proposed changes to decide",
    "No proposed change waits for you.",
    lambda proposals, user: proposals.to_decide(user),
    right="publish",
    is_mine=True,
)
MINE = Queue(
    "mine",
    "my proposed changes",
    "None of your proposed changes waits.",
    lambda proposals, user: proposals.open().mine(user),
    right="change",
    is_mine=True,
)


def proposals(desk, request) -> list[Question]:
    """Return what is proposed, for each question that concerns whoever asks."""
    return [
        Question(queue, _counts(queue, desk, request))
        for queue in (TO_DECIDE, MINE)
        if kinds_for(request.user, queue.right)
    ]


def _counts(queue: Queue, desk, request) -> list[Count]:
    waiting = queue.ask(Proposal.objects.all(), request.user).order_by()
    number = waiting[: MOST_COUNTED + 1].count()
    noun = "proposal" if number == 1 else "proposals"
    address = f"{path_of(desk)}?state__exact=open&whose={queue.name}"
    return [Count(number, noun, address)] if number else []
