"""
What is slow and not done in a request: jobs as rows of a table, and who does them.

It knows no job: a job is a function above, marked by `kinds.job`.
"""
