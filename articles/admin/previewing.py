"""Leads from a record at the desk to what readers will see of it."""

from articles.previews import preview_address


class OffersPreview:
    """Links what readers do not see yet with its preview."""

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj and self.view_on_site(obj) is None:
            context["preview_address"] = preview_address(obj)
        return super().render_change_form(request, context, *args, obj=obj, **options)
