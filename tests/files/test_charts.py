"""Drawing: an SVG that can stand in any page, and a PNG that has its letters."""

from __future__ import annotations

import struct
from xml.etree import ElementTree

import pytest

from haidang.files.charts import draw_png, draw_svg, draw_svg_file
from haidang.telling.charts.look import FONT
from tests.make.png import dark

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Tỷ lệ hộ nghèo giảm từ 3,9% xuống 0,8% <2019> & «đúng hẹn»"


def make_spec(**changes: object) -> dict:
    scale = {"domain": [0, 10]}
    spec = {
        "width": 300,
        "height": 150,
        "title": "Thưở ấy Đồ Sơn",
        "data": {"values": [{"x": 1, "y": 2}, {"x": 9, "y": 7}]},
        "mark": {"type": "line", "clip": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": scale},
            "y": {"field": "y", "type": "quantitative", "scale": scale},
        },
        "config": {"font": FONT},
    }
    return spec | changes


def test_svg_is_well_formed_scales_and_is_named():
    drawn = draw_svg(make_spec(), TITLE, "poor")
    root = ElementTree.fromstring(drawn)
    assert drawn.startswith("<svg ")
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("viewBox")
    assert root.get("width") is None
    assert root.get("height") is None
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == TITLE
    assert root.get("aria-labelledby") == title.get("id") == "poor-title"


def test_vietnamese_text_stays_text():
    root = ElementTree.fromstring(draw_svg(make_spec(), TITLE, "a"))
    assert "Thưở ấy Đồ Sơn" in [element.text for element in root.iter(f"{SVG}text")]


def test_each_line_keeps_its_width_whatever_letters_the_reader_has():
    title = {"text": ["Thưở ấy", "Đồ Sơn"], "fontSize": 20, "lineHeight": 24}
    root = ElementTree.fromstring(draw_svg(make_spec(title=title), TITLE, "a"))
    first, second = (each for each in root.iter(f"{SVG}text") if each.text in title["text"])
    assert float(second.get("y")) - float(first.get("y")) == 24
    assert first.get("transform") == second.get("transform")
    assert not list(root.iter(f"{SVG}tspan"))
    assert all(float(each.get("textLength")) > 0 for each in root.iter(f"{SVG}text"))


def test_no_description_of_the_library_is_read_aloud():
    drawn = draw_svg(make_spec(), TITLE, "a")
    assert drawn.count("aria-") == 1
    assert drawn.count("role=") == 1


def test_ids_have_the_prefix_and_references_follow():
    drawn = draw_svg(make_spec(), TITLE, "my-chart")
    ids = [element.get("id") for element in ElementTree.fromstring(drawn).iter() if element.get("id")]
    assert len(ids) == 2  # the title and the clip
    assert all(each.startswith("my-chart-") for each in ids)
    assert "url(#my-chart-1)" in drawn


def test_the_same_specification_gives_the_same_bytes():
    assert draw_svg(make_spec(), TITLE, "a") == draw_svg(make_spec(), TITLE, "a")
    assert draw_png(make_spec()) == draw_png(make_spec())


def test_nothing_is_loaded():
    drawn = draw_svg(make_spec(), TITLE, "a")
    assert drawn.count("http") == drawn.count('xmlns="http') == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"url": "https://example.org/d.json"}},
        {"data": {"url": "file:///etc/hostname"}},
        {"layer": [{"mark": {"type": "image", "url": "https://example.org/x.png"}}]},
        {"mark": {"type": "line", "href": "https://example.org"}},
    ],
)
@pytest.mark.parametrize(
    "draw",
    [lambda spec: draw_svg(spec, TITLE, "a"), lambda spec: draw_svg_file(spec, TITLE, ""), draw_png],
    ids=["svg", "svg file", "png"],
)
def test_a_specification_with_an_address_is_refused(draw, changes):
    with pytest.raises(ValueError, match="names no address"):
        draw(make_spec(**changes))


def test_an_svg_file_has_its_size_its_title_where_it_comes_from_and_its_letters():
    root = ElementTree.fromstring(
        draw_svg_file(make_spec(), TITLE, "Hải Phòng <2024> & https://example.org/vi/")
    )
    assert float(root.get("width")) > 300
    assert float(root.get("height")) > 150
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert list(root)[:2] == [title, about]
    assert title.text == TITLE
    assert about.text == "Hải Phòng <2024> & https://example.org/vi/"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), about.get("id"))
    letters = [each for each in root.iter(f"{SVG}text") if each.text == "Thưở ấy Đồ Sơn"]
    assert [each.get("font-family") for each in letters] == [FONT]


def test_png_has_its_lines_and_its_letters():
    with_title = draw_png(make_spec(), scale=1)
    without = draw_png(make_spec(title={"text": "Thưở ấy Đồ Sơn", "color": "white"}), scale=1)
    assert dark(without) > 100
    assert dark(with_title) > dark(without) + 100


def test_png_grows_with_its_scale():
    size = struct.Struct(">II")
    small = size.unpack(draw_png(make_spec(), scale=1)[16:24])
    assert size.unpack(draw_png(make_spec(), scale=2)[16:24]) == (small[0] * 2, small[1] * 2)
