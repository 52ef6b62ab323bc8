"""The addresses of the portal, and what answers an address that is none."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("haidang.portal.feeds.urls")),
    path("accounts/", include("haidang.portal.desk.account_urls")),
    path("desk/", include("haidang.portal.desk.urls")),
    path("", include("haidang.portal.site.urls")),
]

handler400 = "haidang.portal.site.answers.bad_request"
handler404 = "haidang.portal.site.answers.not_found"
handler500 = "haidang.portal.site.answers.defect"
