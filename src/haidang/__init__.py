"""Haidang: a city keeps its promises in the open."""

__version__ = "0.1.0"
