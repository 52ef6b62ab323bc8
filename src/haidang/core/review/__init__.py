"""
The review: what a document promised, what was officially said of it, what the figures show.

`lines` judges single targets, `missing` says what would make the rest checkable and who owes it, `reviewing` puts the five parts together.
"""
