"""Dates as sources give them: EDTF for the record, words for the reader."""

from articles.dates.edtf import Edtf, UnreadableDate
from articles.dates.finding import find_dates
from articles.dates.reading import ReadDate, read_date

__all__ = ["Edtf", "ReadDate", "UnreadableDate", "find_dates", "read_date"]
