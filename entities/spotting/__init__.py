"""Names that the desk knows, found in a text and offered as mentions.

`known` keeps the names of a process, `searching` finds them in a text, `choosing` says
what of that is worth offering. docs/spotting.md has the rules and how well they do.
"""
