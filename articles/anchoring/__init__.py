"""Where a text says the words of a passage, also after it was captured again."""
