"""Circles: of parents, of successions, of composites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from haidang.core.pack.content import ROW, Content, told_at
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.tables import LIST_SEPARATOR

_EDGES = (
    ("areas", "area_id", "parent_id", ""),
    ("bodies", "body_id", "parent_id", ""),
    ("documents", "document_id", "parent_id", ""),
    ("successions", "from_id", "to_id", "kind"),  # an area and a body may have one identifier
    ("targets", "target_id", "parts", ""),
)


def check_trees(content: Content) -> Findings:
    """Return one finding for each circle."""
    findings = content.findings()
    for table, source, target, kind in _EDGES:
        if content.judged(table).height == 0:
            continue
        frame = content.frame(table)
        for part in frame.partition_by(kind) if kind and frame.height else [frame]:
            _check_circles(part, source, target, content.file(table), findings)
    return findings


def _check_circles(frame: pl.DataFrame, source: str, target: str, file: str, findings: Findings) -> None:
    edges: dict[str, list[str]] = {}
    rows: dict[tuple[str, str], int] = {}
    for row, start, ends in frame.select(ROW, source, target).iter_rows():
        for end in ends.split(LIST_SEPARATOR) if start and ends else ():
            edges.setdefault(start, []).append(end.strip())
            rows.setdefault((start, end.strip()), row)
    for circle in find_circles(edges):
        path = " → ".join([*circle, circle[0]])
        row = told_at(*(rows[edge] for edge in zip(circle, [*circle[1:], circle[0]], strict=True)))
        findings.add(Finding("cycle", file, row, target, circle[0], {"path": path}))


def find_circles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """
    Return circles of a directed graph, each once, beginning with its least member.

    Of rows that form several circles together at least one is returned, of others all.

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
