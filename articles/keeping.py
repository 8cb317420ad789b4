"""What an editor typed is kept when the site cannot take it: the session ended, or a
right was taken away between opening the form and sending it.

The form carries a signed note of who opened it, so that what a logged-out editor sends
can be kept for that editor and nobody else, and a stranger can keep nothing here.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import ValidationError

from articles.models import KeptForm

KEEPER = "keeper"  # the field of the form that carries the note
SALT = "articles.keeping"
VALID = 14 * 24 * 3600  # seconds from opening a form to sending it
# Answers that mean: not taken, and not shown again either.
LOG_IN, FORBIDDEN = 302, 403
KEPT = (
    "Nothing was saved, but what you typed is kept. You are asked about it when you "
    "open the same page again."
)


def note_for(user, address: str, model, key=None) -> str:
    """Return the signed note that a form at `address` was opened by `user`."""
    kind = ContentType.objects.get_for_model(model).pk
    return signing.dumps([user.pk, address, kind, key], salt=SALT)


def keep_for_opener(data) -> str:
    """Keep what was sent for whoever opened the form, if its note is genuine.

    Return the address of the form; "" if nothing was kept.
    """
    try:
        owner, address, kind, key = signing.loads(
            data.get(KEEPER, ""), salt=SALT, max_age=VALID
        )
    except signing.BadSignature:
        return ""
    user = get_user_model().objects.filter(pk=owner, is_active=True).first()
    model = ContentType.objects.get_for_id(kind).model_class()
    if user is None or model is None:
        return ""
    try:
        KeptForm.objects.keep(
            user=user, address=address, model=model, key=key, data=dict(data.lists())
        )
    except ValidationError:
        return ""
    return address


class KeepTypedMiddleware:
    """Keeps a form that the desk turned away unread. Stands last: it sees whom the
    session belongs to, and what it says is still stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "POST" or not is_turned_away(request, response):
            return response
        if keep_for_opener(request.POST) == request.path:
            messages.warning(request, KEPT)
        return response


def is_turned_away(request, response) -> bool:
    """Whether the answer is a refusal or the way to the log-in page.

    What the desk itself has read it keeps or saves by its own rules.
    """
    if response.status_code == FORBIDDEN:
        return KEEPER in request.POST
    is_in = getattr(request.user, "is_staff", False)  # the API has no user at times
    return response.status_code == LOG_IN and not is_in and KEEPER in request.POST
