"""Sentences in templates, in the language of the page: {% say "Sent back by {who}." who=name %}."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from haidang.base.text import Said

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: RequestContext, sentence: str, **params: object) -> str:
    """Return a sentence in the language of the page; the catalogues are made from templates too."""
    told: str = context["t"](Said(sentence, params))
    return told


@register.simple_tag(takes_context=True)
def tell(context: RequestContext, said: Said | str) -> str:
    """Return what is told elsewhere, in the language of the page."""
    told: str = context["t"](said)
    return told
