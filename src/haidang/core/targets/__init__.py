"""
Targets: what documents promise and what the figures say of it.

`target` holds the promise and the official assessment, `verdict` what a judgement is made of, `case` what a judge is
given, `promise` the line a figure is held against. `deciding`, `parts` and `course` hold the rules that several kinds share, `value` puts
them in order, `kinds` is one small file a kind, `judging` puts the kinds to work. Three statuses stay apart: official, evidence, schedule.
Unknown is a status with a reason; it is never good and never a failure.
"""
