"""What the library's table of jobs does not hold: when a worker was last seen at work."""

from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """
    The last sign of life of a worker that is doing a job; without a job it has no row.

    Attributes
    ----------
    worker_id
        As the job names it.
    seen_at
        By the clock of its machine.
    """

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the worker."""
        return self.worker_id
