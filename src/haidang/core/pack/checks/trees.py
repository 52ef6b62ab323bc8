"""Circles: of parents, of successions, of composites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.tables import LIST_SEPARATOR

_EDGES = (
    ("areas", "area_id", "parent_id"),
    ("bodies", "body_id", "parent_id"),
    ("documents", "document_id", "parent_id"),
    ("successions", "from_id", "to_id"),
    ("targets", "target_id", "parts"),
)


def check_trees(content: Content) -> Findings:
    """Return one finding for each circle."""
    findings = Findings()
    for table, source, target in _EDGES:
        frame = content.frame(table)
        if source not in frame.columns or target not in frame.columns:
            continue
        edges: dict[str, list[str]] = {}
        rows: dict[str, int] = {}
        for row, start, ends in frame.select(ROW, source, target).iter_rows():
            if start and ends:
                edges.setdefault(start, []).extend(end.strip() for end in ends.split(LIST_SEPARATOR))
                rows.setdefault(start, row)
        for circle in find_circles(edges):
            path = " → ".join([*circle, circle[0]])
            findings.add(
                Finding("cycle", content.file(table), rows[circle[0]], target, circle[0], {"path": path})
            )
    return findings


def find_circles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """
    Return the circles of a directed graph, each once, beginning with its least member.

    Parameters
    ----------
    edges
        Successors of each node.
    """
    done: set[str] = set()
    circles: set[tuple[str, ...]] = set()
    for root in edges:
        if root in done:
            continue
        path: list[str] = [root]
        places = {root: 0}
        todo = [iter(edges.get(root, ()))]
        while todo:
            following = next(todo[-1], None)
            if following is None:
                todo.pop()
                left = path.pop()
                del places[left]
                done.add(left)
            elif following in places:
                circle = path[places[following] :]
                least = circle.index(min(circle))
                circles.add(tuple(circle[least:] + circle[:least]))
            elif following not in done:
                places[following] = len(path)
                path.append(following)
                todo.append(iter(edges.get(following, ())))
    return sorted(circles)
