"""
The pages that everyone reads.

A request is read (`asking`), answered by a flow from evidence (`views`), told, and framed (`frame`). Every page has the
same address in each language and form, and every answer says as of which day and from which revision it is. Nothing
here computes: no request runs a model, odds are those that were recorded (`odds`).
"""
