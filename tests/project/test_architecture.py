"""Imports run project -> entities -> articles, and never back."""

import ast

import pytest
from django.conf import settings
from django.core.management import call_command

MAY_NOT_IMPORT = {
    "articles": {"entities", "project", "tests"},
    "entities": {"project", "tests"},
    "project": {"tests"},
}
ATTICS = {"utils", "helpers", "services", "common", "base", "misc"}


def imported_packages(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def modules_of(app):
    modules = list((settings.BASE_DIR / app).rglob("*.py"))
    assert modules
    return modules


@pytest.mark.parametrize("app", MAY_NOT_IMPORT)
def test_an_app_imports_only_what_lies_below_it(app):
    forbidden = MAY_NOT_IMPORT[app]
    assert not [m for m in modules_of(app) if imported_packages(m) & forbidden]


def test_articles_name_no_entity_model_even_in_words():
    for module in modules_of("articles"):
        text = module.read_text(encoding="utf-8")
        assert '"entities.' not in text, module
        assert "'entities." not in text, module


def test_no_relative_imports_hide_a_direction():
    for app in MAY_NOT_IMPORT:
        for module in modules_of(app):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            nodes = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
            assert not [n for n in nodes if n.level], module


@pytest.mark.parametrize("app", MAY_NOT_IMPORT)
def test_a_module_is_named_for_what_it_does(app):
    assert not [m for m in modules_of(app) if m.stem in ATTICS]


def test_the_templates_of_articles_know_nothing_of_entities():
    templates = list((settings.BASE_DIR / "templates" / "articles").rglob("*.html"))
    assert templates
    for template in templates:
        assert "entities/" not in template.read_text(encoding="utf-8"), template


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
