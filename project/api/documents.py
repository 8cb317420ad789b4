"""The API's own documents: its root, its OpenAPI description, and pages to try it."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from articles.parameters import refuse_parameters
from project.api.serializers import RootSerializer


class RootView(APIView):
    """What there is, and where."""

    serializer_class = RootSerializer
    endpoints: dict[str, type] = {}

    def get(self, request):
        refuse_parameters(request, set())
        return Response(
            {
                "endpoints": [
                    {
                        "name": name,
                        "url": reverse(f"api-{name}-list", request=request),
                        "description": " ".join((viewset.__doc__ or "").split()),
                    }
                    for name, viewset in self.endpoints.items()
                ],
                "schema": reverse("api-schema", request=request),
                "docs": reverse("api-docs", request=request),
            }
        )


class SchemaView(SpectacularAPIView):
    """The OpenAPI document."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        refuse_parameters(request, set())


class DocsView(SpectacularSwaggerSplitView):
    """The OpenAPI document for people, who can try each operation."""

    url_name = "api-schema"
