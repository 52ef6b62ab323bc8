"""
What pages and data answer from: the evidence of a revision, the clock, the reader's language, and what can be wrong with a request.

Pages (`site`) and data for programs (`feeds`) do not know each other; what both need is here.
"""
