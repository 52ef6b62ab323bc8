"""Charts that were drawn: found again by every process, and never in the way when they cannot be."""

from __future__ import annotations

import pytest

SPEC = {"width": 40, "height": 30, "data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {}}


@pytest.fixture
def folder(tmp_path, settings_of_charts):
    return settings_of_charts(tmp_path / "charts")


@pytest.fixture
def settings_of_charts(monkeypatch):
    """Put the charts into a folder."""
    from django.core.cache import caches
    from django.test import override_settings

    from haidang.portal.config import settings

    changed = []

    def use(place):
        caches_now = {**settings.CACHES, "charts": {**settings.CACHES["charts"], "LOCATION": str(place)}}
        override = override_settings(CACHES=caches_now)
        override.enable()
        changed.append(override)
        return place

    yield use
    for override in changed:
        override.disable()
    caches.close_all()


@pytest.fixture
def drawings(monkeypatch) -> list[str]:
    """The titles of the charts that were drawn."""
    from haidang.portal.site import pictures

    made = []

    def draw_svg(spec, title, prefix):
        made.append(title)
        return f"<svg>{title} {prefix} {spec['width']}</svg>"

    monkeypatch.setattr(pictures, "draw_svg", draw_svg)
    return made


def draw(title="A", prefix="p", spec=SPEC):
    from haidang.portal.site.pictures import kept_svg

    return kept_svg(spec, title, prefix)


def test_a_chart_is_drawn_once_whatever_process_asks(folder, drawings):
    from django.core.cache import caches

    first = draw()
    caches.close_all()
    del caches["charts"]  # as another process that has asked for nothing yet
    assert draw() == first
    assert drawings == ["A"]
    assert len(list(folder.glob("*.djcache"))) == 1


def test_all_that_a_chart_is_made_from_tells_it_apart(folder, drawings):
    drawn = {draw(), draw("B"), draw(prefix="q"), draw(spec={**SPEC, "width": 50})}
    assert len(drawn) == len(drawings) == 4


def test_a_folder_that_cannot_be_written_breaks_nothing(tmp_path, settings_of_charts, drawings):
    (tmp_path / "file").write_text("")
    settings_of_charts(tmp_path / "file" / "charts")
    assert draw() == draw()
    assert drawings == ["A", "A"]


@pytest.mark.parametrize("content", [b"", b"x", b"\x80\x04N.garbage"])
def test_a_damaged_drawing_is_drawn_anew(folder, drawings, content):
    whole = draw()
    (file,) = folder.glob("*.djcache")
    file.write_bytes(content)
    assert draw() == whole
    assert drawings == ["A", "A"]
    assert draw() == whole


def test_a_picture_in_pixels_is_kept_as_it_is(folder):
    from haidang.files.charts import draw_png
    from haidang.portal.site.pictures import kept_png

    assert kept_png(SPEC, 1.0) == kept_png(SPEC, 1.0) == draw_png(SPEC, 1.0)
