"""
The review: what a document promised, what was officially said of it, what the figures show.

`lines` judges single targets, `missing` says what would make the rest checkable and who owes it, `reviewing` puts the five parts together.
`changes` holds two days against each other and `causes` says why they differ; `brief` is the leader's page.
"""
