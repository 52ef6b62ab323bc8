"""
Sheets that officers fill: templates of figures, written and read back.

A template is one table, a row a figure (an indicator in an area in a period), with words that are there to be read, cells to be
filled, and the code of the row, by which it is recognised. It is made as a workbook or as CSV, and comes back as a workbook, as
CSV or as pasted text, saved by whatever spreadsheet program. Reading stores nothing and guesses nothing: every cell that is not
certain is named, all of them at once.
"""
