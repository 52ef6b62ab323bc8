"""
The command line: words to a flow, its result told and drawn.

One file a command group. Nothing slow is imported before a command runs, so that help and completion are quick. Data goes to
standard output, words about it to standard error.
"""
