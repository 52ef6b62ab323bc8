"""Entries, the batches they came in, and their steps."""

from __future__ import annotations

import uuid

from django.db import models


class Batch(models.Model):
    """
    What was handed in at once: a form, a grid, a file, what was pasted, a message of a machine.

    Attributes
    ----------
    key
        Made by whoever hands it in, before: the same one twice is the same batch, and is done once.
    way
        How it came in.
    body_id
        Whose rows they are.
    by_key
        Account that handed it in.
    file_name, file_sha256
        Of a file.
    """

    class Way(models.TextChoices):
        """How a batch came in."""

        FORM = "form"
        GRID = "grid"
        FILE = "file"
        PASTE = "paste"
        API = "api"

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    way = models.CharField(max_length=10, choices=Way)
    body_id = models.TextField()
    by_key = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    file_name = models.TextField(blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        """Return way and key."""
        return f"{self.way} {self.key}"


class State(models.TextChoices):
    """Where an entry stands."""

    DRAFT = "draft"
    ENTERED = "entered"
    CHECKED = "checked"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    DISCARDED = "discarded"


OPEN = (State.DRAFT, State.ENTERED, State.CHECKED, State.SENT_BACK)
"""States of an entry that is still on its way."""


class Entry(models.Model):
    """
    One proposed row of a table of the pack.

    Attributes
    ----------
    key
        Made by whoever enters it, before: the same one twice is the same entry.
    table, act, cells
        Which table; whether a row is added, changed or withdrawn; the cells as JSON, texts as in the pack.
    subject
        What it is about, as JSON: the cells of the key, without the day of publication. Of a subject one entry is open at a time.
    replaces, seen
        Of a change or a withdrawal: the key of the row it is about, as JSON, and the number of the revision in which it was seen.
    body_id
        The body that answers for it: who may see, check and publish it.
    state, version
        Where it stands; counts its changes, so that nobody changes what they have not seen.
    remark
        The enterer's words for those who check: why an unusual figure is right, for example. Never public.
    enterers, checkers
        Accounts that had a hand in it, as JSON lists.
    public_at
        When it becomes public, if later than its publication.
    revision
        Number of the revision in which it was published.
    """

    class Act(models.TextChoices):
        """What becomes of the row."""

        ADD = "add"
        CHANGE = "change"
        WITHDRAW = "withdraw"

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(default=1)
    table = models.CharField(max_length=40)
    act = models.CharField(max_length=10, choices=Act, default=Act.ADD)
    cells = models.TextField()
    subject = models.TextField()
    replaces = models.TextField(blank=True)
    seen = models.PositiveIntegerField()
    body_id = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    remark = models.TextField(blank=True)
    enterers = models.TextField(default="[]")
    checkers = models.TextField(default="[]")
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    public_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """Django's options."""

        constraints = (
            models.UniqueConstraint(
                fields=("table", "subject"),
                condition=models.Q(state__in=[each.value for each in OPEN]),
                name="entry_open_once",
            ),
        )
        indexes = (
            models.Index(fields=("state", "body_id", "moved_at"), name="entry_waiting"),
            models.Index(fields=("subject",), name="entry_subject"),
            models.Index(fields=("batch", "number"), name="entry_batch"),
        )

    def __str__(self) -> str:
        """Return table, subject and state."""
        return f"{self.table} {self.subject} {self.state}"


class Step(models.Model):
    """
    One step of an entry: who did what, in which office, and why.

    Attributes
    ----------
    version
        The version of the entry that it made.
    move
        One of `life.MOVES`.
    by_key, for_key, role, office_body_id
        Account, in whose stead, and the office.
    reason
        In own words; the desk alone reads it.
    cells
        The cells of this version as JSON where it changed them, else empty.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField()
    move = models.CharField(max_length=12)
    at = models.DateTimeField()
    by_key = models.CharField(max_length=40)
    for_key = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20)
    office_body_id = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    cells = models.TextField(blank=True)

    class Meta:
        """Django's options."""

        constraints = (models.UniqueConstraint(fields=("entry", "version"), name="step_once"),)

    def __str__(self) -> str:
        """Return move and version."""
        return f"{self.move} {self.version}"
