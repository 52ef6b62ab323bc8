"""
What rows mean together: keys, references, trees, figures, targets, successions, formulas.

Each file takes the content of a pack and returns findings; `checking` puts them together. Checks pass by what an
earlier one has named already (a number that is none has no bounds).
"""
