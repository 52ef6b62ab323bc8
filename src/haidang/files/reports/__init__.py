"""Drawing a told report: one form a file. `draw` in `forms` chooses."""
