"""The annotation desk: one article's text with what was marked in it."""
