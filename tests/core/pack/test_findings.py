"""Findings: places, order, the cap and the count of the rest."""

from hypothesis import given
from hypothesis import strategies as st

from haidang.core.pack.defects import CAP, RULES, Finding, Findings, PackError

KEYS = [("required", "a.csv"), ("required", "b.csv"), ("outlier", "a.csv"), ("bad-date", "a.csv")]
BATCHES = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 3 * CAP)), max_size=8)


def finding(key, row):
    return Finding(key[0], key[1], row)


def listed(findings, key):
    return [each for each in findings.listed if (each.rule_id, each.file) == key]


def check_totals(findings, totals):
    for key in KEYS:
        assert len(listed(findings, key)) == min(totals.get(key, 0), CAP)
    assert findings.counts == totals
    assert findings.count("error") == sum(n for key, n in totals.items() if key[0] != "outlier")
    assert findings.count("warning") == sum(n for key, n in totals.items() if key[0] == "outlier")
    assert findings.unlisted() == [(*key, n - CAP) for key, n in sorted(totals.items()) if n > CAP]


@given(BATCHES)
def test_added_one_by_one_or_by_total_or_merged_the_list_is_capped(batches):
    totals = {}
    for key, number in batches:
        totals[key] = totals.get(key, 0) + number
    one_by_one, by_total, merged = Findings(), Findings(), Findings()
    for key, number in batches:
        for row in range(number):
            one_by_one.add(finding(key, row))
        by_total.extend((finding(key, row) for row in range(min(number, CAP))), number)
        part = Findings()
        part.extend(finding(key, row) for row in range(number))
        merged.merge(part)
    for findings in (one_by_one, by_total, merged):
        check_totals(findings, totals)


def test_more_may_be_counted_than_given():
    findings = Findings()
    findings.add(finding(KEYS[0], 2), more=30)
    assert findings.count("error") == 31


def test_errors_and_warnings_come_by_file_row_and_column():
    findings = Findings()
    for rule_id, file, row, column in [
        ("required", "b.csv", 2, "x"),
        ("outlier", "a.csv", 1, ""),
        ("required", "a.csv", 10, "x"),
        ("bad-date", "a.csv", 9, "y"),
        ("required", "a.csv", 9, "x"),
        ("empty-file", "a.csv", None, ""),
    ]:
        findings.add(Finding(rule_id, file, row, column))
    assert [each.place for each in findings.errors] == [
        "a.csv",
        "a.csv:9 [x]",
        "a.csv:9 [y]",
        "a.csv:10 [x]",
        "b.csv:2 [x]",
    ]
    assert [each.place for each in findings.warnings] == ["a.csv:1"]


def test_a_finding_tells_problem_and_remedy():
    seen = Finding(
        "low-above-high",
        "targets.csv",
        3,
        "high",
        "5",
        {"low": "9", "column_below": "low", "column_above": "high"},
    )
    assert seen.severity == "error"
    assert str(seen.problem) == "«low» (9) is above «high» (5)."
    assert str(seen.remedy) == "Exchange or correct them."


def test_the_error_of_a_pack_counts_errors_alone():
    findings = Findings()
    findings.add(finding(("required", "a.csv"), 2), more=1)
    findings.add(finding(("outlier", "a.csv"), 2))
    error = PackError(findings, "my-pack")
    assert error.findings is findings
    assert str(error) == "my-pack: The pack has 2 errors. Run `haidang pack check my-pack` and mend them."


def test_rules_are_named_by_what_they_say():
    for rule_id, rule in RULES.items():
        assert rule.rule_id == rule_id
        assert rule_id == rule_id.lower()
        assert " " not in rule_id
        assert rule.severity in ("error", "warning")
        assert rule.problem
        assert rule.remedy
