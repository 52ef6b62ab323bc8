"""
People and machines that write: accounts, their offices over the tree of bodies, who stands in for whom, tokens.

The one place that says who may do what is `permissions`. Personal data stand in the accounts alone.
"""
