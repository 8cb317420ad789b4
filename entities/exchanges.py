"""How exchanges write tickers: shapes, vendors' suffixes, parts of an exchange."""

import functools
import re
from pathlib import Path

import yaml

MIC = re.compile(r"[A-Z0-9]{4}")
SOMEWHERE_ELSE = {"shape": "[A-Z0-9][A-Z0-9.]{0,11}", "said": "letters and digits"}


@functools.cache
def _exchanges() -> dict[str, dict]:
    return yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))


@functools.cache
def _operators() -> dict[str, str]:
    """Return the code of the exchange that each code belongs to."""
    return {
        segment: mic
        for mic, exchange in _exchanges().items()
        for segment in [mic, *exchange["segments"]]
    }


def operator_of(mic: str) -> str:
    """Return the exchange of which `mic` is a part, itself if it is none we know."""
    return _operators().get(mic, mic)


def rules_of(mic: str) -> dict:
    """Return the shape that tickers have there, also in an editor's words."""
    return _exchanges().get(operator_of(mic), SOMEWHERE_ELSE)


def as_listed(ticker: str, mic: str) -> str:
    """Return the ticker as the exchange `mic` writes it.

    002230.SZ becomes 002230 and 00700 in Hong Kong becomes 0700.
    """
    rules = rules_of(mic)
    body, dot, suffix = ticker.rpartition(".")
    if dot and suffix in rules.get("suffixes", []):
        ticker = body
    if "digits" in rules and ticker.isascii() and ticker.isdecimal():
        ticker = ticker.lstrip("0").zfill(rules["digits"])
    return ticker
