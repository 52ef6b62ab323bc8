"""The addresses of the pages."""

from __future__ import annotations

from django.urls import path, register_converter

from haidang.portal.site import converters
from haidang.portal.site.views.areas import area, areas
from haidang.portal.site.views.calendar import calendar
from haidang.portal.site.views.commitments import commitments
from haidang.portal.site.views.compare import compare
from haidang.portal.site.views.documents import document, documents
from haidang.portal.site.views.embeds import embed
from haidang.portal.site.views.indicators import indicator, indicators
from haidang.portal.site.views.leader import leader
from haidang.portal.site.views.methods import method, methods
from haidang.portal.site.views.odds import odds
from haidang.portal.site.views.removals import removals
from haidang.portal.site.views.review import review
from haidang.portal.site.views.score import record, score
from haidang.portal.site.views.seals import feed, seals
from haidang.portal.site.views.search import search
from haidang.portal.site.views.sources import source, sources
from haidang.portal.site.views.start import icon, robots, start
from haidang.portal.site.views.targets import target, targets

register_converter(converters.Form, "form")
register_converter(converters.Name, "name")

app_name = "site"
urlpatterns = [
    path("", start, name="start"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", icon, name="icon"),
    path("embed/<language:language>/", embed, name="embed-overview"),
    path("embed/<language:language>/<path:rest>", embed, name="embed"),
    path("<language:language>/", review, name="overview"),
    path("<language:language>/review<form:form>", review, name="review"),
    path("<language:language>/targets<form:form>", targets, name="targets"),
    path("<language:language>/targets/<name:target_id><form:form>", target, name="target"),
    path("<language:language>/indicators<form:form>", indicators, name="indicators"),
    path("<language:language>/indicators/<name:indicator_id><form:form>", indicator, name="indicator"),
    path("<language:language>/odds/<name:indicator_id><form:form>", odds, name="odds"),
    path("<language:language>/documents<form:form>", documents, name="documents"),
    path("<language:language>/documents/<name:document_id><form:form>", document, name="document"),
    path("<language:language>/areas<form:form>", areas, name="areas"),
    path("<language:language>/areas/<name:area_id><form:form>", area, name="area"),
    path("<language:language>/commitments<form:form>", commitments, name="commitments"),
    path("<language:language>/calendar<form:form>", calendar, name="calendar"),
    path("<language:language>/record<form:form>", record, name="record"),
    path("<language:language>/score<form:form>", score, name="score"),
    path("<language:language>/seals<form:form>", seals, name="seals"),
    path("<language:language>/seals.atom", feed, name="seals-feed"),
    path("<language:language>/removals<form:form>", removals, name="removals"),
    path("<language:language>/sources<form:form>", sources, name="sources"),
    path("<language:language>/sources/<name:source_id><form:form>", source, name="source"),
    path("<language:language>/methods<form:form>", methods, name="methods"),
    path("<language:language>/methods/<name:method_id><form:form>", method, name="method"),
    path("<language:language>/search<form:form>", search, name="search"),
    path("<language:language>/compare<form:form>", compare, name="compare"),
    path("<language:language>/leader<form:form>", leader, name="leader"),
]
