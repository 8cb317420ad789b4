"""What is published stays fit to be: no change brings an obstacle to it."""

from django.core.exceptions import ValidationError

from articles.models import Status
from articles.standing import texts_against


class KeepsStanding:
    """A form that refuses what would have kept its record from being published.

    What stood against the record before does not count: nobody could mend anything
    else. It is looked for once all rows are stored; the refusal undoes them.
    """

    def records_of_form(self, obj) -> list:
        """Return the records, as they are stored, that saving `obj` changes."""
        return list(type(obj).objects.filter(pk=obj.pk))

    def save_form(self, request, form, change):
        obj = super().save_form(request, form, change)
        request.stood_against = [
            (record, texts_against(record))
            for record in self.records_of_form(obj)
            if record.status == Status.PUBLISHED
        ]
        return obj

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for record, before in request.stood_against:
            stored = type(record).objects.get(pk=record.pk)
            brought = [text for text in texts_against(stored) if text not in before]
            if brought:
                raise ValidationError(brought)
