"""The rows of the audit and the seals upon them."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """
    A batch of rows closed by a hash, over the seal before it and a hash of each row; how it is made stands in `chain`.

    Attributes
    ----------
    number
        1, 2, 3 and so on.
    day
        Of the first seal of a day, that day: its hash is the head that is published. The others have none.
    sealed_at
        When.
    count
        How many rows it closes; the first seal of a day may close none.
    leaves
        Of each row, in the order of their ids, the id and its hash: so that the one that does not fit can be named.
    before, sha256
        The hash of the seal before, empty for the first one; and its own.
    """

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField(unique=True, null=True)
    sealed_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    leaves = models.BinaryField()
    before = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Return number and the beginning of the hash."""
        return f"{self.number} {self.sha256[:12]}"


class AuditRow(models.Model):
    """
    One write.

    Attributes
    ----------
    at
        When, by the clock of the portal.
    by_key, for_key
        Account of who wrote, and of the person in whose stead; keys that name nobody by themselves.
    role, body_id
        The office in which it was written.
    act
        What was done, for example `entry.check`.
    table, key
        What it was done to.
    fields
        JSON list: the names of the fields that were written.
    values, salt, commitment
        JSON object: of those that everyone may see, the values; a salt of chance, and the hash of both. The hash alone is
        sealed, so that values and salt can be erased when a law says so. Empty without values, and once erased.
    digests
        JSON object: of personal text, by field, a digest keyed with the writer's own key.
    seal
        None until it is sealed.
    """

    at = models.DateTimeField()
    by_key = models.CharField(max_length=40)
    for_key = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20)
    body_id = models.TextField(blank=True)
    act = models.CharField(max_length=40)
    table = models.CharField(max_length=40)
    key = models.TextField()
    fields = models.TextField()
    values = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    digests = models.TextField()
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="rows", null=True)

    class Meta:
        """Django's options."""

        indexes = (
            models.Index(fields=("table", "key"), name="audit_of"),
            models.Index(fields=("by_key",), name="audit_by"),
            models.Index(fields=("at",), name="audit_at"),
        )

    def __str__(self) -> str:
        """Return what was done to what."""
        return f"{self.act} {self.table} {self.key}"
