"""Dates as sources give them: EDTF for the record, words for the reader."""

from articles.dates.edtf import Edtf, UnreadableDate
from articles.dates.reading import ReadDate, read_date

__all__ = ["Edtf", "ReadDate", "UnreadableDate", "read_date"]
