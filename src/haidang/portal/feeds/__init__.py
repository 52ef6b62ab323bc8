"""
The API: everything that is public as data for programs, read without a key.

A request is read strictly (`parameters`), answered from one revision as of one day (`asking`), in pages with a cursor
(`pages`) or whole as a file (`files`), and kept within bounds (`middleware`, `rates`). Rows have the columns of the one
definition of a pack's tables (`rows`), and so has the description of the API (`schemas`, `describing`). Nothing here
computes: no request runs a model.
"""
