"""
Compiled loops: arrays in, arrays out.

They know no word of the domain; the doors in `core` check what goes in, allocate what comes out and give the positions
their names back.
"""
