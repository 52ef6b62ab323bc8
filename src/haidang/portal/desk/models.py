"""What is handed in as a file or as pasted text, until it is decided on: no entry yet."""

from __future__ import annotations

import uuid

from django.db import models


class Upload(models.Model):
    """
    A file, or pasted text, with the rows that were read of it.

    Attributes
    ----------
    key
        Made by the page that sends it: the same one twice is the same upload.
    by_key, body_id
        Account that handed it in, and the body whose figures they are.
    enterers
        Accounts that had a hand in its rows, as a JSON list: they check none of them.
    language
        Of the page: in its form what is written is read, unless the file says otherwise.
    is_pasted, file_name, sha256
        How it came in.
    content
        Its bytes; None once they are read.
    state
        Where it stands.
    done, total
        Rows checked, and how many there are in all.
    troubles
        JSON: what is wrong with the file as a whole, told in all languages.
    run
        Which run of the job writes the rows.
    places
        JSON: the letters of the columns in the sheet.
    taken
        Rows that became entries.
    """

    class State(models.TextChoices):
        """Where an upload stands: waits to be checked, waits for a decision, is decided on."""

        WAITING = "waiting"
        CHECKED = "checked"
        DECIDED = "decided"

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by_key = models.CharField(max_length=40)
    body_id = models.TextField()
    enterers = models.TextField(default="[]")
    language = models.CharField(max_length=2)
    is_pasted = models.BooleanField(default=False)
    file_name = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    troubles = models.TextField(default="[]")
    run = models.CharField(max_length=64, blank=True)
    places = models.TextField(default="{}")
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        """Django's options."""

        indexes = (models.Index(fields=("state", "made_at"), name="upload_state"),)

    def __str__(self) -> str:
        """Return state and key."""
        return f"{self.state} {self.key}"


class UploadRow(models.Model):
    """
    A row that was read, and is not decided on yet.

    Attributes
    ----------
    number
        As a spreadsheet counts it.
    key
        Of the entry that it becomes.
    cells
        JSON: what is proposed, texts as in the pack; what could not be read as it was found.
    unread
        JSON: what could not be read, by column, told in all languages.
    troubles
        JSON: what else is wrong, told in all languages, with its column.
    remark
        Words for those who check.
    is_wrong, is_asked
        Whether it cannot go on as it is; whether it only asks for a remark.
    is_sure
        Whether who handed it in has said that an unusual figure is right.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.UUIDField(default=uuid.uuid4)
    cells = models.TextField()
    unread = models.TextField(default="[]")
    troubles = models.TextField(default="[]")
    remark = models.TextField(blank=True)
    is_wrong = models.BooleanField(default=False)
    is_asked = models.BooleanField(default=False)
    is_sure = models.BooleanField(default=False)

    class Meta:
        """Django's options."""

        constraints = (models.UniqueConstraint(fields=("upload", "number"), name="upload_row_once"),)

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)
