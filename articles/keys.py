"""Short opaque ids for public addresses: row numbers never appear outside."""

import secrets

# No vowels, so that no word appears; none of 0 O 1 l, so that it can be read aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
LENGTH = 10


def new_key() -> str:
    """Return ten random characters, about 48 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
