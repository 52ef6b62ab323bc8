"""What can be wrong with entries and their moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from haidang.base.errors import HaidangError
from haidang.base.text import Said, say
from haidang.core.pack.defects import Finding


class ConflictError(HaidangError):
    """
    Something that another person did in the meantime; says what, and in which office.

    Attributes
    ----------
    key
        The entry that is in the way; None without one.
    """

    def __init__(self, problem: Said, remedy: Said, where: str = "", *, key: UUID | None = None) -> None:
        super().__init__(problem, remedy, where)
        self.key = key


class DefectsError(HaidangError):
    """
    Rows that cannot go further as they are; nothing was written.

    Attributes
    ----------
    findings
        What is wrong, by the key of the entry: errors, and warnings that ask for a remark.
    """

    def __init__(self, findings: Mapping[UUID, Sequence[Finding]]) -> None:
        super().__init__(
            say("{count} rows cannot go further as they are; nothing was written.", count=len(findings)),
            say("Mend what is named, and say in a remark why an unusual figure is right."),
        )
        self.findings = findings
