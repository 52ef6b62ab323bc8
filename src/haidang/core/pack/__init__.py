"""
What a city pack holds and what may be wrong with it.

`tables` is the one definition of every table and column: the readers, the checks, the published Table Schemas and
`docs/pack.md` are all made from it. `defects` names each rule; `checks` finds the defects of meaning that no
single cell shows (the form of cells and files is checked where they are read).
"""
