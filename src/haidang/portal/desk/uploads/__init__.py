"""Figures that come as a file or as pasted text: templates, what was read, what is wrong with it, and what becomes of it."""
