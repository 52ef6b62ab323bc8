"""
What every other room stands on: errors, texts, periods, days, units, intervals.

Imports nothing of the project and nothing heavy; knows no file, no clock and no chance.
"""
