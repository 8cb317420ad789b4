"""Figures as sources print them, read with certainty or refused."""

from entities.figures.figure import Figure, UnreadableFigure
from entities.figures.reading import find_figures, read_figure

__all__ = ["Figure", "UnreadableFigure", "find_figures", "read_figure"]
