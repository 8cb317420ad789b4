"""What dev.py does. Standard library only: it runs before anything is installed."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Refusal(Exception):
    """Something a person can put right; its text is the sentence that says how."""
