"""
Targets: what documents promise and what the figures say of it.

`target` holds the promise and the official assessment, `verdict` what a judgement is made of, `case` what a judge is given, `course` the
rules shared by several kinds, `kinds` one small file a kind, `judging` puts them to work. Three statuses stay apart: official, evidence,
schedule. Unknown is a status with a reason; it is never good and never a failure.
"""
