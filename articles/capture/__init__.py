"""Bytes in; text, language and sections out: how an article's text comes in safely."""
