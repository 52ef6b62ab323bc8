"""The tree of bodies out of evidence."""

from __future__ import annotations

from haidang.core.bodies.tree import BodyTree, make_tree
from haidang.core.evidence import Evidence


def tree_of(evidence: Evidence) -> BodyTree:
    """Return the bodies with what became of them."""
    followed = [
        (each.from_id, each.to_id) for each in evidence.successions() if each.kind == "body" and each.from_id
    ]
    return make_tree(evidence.bodies(), followed)
