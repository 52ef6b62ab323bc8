"""The addresses of the desk."""

from __future__ import annotations

from django.urls import path

import haidang.portal.reading.converters  # noqa: F401  registers what stands in the addresses
from haidang.portal.desk.paging import READ
from haidang.portal.desk.views import (
    account,
    audit,
    calendar,
    entries,
    figures,
    followed,
    grid,
    home,
    jobs,
    people,
    rows,
    tokens,
    uploads,
    withheld,
)
from haidang.portal.reading.methods import takes

app_name = "desk"
urlpatterns = [
    path("", takes(*READ)(home.start), name="start"),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/people", people.people, name="people"),
    path("<language:language>/people/new", people.new, name="person_new"),
    path("<language:language>/people/<str:key>", people.person, name="person"),
    path("<language:language>/machines", tokens.tokens, name="tokens"),
    path("<language:language>/machines/<str:key>", tokens.machine, name="machine"),
    path("<language:language>/account", account.account, name="account"),
    path("<language:language>/figures/new", figures.figure, name="figure"),
    path("<language:language>/grid", grid.grid, name="grid"),
    path("<language:language>/followed", followed.followed, name="followed"),
    path("<language:language>/uploads", uploads.uploads, name="uploads"),
    path("<language:language>/uploads/template", uploads.template, name="template"),
    path("<language:language>/uploads/<uuid:key>", uploads.upload, name="upload"),
    path("<language:language>/entries", entries.entries, name="entries"),
    path("<language:language>/entries/<uuid:key>", entries.entry, name="entry"),
    path("<language:language>/entries/<uuid:key>/mend", figures.mend, name="mend"),
    path("<language:language>/rows", rows.tables, name="tables"),
    path("<language:language>/rows/<slug:table>", rows.rows, name="rows"),
    path("<language:language>/rows/<slug:table>/new", rows.new, name="row_new"),
    path("<language:language>/rows/<slug:table>/change", rows.change, name="row_change"),
    path("<language:language>/entries/<uuid:key>/row", rows.mend, name="row_mend"),
    path("<language:language>/calendar", calendar.calendar, name="calendar"),
    path("<language:language>/withheld", withheld.withheld, name="withheld"),
    path("<language:language>/withheld/<slug:table>", withheld.rows, name="withheld_rows"),
    path("<language:language>/withheld/<slug:table>/withhold", withheld.withhold, name="withhold"),
    path("<language:language>/withheld/<slug:table>/release", withheld.release, name="release"),
    path("<language:language>/withheld/<slug:table>/remove", withheld.remove, name="remove"),
    path("<language:language>/jobs", jobs.jobs, name="jobs"),
    path("<language:language>/jobs/<uuid:key>/again", jobs.try_again, name="job_again"),
    path("<language:language>/audit", audit.audit, name="audit"),
    path("<language:language>/audit.csv", audit.audit_csv, name="audit_csv"),
    path("<language:language>/audit/<int:number>", audit.audit_row, name="audit_row"),
]
