"""Puts the content of seeds/*.yaml into the database, strictly and all or nothing.

reader: YAML with line numbers; vocabulary, sources, claims: one kind of record each;
load: the order of it all.
"""
