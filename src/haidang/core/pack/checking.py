"""All checks of a pack's content, in one call."""

from __future__ import annotations

from haidang.core.pack.cells import check_cells
from haidang.core.pack.checks.derivations import check_formulas
from haidang.core.pack.checks.expectations import check_expectations
from haidang.core.pack.checks.figures import check_figures
from haidang.core.pack.checks.keys import check_keys, check_references
from haidang.core.pack.checks.own_rules import check_own_rules, check_validations
from haidang.core.pack.checks.promises import check_successions, check_targets
from haidang.core.pack.checks.spans import check_bounds, check_spans
from haidang.core.pack.checks.trees import check_trees
from haidang.core.pack.checks.warnings import check_warnings
from haidang.core.pack.content import Content
from haidang.core.pack.defects import Findings
from haidang.core.pack.tables import TABLES

_ERRORS = (
    check_keys,
    check_references,
    check_trees,
    check_spans,
    check_bounds,
    check_figures,
    check_targets,
    check_successions,
    check_expectations,
    check_formulas,
    check_validations,
)


def check_content(content: Content, *, with_warnings: bool) -> Findings:
    """
    Return every defect of a pack's tables.

    Parameters
    ----------
    content
        The pack as read.
    with_warnings
        Whether to look for what a person should see too; reading for use needs errors alone.
    """
    findings = content.findings()
    for table in TABLES:
        if table.name in content.frames:
            findings.merge(check_cells(content, table))
    for check in _ERRORS:
        findings.merge(check(content))
    if with_warnings:
        findings.merge(check_warnings(content))
        # what has errors makes no figures
        if not findings.count("error") and not any(content.lacking.values()):
            findings.merge(check_own_rules(content))
    return findings
