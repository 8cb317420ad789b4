"""The desk's questions about what its claims rest on."""

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from articles.models import PublishableQuerySet


def _citations():
    return apps.get_model("entities", "Citation").objects.order_by()


def _of_claim():
    """Return the citations of the claim that a query is about."""
    return _citations().filter(claim=OuterRef("pk"))


class ClaimsByEvidence(PublishableQuerySet):
    """What few claims have is looked up from that end, or 200,000 claims would each be
    asked for it; what most have is asked of each claim, and the list stops early."""

    def uncited(self):
        """Claims that point to no passage."""
        return self.kept_up().filter(~Exists(_of_claim()))

    def unbacked(self):
        """Claims with passages of which none states or supports them."""
        return self.kept_up().filter(
            Exists(_of_claim()), ~Exists(_of_claim().backing())
        )

    def adrift(self):
        """Claims with a quote that is not in its text at that place."""
        return self.kept_up().filter(pk__in=_citations().adrift().values("claim"))

    def uncitable(self):
        """Claims that rest on an article that may not be cited."""
        return self.kept_up().filter(pk__in=_citations().uncitable().values("claim"))

    def outdated(self):
        """Claims with a passage of a text that has a newer version."""
        return self.kept_up().filter(pk__in=_citations().outdated().values("claim"))

    def unverified(self):
        """Claims of which somebody has to look at a source again."""
        reasons = (
            _citations().uncitable(),
            _citations().outdated(),
            _citations().known_adrift(),
        )
        again = Q()
        for citations in reasons:
            again |= Q(pk__in=citations.values("claim"))
        return self.kept_up().filter(again)

    def single_origin(self):
        """Claims that go back to one voice, however many outlets print it."""
        origins = (
            _of_claim()
            .backing()
            .with_origin()
            .values("claim")
            .annotate(total=Count("origin", distinct=True))
            .values("total")
        )
        return self.kept_up().alias(origins=Subquery(origins)).filter(origins=1)

    def contradicted(self):
        """Claims that a passage speaks against."""
        return self.kept_up().filter(pk__in=_citations().against().values("claim"))

    def disputed(self):
        """Claims in a disagreement that is open, or with a passage against them."""
        members = apps.get_model("entities", "ComparisonClaim").objects.order_by()
        comparisons = apps.get_model("entities", "Comparison").objects.disputed()
        in_dispute = members.filter(comparison__in=comparisons.order_by())
        return self.kept_up().filter(
            Q(pk__in=in_dispute.values("claim"))
            | Q(pk__in=_citations().against().values("claim"))
        )
