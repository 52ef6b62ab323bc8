"""
The kinds of target, one small file each, with its definition in docs/methods.

Each file has `NEEDS`, the columns without which a target of the kind says nothing, and `judge`.
"""
