from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    """Last of the apps, so that the rights of all are there when groups are laid."""

    name = "project"
    verbose_name = "Log"

    def ready(self):
        from project.accounts import recording
        from project.groups import lay_groups
        from project.guards import install_guards

        post_migrate.connect(install_guards, sender=self)
        post_migrate.connect(lay_groups, sender=self)
        recording.connect()
