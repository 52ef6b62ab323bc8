"""
What comes in at the desk, on its way to the public: entered, checked, published, each by another person.

An entry proposes one row of one table of the pack. Nothing that was acknowledged is lost: an entry is never deleted, and each step of it is
a row. What is published becomes a revision of the `registry`.
"""
