"""
How good forecasts were, once the outcome is known.

`probabilities` scores chances of a yes or no, `distributions` scores sample paths, quantiles and ranges of a number,
`uncertainty` says how far such a score could be chance, `inputs` refuses what cannot be scored. All scores are
negatively oriented: smaller is better. Which forecast belongs to which outcome, what was known on which day and
which baseline is fair are left to `review`; here are only arrays.
"""
