from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles.guards import install_guards, lift_guards

        pre_migrate.connect(lift_guards, sender=self)
        post_migrate.connect(install_guards, sender=self)
