"""
The desk: the pages of those who write, under `/desk/`. Nothing of it is public, and no cache keeps any of it.

Rules stand below, in `accounts` and `entries`; a page here reads a form, calls an action, and shows what came of it.
"""
