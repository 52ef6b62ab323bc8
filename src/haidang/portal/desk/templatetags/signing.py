"""Forms of accounts in templates: those of signing in, {% told form as drawn %}, and those of pages that let several things be done."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.forms import BaseForm
from django.utils.safestring import SafeString, mark_safe

from haidang.portal.desk.doing import Deed
from haidang.portal.desk.forms.fields import Form
from haidang.portal.desk.forms.signing import told_form

register = template.Library()


@register.simple_tag
def told(form: BaseForm) -> Form:
    """Return a form of Django as one of the desk's."""
    return told_form(form)


@register.filter
def inline_svg(svg: str) -> SafeString:
    """Return a drawing that the portal made itself as a part of the page."""
    return mark_safe(svg[svg.index("<svg") :])


@register.filter
def at(deeds: Mapping[str, Deed], name: str) -> Deed | None:
    """Return one of the things that a page lets do."""
    return deeds.get(name)


@register.filter
def is_wrong(deed: Deed | None) -> bool:
    """Return whether something is wrong with the form of one."""
    return deed is not None and deed.form.is_wrong
