"""Rows on a record's page: small parts are edited there, the rest is only shown."""

from django.contrib import admin
from django.forms.models import BaseInlineFormSet

from articles.admin.desk import DeskFields
from articles.admin.forms import DeskForm, VersionedForm
from articles.models import Versioned


class Rows(BaseInlineFormSet):
    """Names the box that removes a row, which has no label of its own."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Remove this row"
        if self.may_leave_out_position:
            form.fields["position"].required = False

    @property
    def may_leave_out_position(self) -> bool:
        """Whether rows are numbered from 0 and have no number until one is given."""
        names = {field.name for field in self.model._meta.get_fields()}
        if "position" not in names or "position" not in self.form.base_fields:
            return False
        return not self.model._meta.get_field("position").has_default()

    def clean(self):
        """Put rows without a position after the others, in the order they stand in."""
        super().clean()
        if not self.may_leave_out_position:
            return
        kept = [
            form
            for form in self.forms
            if form.has_changed() or form.instance.pk
            if not self._should_delete_form(form)
        ]
        given = [form.cleaned_data.get("position") for form in kept if form.is_valid()]
        following = max((n for n in given if n is not None), default=-1) + 1
        for form in kept:
            if form.is_valid() and form.cleaned_data.get("position") is None:
                form.instance.position = form.cleaned_data["position"] = following
                following += 1


class PartsMixin(DeskFields):
    """Parts of a record: whoever may change the record may add and remove them.

    Every key that a row shows must be in `select_related`: each row would otherwise ask
    for it by itself, autocompletes included.
    """

    extra = 0
    formset = Rows
    select_related: tuple[str, ...] = ()

    @property
    def form(self):
        return VersionedForm if issubclass(self.model, Versioned) else DeskForm

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return (
            rows.select_related(*self.select_related) if self.select_related else rows
        )

    def get_fieldsets(self, request, obj=None):
        """Add the hidden revision of each row."""
        *others, (name, last) = super().get_fieldsets(request, obj)
        if issubclass(self.model, Versioned) and self.may_edit(request, obj):
            last = {**last, "fields": [*last["fields"], "revision"]}
        return [*others, (name, last)]

    def formfield_for_dbfield(self, db_field, request, **options):
        """Leave out the pencils: a row has boxes enough to tab through."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and hasattr(field.widget, "can_change_related"):
            field.widget.can_change_related = False
        return field

    def may_edit(self, request, obj) -> bool:
        record = self.admin_site.get_model_admin(self.parent_model)
        return record.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.may_edit(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_edit(request, obj)

    def has_view_permission(self, request, obj=None):
        record = self.admin_site.get_model_admin(self.parent_model)
        return record.has_view_permission(request, obj)


class Parts(PartsMixin, admin.TabularInline):
    """Parts of a few fields, one row each."""

    def get_formset(self, request, obj=None, **options):
        """Name each box for those who do not see the column above it."""
        formset = super().get_formset(request, obj, **options)
        for field in formset.form.base_fields.values():
            if field.label:
                field.widget.attrs["aria-label"] = str(field.label).capitalize()
        return formset


class LargeParts(PartsMixin, admin.StackedInline):
    """Parts of many fields, one below the other."""


class Shown(admin.TabularInline):
    """Rows that are shown here and edited on their own page."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
