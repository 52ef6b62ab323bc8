"""
Indicators and their figures: what is measured, by whom, known when.

`series` holds the rules of vintages, rivals and the day as of which one asks; `measures` what each kind of number
can be; `formulas` how an indicator follows from others. Areas and territory versions are left to `areas`, judging
targets to `targets`.
"""
