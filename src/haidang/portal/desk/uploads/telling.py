"""Uploads as people see them in lists."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils import timezone

from haidang.base.text import Said, say
from haidang.portal.accounts.permissions import bodies_of
from haidang.portal.desk.forms.subject import ENTER
from haidang.portal.desk.models import Upload
from haidang.portal.desk.naming import Bodies, names_of
from haidang.portal.desk.paging import Desk

STATES: Mapping[str, Said] = {
    Upload.State.WAITING: say("Being checked"),
    Upload.State.CHECKED: say("Waits for your decision"),
    Upload.State.DECIDED: say("Decided"),
}


def list_uploads(desk: Desk) -> QuerySet[Upload]:
    """Return the uploads that who asks may see, the last one first, without their bytes."""
    bodies = bodies_of(desk.holder, ENTER, desk.tree, desk.today)
    return Upload.objects.filter(body_id__in=bodies).defer("content").order_by("-made_at", "key")


def tell_upload(desk: Desk, upload: Upload) -> Mapping[str, object]:
    """Return what a list says of an upload."""
    return {
        "upload": upload,
        "name": upload.file_name,
        "body": Bodies(desk).name(upload.body_id),
        "state": STATES[upload.state],
        "who": names_of([upload.by_key], desk.t)[upload.by_key],
        "when": desk.t.moment(timezone.localtime(upload.made_at)),
        "done": desk.t.number(upload.done, 0),
        "total": desk.t.number(upload.total, 0),
        "taken": desk.t.number(upload.taken, 0),
    }
