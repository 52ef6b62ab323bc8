"""Which functions are jobs, and what each says of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult
from typing_extensions import ParamSpec

from haidang.base.text import Said, say

P = ParamSpec("P")
JobRow: TypeAlias = DBTaskResult[..., Any]
"""A job in the queue."""

FIRST = 50
"""The priority of what is short, or awaited by a person: it does not wait behind odds."""
_WHAT: dict[str, Callable[..., Said]] = {}


def job(what: Callable[P, Said]) -> Callable[[Callable[P, Said]], Task[P, Said]]:
    """
    Make a job of a function of a module, to be put into the queue with `enqueue`.

    It must be idempotent: after a failure, or when its worker was killed, it is done again from the beginning. It returns
    what it did, as a sentence, and takes values that JSON has.

    Parameters
    ----------
    what
        From the same values, what the job is, as a sentence.
    """

    def make(function: Callable[P, Said]) -> Task[P, Said]:
        made: Task[P, Said] = task(function)
        _WHAT[made.module_path] = what
        return made

    return make


def call(row: JobRow) -> Said:
    """Do a job and return what it did."""
    given = row.args_kwargs
    done: Said = row.task.func(*given["args"], **given["kwargs"])
    return done


def what_of(row: JobRow) -> Said:
    """Return what a job is; the name of its function when this version of the program has it no more."""
    given = row.args_kwargs
    try:
        return _WHAT[row.task.module_path](*given["args"], **given["kwargs"])
    except (ImportError, KeyError, TypeError):
        return say("{name}", name=row.task_path)
