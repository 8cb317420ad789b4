"""Many small operations as one, for migrations that touch every table of a kind."""

from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    """The given operations, each on a model of its own.

    Django builds every model anew after each operation, which made sixty of them cost
    more than all other migrations together. These are built anew once.
    """

    def __init__(self, *operations):
        self.operations = operations

    def deconstruct(self):
        return self.__class__.__name__, list(self.operations), {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"{len(self.operations)} operations at once"
