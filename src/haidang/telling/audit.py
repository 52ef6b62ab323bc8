"""The audit, told: what was done, in words; and what was found when the chain of seals was computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from haidang.base.text import Said, say
from haidang.telling.columns import ONE
from haidang.telling.report import Report, Section
from haidang.telling.teller import Teller

ACTS: Mapping[str, Said] = {
    "entry.save": say("Saved an entry"),
    "entry.submit": say("Submitted an entry"),
    "entry.take_back": say("Took an entry back"),
    "entry.discard": say("Discarded an entry"),
    "entry.check": say("Checked an entry"),
    "entry.publish": say("Published an entry"),
    "entry.send_back": say("Sent an entry back"),
    "pack.load": say("Loaded a pack"),
    "odds.record": say("Recorded odds"),
    "data.follow": say("Noted until when tables were followed"),
    "row.withhold": say("Withheld a row"),
    "row.release": say("Gave a withheld row back"),
    "row.remove": say("Removed a row by law"),
    "audit.erase": say("Erased values from the audit"),
    "account.add": say("Made an account"),
    "account.change": say("Changed an account"),
    "account.disable": say("Disabled an account"),
    "account.enable": say("Enabled an account"),
    "account.erase": say("Erased an account"),
    "account.link": say("Gave a link for a new password"),
    "account.set_password": say("Set a password"),
    "account.add_totp": say("Set up a second factor"),
    "account.remove_totp": say("Gave up a second factor"),
    "account.add_recovery_codes": say("Made recovery codes"),
    "account.remove_recovery_codes": say("Gave up recovery codes"),
    "account.reset_second_factor": say("Took a second factor away"),
    "account.renew_recovery_codes": say("Made new recovery codes"),
    "account.sign_in": say("Signed in"),
    "account.sign_in_refused": say("Was refused at sign-in"),
    "account.code_refused": say("Gave a wrong code at sign-in"),
    "account.sign_out": say("Signed out"),
    "office.give": say("Gave an office"),
    "office.end": say("Ended an office"),
    "delegation.give": say("Let somebody stand in"),
    "delegation.end": say("Ended a standing in"),
    "token.make": say("Made a token"),
    "token.revoke": say("Revoked a token"),
    "job.retry": say("Had a job tried again"),
    "upload.hand_in": say("Handed in a file"),
    "upload.correct": say("Corrected an upload"),
    "upload.leave": say("Gave up an upload"),
}
"""What was done, by the code of the act."""
TABLES: Mapping[str, Said] = {
    "entries": say("Entry"),
    **ONE,
    "revisions": say("Revision of the data"),
    "accounts": say("Account"),
    "offices": say("Office"),
    "delegations": say("Standing in"),
    "tokens": say("Token"),
    "jobs": say("Job"),
    "uploads": say("Upload"),
}
"""To what it was done, by the name of the table."""
NO_PERSON: Mapping[str, Said] = {"system": say("The portal itself"), "operator": say("The command line")}
"""Who writes without an account, by the key that stands in its place."""


@dataclass(frozen=True, slots=True)
class Link:
    """
    A seal of the chain.

    Attributes
    ----------
    number
        Its number.
    at
        When it was made, on the clock of the city.
    sha256
        Its hash.
    """

    number: int
    at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Verified:
    """
    What was found in the chain.

    Attributes
    ----------
    rows, seals
        How many fit, up to the flaw where there is one.
    last
        The newest seal that fits; None without any.
    head, found
        The hash that was asked for, empty for none, and its seal.
    flaw
        The first thing that does not fit; None when all does.
    unsealed, erased
        Rows that no seal closes yet, and those whose values were erased.
    late, first_late
        Rows that state a moment well before the seal before theirs, and the id of the first.
    """

    rows: int = 0
    seals: int = 0
    last: Link | None = None
    head: str = ""
    found: Link | None = None
    flaw: Said | None = None
    unsealed: int = 0
    erased: int = 0
    late: int = 0
    first_late: int = 0


def tell_verified(found: Verified, t: Teller) -> Report:
    """Tell what the chain shows and what it cannot show."""
    shown = _shown(found, t)
    return Report(
        language=t.language,
        title=t.say("The audit, computed anew"),
        lead=_lead(found, t),
        notices=(),
        sections=(
            *((Section("shown", t.say("What this shows"), shown),) if shown else ()),
            Section("not_shown", t.say("What it cannot show"), _not_shown(found, t)),
        ),
        footer=(),
        make_data=lambda: _data(found, t),
    )


def _lead(found: Verified, t: Teller) -> str:
    if found.flaw is not None:
        return t.say("The audit is not what it was: {flaw}", flaw=found.flaw)
    if found.last is None:
        return t.say("Nothing is sealed yet.")
    return t.say(
        "The audit is whole: {rows} rows in {seals} seals fit together.",
        rows=t.number(found.rows),
        seals=t.number(found.seals),
    )


def _shown(found: Verified, t: Teller) -> tuple[str, ...]:
    if found.last is None:
        return ()
    if found.flaw is not None:
        fits = t.say(
            "Up to there {rows} rows in {seals} seals fit together, the last one of {moment}.",
            rows=t.number(found.rows),
            seals=t.number(found.seals),
            moment=t.moment(found.last.at),
        )
        return (fits,)
    newest = t.say(
        "The newest seal is number {number}, of {moment}; its hash is {sha256}.",
        number=str(found.last.number),
        moment=t.moment(found.last.at),
        sha256=found.last.sha256,
    )
    if found.found is not None:
        since = t.say(
            "The head that you gave is that of seal {number}, of {moment}. Of the rows sealed by then none was changed or taken away since that head was published, and none was put in between.",
            number=str(found.found.number),
            moment=t.moment(found.found.at),
        )
        return since, newest
    alone = t.say(
        "Every sealed row is as its seal has it, none is missing and none was put in between. Whether somebody made the chain anew from some row on, or took away its end, only a head tells that was published before: give one with --head."
    )
    return alone, newest


def _not_shown(found: Verified, t: Teller) -> tuple[str, ...]:
    told = [
        t.say(
            "Rows not sealed yet: {count}. Whether one of them was changed or taken away cannot be told.",
            count=t.number(found.unsealed),
        ),
        t.say("What was done and never recorded leaves no gap."),
        t.say(
            "The moments are those of the portal's clock; the chain shows in which order rows were sealed, not that the clock was right."
        ),
        t.say(
            "Digests of personal text fit as they stand; of which words they were made can be told only as long as the account of who wrote them is there."
        ),
    ]
    if found.late:
        told.append(
            t.say(
                "Rows that state a moment more than an hour before the seal before theirs: {count}, the first is row {row}. They were committed late, or dated back.",
                count=t.number(found.late),
                row=str(found.first_late),
            )
        )
    if found.erased:
        told.append(
            t.say(
                "Rows whose values were erased, as a law may ask: {count}. Their hashes still fit.",
                count=t.number(found.erased),
            )
        )
    return tuple(told)


def _data(found: Verified, t: Teller) -> dict[str, object]:
    return {
        "format": "haidang-audit/1",
        "fits": found.flaw is None,
        "flaw": t(found.flaw) if found.flaw is not None else None,
        "rows": found.rows,
        "seals": found.seals,
        "last": _link(found.last),
        "head": found.head or None,
        "head_seal": _link(found.found),
        "unsealed": found.unsealed,
        "erased": found.erased,
        "late": found.late,
    }


def _link(link: Link | None) -> dict[str, object] | None:
    return (
        {"number": link.number, "sealed_at": link.at.isoformat(), "sha256": link.sha256}
        if link is not None
        else None
    )
