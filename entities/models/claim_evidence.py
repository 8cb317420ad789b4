"""The desk's questions about what its claims rest on."""

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Subquery

from articles.models import PublishableQuerySet


def _citations():
    """Return the citations of the claim that a query is about."""
    citations = apps.get_model("entities", "Citation").objects
    return citations.filter(claim=OuterRef("pk")).order_by()


class ClaimsByEvidence(PublishableQuerySet):
    def uncited(self):
        """Claims that point to no passage."""
        return self.kept_up().filter(~Exists(_citations()))

    def unbacked(self):
        """Claims with passages of which none states or supports them."""
        return self.kept_up().filter(
            Exists(_citations()), ~Exists(_citations().backing())
        )

    def adrift(self):
        """Claims with a quote that is not in its text at that place."""
        return self.kept_up().filter(Exists(_citations().adrift()))

    def uncitable(self):
        """Claims that rest on an article that may not be cited."""
        return self.kept_up().filter(Exists(_citations().uncitable()))

    def outdated(self):
        """Claims with a passage of a text that has a newer version."""
        return self.kept_up().filter(Exists(_citations().outdated()))

    def unverified(self):
        """Claims of which somebody has to look at a source again."""
        return self.kept_up().filter(
            Exists(_citations().uncitable())
            | Exists(_citations().outdated())
            | Exists(_citations().adrift())
        )

    def single_origin(self):
        """Claims that go back to one voice, however many outlets print it."""
        origins = (
            _citations()
            .backing()
            .with_origin()
            .values("claim")
            .annotate(total=Count("origin", distinct=True))
            .values("total")
        )
        return self.kept_up().alias(origins=Subquery(origins)).filter(origins=1)

    def contradicted(self):
        """Claims that a passage speaks against."""
        against = _citations().filter(part="contradicts")
        return self.kept_up().filter(Exists(against))

    def disputed(self):
        """Claims in a disagreement that is open, or with a passage against them."""
        members = apps.get_model("entities", "ComparisonClaim").objects
        comparisons = apps.get_model("entities", "Comparison").objects.disputed()
        in_dispute = members.filter(claim=OuterRef("pk"), comparison__in=comparisons)
        against = _citations().filter(part="contradicts")
        return self.kept_up().filter(Exists(in_dispute) | Exists(against))
