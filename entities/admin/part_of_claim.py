from entities.models import Claim


class ChangesItsClaim:
    """What is mended on a page of its own is a change of its claim all the same.

    So the claim's history tells it, clients that ask for what is new get it, and
    whoever has the claim open is told.
    """

    def save_model(self, request, obj, form, change):
        former = form.initial.get("claim") if change else None
        super().save_model(request, obj, form, change)
        for key in {obj.claim_id, former} - {None}:
            self._note_change(key)

    def delete_model(self, request, obj):
        key = obj.claim_id
        super().delete_model(request, obj)
        self._note_change(key)

    def delete_queryset(self, request, queryset):
        for part in queryset:
            self.delete_model(request, part)

    def _note_change(self, claim_key: int) -> None:
        claim = Claim.objects.get(pk=claim_key)
        claim._change_reason = f"{self.opts.verbose_name} changed"
        claim.save()
