from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    name = "entities"
    verbose_name = "Entities and claims"

    def ready(self):
        from entities import hanging  # noqa: F401  # says what hangs on passages
