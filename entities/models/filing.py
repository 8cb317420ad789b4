"""Where a claim belongs besides its subject: further subjects, and topics."""

from django.db import models

from articles.models import Recorded, Versioned
from entities.models.claim import Claim
from entities.models.entity import Entity
from entities.models.topic import Topic


class ClaimSubject(Versioned):
    """A further subject of which the claim says the same."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="co_subjects"
    )
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    history = Recorded()

    class Meta:
        ordering = ["claim", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "entity"],
                name="claim_has_each_further_subject_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.entity)


class ClaimTopic(Versioned):
    """A topic on whose page the claim belongs."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="claim_topics"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="claim_topics"
    )
    position = models.PositiveIntegerField(default=0)

    history = Recorded()

    class Meta:
        ordering = ["claim", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "topic"], name="claim_is_filed_under_a_topic_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.topic)
