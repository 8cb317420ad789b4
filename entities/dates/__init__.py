"""Dates as sources give them: EDTF for the record, words for the reader."""

from entities.dates.edtf import Edtf, UnreadableDate
from entities.dates.reading import ReadDate, read_date

__all__ = ["Edtf", "ReadDate", "UnreadableDate", "read_date"]
