"""Parameters are taken at their word: one that cannot be met is refused by name."""

from rest_framework.exceptions import ValidationError


def refuse_parameters(request, known: set[str]) -> None:
    """Answer 400 to a parameter that is not known, is given twice or says nothing."""
    problems = {}
    for name, values in request.query_params.lists():
        if name not in known:
            problems[name] = "Unknown parameter."
        elif len(values) > 1:
            problems[name] = "Give it once."
        elif not values[0].strip():
            problems[name] = "Give a value."
    if problems:
        raise ValidationError(problems)
