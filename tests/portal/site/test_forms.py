"""The forms of a page: those it has are offered and answered, the others are told of with those it has."""

from __future__ import annotations

import csv
import io
import struct
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from tests.make.png import dark
from tests.portal.site.conftest import DAY, LANGUAGES, parse

CHART = "odds/budget_revenue_total"
QUERY = f"by=2030&as_of={DAY}"
SVG = "{http://www.w3.org/2000/svg}"
MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown",
}


def offered(page) -> dict[str, str]:
    """Return what a page names as the same in another form: its address by its media type."""
    links = [each for each in page.all("link") if each["rel"] == "alternate" and "type" in each]
    return {each["type"]: each["href"] for each in links}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "review", "targets", "targets/XVI-20", f"{CHART}?by=2030", "documents"])
def test_the_forms_that_are_offered_are_answered(reader, language, page):
    found = parse(reader.get(f"/{language}/{page}"))
    forms = offered(found)
    assert list(forms) == list(MEDIA.values())
    for media, address in forms.items():
        assert address in found.links
        response = reader.get(address)
        assert response.status_code == 200
        assert response["Content-Type"].partition(";")[0] == media


def test_a_page_without_a_table_offers_neither_csv_nor_a_workbook(reader):
    page = parse(reader.get("/en/odds/fdi?by=2045"))
    assert list(offered(page)) == ["application/json", "text/markdown"]
    assert "Take a chart with you" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("targets.svg", ["json", "csv", "xlsx", "md"]),
        ("targets.png", ["json", "csv", "xlsx", "md"]),
        ("odds/fdi.csv?by=2045", ["json", "md"]),
        ("odds/fdi.xlsx?by=2045", ["json", "md"]),
    ],
)
def test_a_form_that_a_page_does_not_have_is_told_with_those_it_has(reader, language, path, allowed):
    response = reader.get(f"/{language}/{path}")
    assert response.status_code == 404
    found = parse(response)
    name, _, query = path.partition("?")
    stem, _, form = name.rpartition(".")
    assert form in found.text
    assert ", ".join(allowed) in found.text
    ways = {each for each in found.links if "." in each}
    assert ways == {f"/{language}/{stem}.{each}{'?' if query else ''}{query}" for each in allowed}
    assert {reader.get(each).status_code for each in ways} == {200}


def test_a_workbook_has_the_data_of_the_csv_and_the_citation(reader):
    response = reader.get(f"/vi/targets/PLAN-2024-grdp.xlsx?as_of={DAY}")
    assert response["Content-Disposition"] == f'attachment; filename="vi-targets-PLAN-2024-grdp-{DAY}.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    rows = list(
        csv.reader(io.StringIO(reader.get(f"/vi/targets/PLAN-2024-grdp.csv?as_of={DAY}").content.decode()))
    )
    data = list(book.worksheets[1].iter_rows(values_only=True))
    assert [list(map(told, row)) for row in data] == [list(map(number, row)) for row in rows]
    said = " ".join(str(cell.value) for (cell,) in book.worksheets[0].iter_rows())
    assert f"http://localhost/vi/targets/PLAN-2024-grdp?as_of={DAY}&rev=1" in said
    assert response["Link"] == (
        f'<http://localhost/vi/targets/PLAN-2024-grdp.xlsx?as_of={DAY}&rev=1>; rel="cite-as"'
    )


def told(cell) -> str:
    return "" if cell is None else number(str(cell).removesuffix(" 00:00:00"))


def number(text: str) -> str:
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def test_a_workbook_is_the_same_every_time(reader):
    path = f"/fr/review.xlsx?as_of={DAY}"
    assert reader.get(path).content == reader.get(path).content


def test_markdown_carries_the_citation_and_json_stays_that_of_the_command_line(reader):
    text = reader.get(f"/en/targets/XVI-20.md?as_of={DAY}").content.decode()
    assert f"http://localhost/en/targets/XVI-20?as\\_of={DAY}&rev=1" in text
    assert "localhost" not in reader.get(f"/en/targets/XVI-20.json?as_of={DAY}").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_what_it_shows_and_where_it_comes_from(reader, language):
    response = reader.get(f"/{language}/{CHART}.svg?{QUERY}")
    assert response["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(response.content)
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert "160" in title.text
    assert f"http://localhost/{language}/{CHART}?as_of={DAY}&rev=1&by=2030" in about.text
    letters = [each for each in root.iter(f"{SVG}text") if each.text]
    assert len(letters) > 10
    assert {each.get("font-family").split(",")[0] for each in letters} == {"Liberation Sans"}


def test_a_picture_in_pixels_has_its_letters(reader):
    """The title stands above everything that is drawn: what is dark there are letters."""
    root = ElementTree.fromstring(reader.get(f"/vi/{CHART}.svg?{QUERY}").content)
    png = reader.get(f"/vi/{CHART}.png?{QUERY}&scale=1")
    assert png["Content-Type"] == "image/png"
    width, height = struct.unpack(">II", png.content[16:24])
    assert (width, height) == (round(float(root.get("width"))), round(float(root.get("height"))))
    assert dark(png.content, 0, 30) > 300


def test_a_picture_takes_a_scale_within_bounds(reader):
    sizes = {}
    for scale in ("", "1", "2", "3"):
        content = reader.get(f"/vi/{CHART}.png?{QUERY}&scale={scale}").content
        sizes[scale] = struct.unpack(">I", content[16:20])[0]
    assert (sizes["2"], sizes["3"]) == (2 * sizes["1"], 3 * sizes["1"])
    assert sizes[""] == sizes["2"]


@pytest.mark.parametrize("scale", ["0", "4", "-1", "2.5", "1e9", "x", "²"])
def test_another_scale_is_told(reader, scale):
    response = reader.get(f"/en/{CHART}.png", {"by": "2030", "scale": scale})
    assert response.status_code == 400
    assert "1, 2, 3." in parse(response).text


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_chart_is_chosen_by_its_name(reader, form):
    named = reader.get(f"/en/{CHART}.{form}?{QUERY}&chart=curve-chart")
    assert named.content[-500:] == reader.get(f"/en/{CHART}.{form}?{QUERY}").content[-500:]
    response = reader.get(f"/en/{CHART}.{form}?{QUERY}&chart=curve")
    assert response.status_code == 404
    assert "curve-chart" in parse(response).text


def test_a_page_with_a_chart_offers_its_pictures(reader):
    found = parse(reader.get(f"/en/{CHART}?by=2030"))
    pictures = [each for each in found.links if f"{CHART}.svg" in each or f"{CHART}.png" in each]
    assert len(pictures) == 2
    assert {reader.get(each).status_code for each in pictures} == {200}
