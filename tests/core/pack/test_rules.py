"""Every rule of the pack: its defect is planted in a real folder and found in its place, and nothing else is."""

import pytest

from haidang.base.text import Said
from haidang.core.pack.defects import RULES
from haidang.files.packs import check_folder
from tests.make.pack import make_pack
from tests.make.planted import PLANTED, WARNINGS


def findings_in(folder):
    _, findings = check_folder(folder)
    return findings.errors + findings.warnings


def check_sentences(finding):
    problem, remedy = str(finding.problem), str(finding.remedy)
    assert problem.endswith("."), problem
    assert remedy.endswith((".", "»")), remedy
    assert "{" not in problem + remedy
    assert isinstance(finding.problem, Said)


def test_the_tiny_pack_has_no_defect(tmp_path):
    assert findings_in(make_pack(tmp_path)) == []


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_the_defect_is_found_in_its_place(tmp_path, planted):
    found = findings_in(planted.plant(tmp_path / "pack"))
    places = [(each.rule_id, each.file, each.row, each.column, each.value) for each in found]
    assert (planted.rule, planted.file, planted.row, planted.column, planted.value) in places
    assert {each.rule_id for each in found} == {planted.rule} | planted.also
    for finding in found:
        check_sentences(finding)


def test_every_rule_is_planted():
    # a pack has no rows that are proposed
    assert {planted.rule for planted in PLANTED} == set(RULES) - {"breaks-held"}


def test_every_name_of_a_case_is_its_own():
    names = [str(planted) for planted in PLANTED]
    assert sorted(names) == sorted(set(names))


def test_warnings_are_no_errors():
    assert {planted.rule for planted in WARNINGS} == {
        rule_id for rule_id, rule in RULES.items() if rule.severity == "warning"
    }
