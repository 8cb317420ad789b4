from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    name = "project"
    verbose_name = "Log"

    def ready(self):
        from project.accounts import recording
        from project.guards import install_guards

        post_migrate.connect(install_guards, sender=self)
        recording.connect()
