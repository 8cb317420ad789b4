"""The reader's language: asked for in the address, remembered, or the browser's wish.

Only content changes with it (names, sentences, figures); `?lang=fr` works on any page
and is remembered in a cookie that holds nothing else.
"""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "lang"
READER_LANGUAGES = {code.split("-")[0]: code for code, _ in settings.LANGUAGES}
YEAR = 365 * 24 * 60 * 60


def wished_language(request) -> str:
    """Return "en", "zh" or "fr": the first wish that the site can meet."""
    header = request.headers.get("Accept-Language", "")[:500]
    wishes = [
        request.GET.get("lang", ""),
        request.COOKIES.get(COOKIE, ""),
        *(language for language, _ in parse_accept_lang_header(header)),
    ]
    for wish in wishes:
        if (language := wish.split("-")[0].lower()) in READER_LANGUAGES:
            return language
    return next(iter(READER_LANGUAGES))


class ReaderLanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/api/"):
            return self.get_response(request)  # it answers in all languages at once
        request.reader_language = wished_language(request)
        with translation.override("en"):  # the desk's screens and our own words
            response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if request.GET.get("lang", "") == request.reader_language:
            response.set_cookie(
                COOKIE,
                request.reader_language,
                max_age=YEAR,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
        return response
