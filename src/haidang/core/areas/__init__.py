"""
Areas and what became of them.

`area` holds areas, successions and the territory version of a day; `rebasing` carries figures of one territory
onto another by known shares, gives bounds where shares are unknown, and refuses where nothing honest can be said.
"""
