"""
Results into words: sentences, table layouts and data, in Vietnamese, English and French.

Decides what is said and how numbers, days and periods look to a reader; how a report is drawn (terminal, Markdown,
HTML) is left to `files.reports`. Numbers and dates are written by Babel, sentences come from gettext catalogues under `locale`.
"""
