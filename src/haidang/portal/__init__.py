"""
The portal: the review on the web, for everyone, without an account.

One folder an app; an upper app may import a lower one. `registry` holds the city's tables as they were loaded,
revision by revision, and answers as `Evidence`; `site` shows what the flows make of it. No rule of the domain stands here.
"""
