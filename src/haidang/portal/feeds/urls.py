"""The addresses of the API."""

from __future__ import annotations

from django.urls import path

from haidang.portal.feeds.api import api
from haidang.portal.feeds.reference import openapi, reference

app_name = "feeds"
urlpatterns = [
    path("", reference, name="reference"),
    path("openapi.json", openapi, name="openapi"),
    path("", api.urls),
]
