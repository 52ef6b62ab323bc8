"""Commitments: what was asked, ordered or promised, and what became public of it."""
