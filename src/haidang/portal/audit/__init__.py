"""
Who wrote what, when and why: a row for each write, in the same transaction, sealed afterwards into a chain of hashes.

It knows no person and no row of the city: it is given keys, names of fields, and what of them everyone may see.
"""
