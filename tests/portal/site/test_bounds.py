"""Requests that are too long, too many-sided or not quite right: one clear answer, and no more said back than is needed."""

from __future__ import annotations

import json

import pytest

MANY = "&".join(["document=x"] * 1500)


@pytest.mark.parametrize("page", ["review", "compare", "targets", "nowhere"])
def test_too_many_parameters_are_told(reader, page):
    response = reader.get(f"/en/{page}?{MANY}")
    assert response.status_code == 400
    assert "more than 200 parameters" in response.content.decode()


def test_as_data_it_is_data(reader):
    response = reader.get(f"/en/review.json?{MANY}")
    assert response.status_code == 400
    assert "200" in json.loads(response.content)["problem"]
    response = reader.get(f"/api/v1/targets?{MANY}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_an_answer_says_back_little(reader):
    for page in ("search?q=", "review?document=", "targets?as_of="):
        response = reader.get(f"/en/{page}{'a' * 60_000}")
        assert response.status_code in (400, 404)
        assert len(response.content) < 12_000


@pytest.mark.parametrize(
    ("header", "is_zipped"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_a_reader_who_takes_no_gzip_gets_none(reader, header, is_zipped):
    response = reader.get("/en/review", headers={"accept-encoding": header})
    assert (response.get("Content-Encoding") == "gzip") == is_zipped


def test_a_stroke_too_many_leads_to_the_page(reader):
    response = reader.get("/en/targets/?as_of=2024-11-14")
    assert (response.status_code, response["Location"]) == (301, "/en/targets?as_of=2024-11-14")
    assert reader.get("/en/nowhere/").status_code == 404


def test_what_browsers_and_searchers_look_for_is_there(reader):
    assert b"Disallow: /embed/" in reader.get("/robots.txt").content
    response = reader.get("/favicon.ico")
    assert response.status_code == 301
    assert response["Location"].startswith("/static/site/icon.")


def test_commitments_beside_targets_lead_to_no_target(reader):
    assert "/en/targets/R1" not in reader.get("/en/documents/kl-96-2024").content.decode()
