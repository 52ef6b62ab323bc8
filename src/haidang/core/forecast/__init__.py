"""
Forecasts: what an indicator may become, as sample paths.

`scales` says on which scale a measure moves; `history` what was known of the years by a day, `nowcast` what the part
of a year says of the whole; `pooling` what indicators of one measure teach each other; `drawing` draws the paths, and
`forecasting` puts it together. `together` says what several probabilities make jointly. Whether a target is met on a
path is left to `targets`, scores to `scoring`. Method: docs/methods/odds.md.
"""
