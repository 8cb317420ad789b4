"""Reads YAML strictly: each entry knows its file and line, and no key is left over."""

import re
from decimal import Decimal
from pathlib import Path

import yaml

REQUIRED = object()


class SeedError(ValueError):
    """Something in a seed file is wrong; the message starts with file and line."""


class Entry(dict):
    """A mapping of a seed file. `take` reads a key once; `finish` refuses the rest."""

    where = "?"

    def take(self, key, default=REQUIRED):
        if key not in self:
            if default is REQUIRED:
                raise SeedError(f"{self.where}: “{key}” is missing.")
            return default
        return self.pop(key)

    def entries(self, key) -> list["Entry"]:
        """Take a list of mappings; none where the key is absent."""
        rows = self.take(key, [])
        if not isinstance(rows, list) or any(not isinstance(r, Entry) for r in rows):
            raise SeedError(f"{self.where}: “{key}” must be a list of entries.")
        return rows

    def finish(self) -> None:
        if self:
            keys = ", ".join(sorted(map(str, self)))
            raise SeedError(f"{self.where}: nobody reads the key {keys}.")


class SeedLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without surprises: dates stay text, numbers are exact, “no” is a word."""

    yaml_implicit_resolvers: dict = {}


PATTERNS = {  # tag: (pattern, the characters it may start with)
    "null": (r"(null|~|)$", ["n", "~", ""]),
    "bool": (r"(true|false)$", ["t", "f"]),
    "int": (r"-?(0|[1-9][0-9]*)$", list("-0123456789")),
    "float": (r"-?(0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
}
for tag, (pattern, first) in PATTERNS.items():
    SeedLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(pattern), first
    )


def _mapping(loader, node):
    entry = Entry()
    mark = node.start_mark
    entry.where = f"{Path(mark.name).name}:{mark.line + 1}"
    yield entry
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in entry:
            line = key_node.start_mark.line + 1
            raise SeedError(f"{Path(mark.name).name}:{line}: “{key}” is given twice.")
        entry[key] = loader.construct_object(value_node, deep=True)


SeedLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
SeedLoader.add_constructor(
    "tag:yaml.org,2002:float",
    lambda loader, node: Decimal(loader.construct_scalar(node)),
)


def read(path: Path) -> Entry:
    """Return the file's mapping. SeedError names file and line of what is wrong."""
    try:
        with path.open(encoding="utf-8") as file:
            content = yaml.load(file, SeedLoader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line = mark.line + 1 if mark else 1
        raise SeedError(f"{path.name}:{line}: {problem.problem}.") from problem
    except UnicodeDecodeError as problem:
        raise SeedError(f"{path.name}:1: the file is not UTF-8.") from problem
    except FileNotFoundError as problem:
        raise SeedError(f"{path.name}:1: the file is missing.") from problem
    if not isinstance(content, Entry):
        raise SeedError(f"{path.name}:1: the file must hold a mapping.")
    return content
