"""Saved views: lists of the desk under names, one's own and those that are shared."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from articles.admin.desk import PartAdmin
from articles.admin.forms import DeskForm
from project.desk.lists import LONGEST_QUERY, lists_of, query_of, read_address
from project.models import SavedList

MOST_SHOWN = 50


class SavedListForm(DeskForm):
    """Takes the address of a list and keeps it in its one spelling."""

    address = forms.CharField(
        max_length=3 * LONGEST_QUERY,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Of a list of the desk, with its filters. It can be mailed as it is: "
        "whoever opens it sees what they may see.",
    )
    request: Any = None  # set by the page

    class Meta:
        model = SavedList
        fields = ("name", "address", "shared")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["address"] = self.instance.address

    def clean_address(self):
        path, query = read_address(self.cleaned_data["address"], self.request)
        self.instance.path, self.instance.query = path, query
        return self.cleaned_data["address"]

    def clean(self):
        if self.instance.owner_id is None:
            self.instance.owner = self.request.user
        return super().clean()

    def _get_validation_exclusions(self):
        """Let the form itself say that the owner has this name already."""
        left_out = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return left_out - {"owner"}


class SavedListAdmin(PartAdmin):
    """Everybody at the desk keeps their own; a chief also tidies what is shared."""

    form = SavedListForm
    list_display = ("name", "opens", "shared", "owner")
    list_display_links = ("name",)
    list_select_related = ("owner",)
    search_fields = ("name", "query")
    fieldsets = ((None, {"fields": ("name", "address", "shared")}),)

    def has_view_permission(self, request, obj=None):
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return obj is None or obj.owner_id == user.pk or self._tidies(request, obj)

    has_change_permission = has_delete_permission = has_view_permission

    def _tidies(self, request, obj) -> bool:
        return request.user.is_superuser and obj.shared

    def has_add_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        if request.user.is_superuser:
            return SavedList.objects.offered_to(request.user)
        return super().get_queryset(request).filter(owner=request.user)

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change, **options)
        form.request = request
        return form

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(obj.address)

    @admin.display(description="address")
    def opens(self, saved):
        return format_html('<a href="{}">{}</a>', saved.address, saved.address)


class SavedViews:
    """What a list or the first page shows of saved views; read when it is shown."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def all(self) -> list[SavedList]:
        """The views of lists that whoever asks may see."""
        seen = lists_of(self.request)
        offered = SavedList.objects.offered_to(self.request.user)
        return list(offered.filter(path__in=seen)[:MOST_SHOWN])

    @cached_property
    def here(self) -> list[SavedList]:
        """Those of the list that is shown."""
        offered = SavedList.objects.offered_to(self.request.user)
        return list(offered.filter(path=self.request.path)[:MOST_SHOWN])

    @property
    def address(self) -> str:
        """The address of the list that is shown, as it would be kept."""
        query = query_of(self.request)
        return f"{self.request.path}?{query}" if query else self.request.path

    @property
    def add_url(self) -> str:
        """Where the list that is shown gets a name; "" where there is nothing to it."""
        query = query_of(self.request)
        if not query or len(query) > LONGEST_QUERY:
            return ""
        given = urlencode({"address": self.address})
        return f"{reverse('admin:project_savedlist_add')}?{given}"
