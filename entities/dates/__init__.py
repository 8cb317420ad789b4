"""Dates as sources give them: EDTF for the record, words for the reader."""

from entities.dates.edtf import Edtf, UnreadableDate

__all__ = ["Edtf", "UnreadableDate"]
