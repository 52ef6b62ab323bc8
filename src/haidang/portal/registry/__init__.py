"""
The city's tables as they were loaded: every row with the revision that recorded it, none ever changed or deleted.

The third clock: a row is recorded in a revision and retired in a later one, so that every revision can be asked again.
"""
