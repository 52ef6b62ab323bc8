"""
Readers and writers: packs of CSV or Parquet tables, and reports as text, Markdown, CSV, JSON and HTML.

One format a file. Readers name every defect with its place and raise nothing half-way; writers write the canonical
form, so that reading and writing again gives the same bytes.
"""
