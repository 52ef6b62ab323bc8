"""
Roles and permissions: the one table of who may do what. It knows no database, so that the documentation is made from it.

Where a permission holds, and for whom on a day, is asked of `permissions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from haidang.base.text import Said, say

EDITOR, APPROVER, LEADER, AUDITOR, ADMINISTRATOR, MACHINE = (
    "editor",
    "approver",
    "leader",
    "auditor",
    "administrator",
    "machine",
)
ROLES: Mapping[str, Said] = {
    EDITOR: say("Editor"),
    APPROVER: say("Approver"),
    LEADER: say("Leader"),
    AUDITOR: say("Auditor"),
    ADMINISTRATOR: say("Administrator"),
    MACHINE: say("Machine"),
}
"""Roles and what they are called. Residents need no account."""
PERSONS = (EDITOR, APPROVER, LEADER, AUDITOR, ADMINISTRATOR)
OF_THE_WHOLE = (AUDITOR, ADMINISTRATOR)
"""Roles that are of the whole city, and never of one body."""
DELEGABLE = (EDITOR, APPROVER, LEADER)

FACTOR_RESPONSIBLE, FACTOR_ALL, FACTOR_NOBODY = "responsible", "all", "nobody"
"""Of whom a portal asks a second factor."""


@dataclass(frozen=True, slots=True)
class Permission:
    """
    A permission.

    Attributes
    ----------
    code, doc
        Its code, and what it lets do.
    roles
        Which roles have it.
    is_guarded
        Whether it decides over what others see or may do, so that a portal may ask for a second factor first.
    """

    code: str
    doc: str
    roles: tuple[str, ...]
    is_guarded: bool = False


PERMISSIONS = (
    Permission("desk.open", "Open the desk, the own account, and what the calendar expects.", PERSONS),
    Permission("entries.see", "See what was entered and is not published.", (EDITOR, APPROVER, LEADER, AUDITOR)),
    Permission("entries.enter", "Enter figures and other rows, mend and withdraw the own ones.", (EDITOR, MACHINE)),
    Permission("entries.check", "Check what others entered, or send it back.", (APPROVER,), is_guarded=True),
    Permission("entries.publish", "Publish what others entered and checked, or send it back.", (APPROVER,), is_guarded=True),
    Permission("offices.delegate", "Let somebody stand in for oneself in an own office.", DELEGABLE),
    Permission("people.manage", "Make accounts, give and end offices, make tokens for machines.", (ADMINISTRATOR,), is_guarded=True),
    Permission("rows.withhold", "Withhold rows from the public, release them, remove them by law.", (ADMINISTRATOR,), is_guarded=True),
    Permission("jobs.see", "See jobs, and have one tried again.", (ADMINISTRATOR,), is_guarded=True),
    Permission("audit.read", "Read and search the audit.", (AUDITOR,)),
)  # fmt: skip
BY_CODE: Mapping[str, Permission] = {each.code: each for each in PERMISSIONS}

SCOPES = ("entries.enter",)
"""What a machine's token may be used for: never to check, to publish or to manage."""
