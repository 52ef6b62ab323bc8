"""
Look for known vulnerabilities in what the program is made of: the locked packages of Python and the pieces of the pages.

    python scripts/audit.py

Asks the advisories behind the package registries. Exit code 1 when something vulnerable is locked. What a registry has no
advisories for is counted and named as not looked at; it is no failure, since not every mirror has them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements/run.lock", "requirements/dev.lock")


def _json(words: Sequence[str], folder: Path = ROOT) -> dict[str, Any]:
    """Return what a program answers; nothing, and its complaint printed, when it could not ask."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        print((done.stderr.strip() or "no answer").splitlines()[-1])
        return {}
    return found


def _locked() -> int:
    names = {
        line.split("==")[0]
        for lock in LOCKS
        for line in (ROOT / lock).read_text().splitlines()
        if "==" in line
    }
    return len(names)


def python_packages() -> tuple[list[str], int, int]:
    """Return what is vulnerable, how many packages were looked at, and how many could not be."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json"]
    locks = [word for lock in LOCKS for word in ("--requirement", lock)]
    answer = _json([*command, "--progress-spinner", "off", *locks])
    if "dependencies" not in answer:
        return [], 0, _locked()
    packages = answer["dependencies"]
    skipped = [each for each in packages if "skip_reason" in each]
    bad = [
        f"{each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for each in packages
        for flaw in each.get("vulns", ())
    ]
    return bad, len(packages) - len(skipped), len(skipped)


def page_pieces() -> tuple[list[str], int, int]:
    """Return the same for the pieces of the pages."""
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))
    count = len([name for name in lock["packages"] if name])
    found = _json(["npm", "audit", "--json"], ROOT / "frontend")
    if "vulnerabilities" not in found:
        return [], 0, count
    bad = [f"{name}: {each['severity']}" for name, each in sorted(found["vulnerabilities"].items())]
    return bad, count, 0


def main() -> None:
    """Print what was found."""
    failed = False
    for label, look in (("packages of Python", python_packages), ("pieces of the pages", page_pieces)):
        bad, seen, unseen = look()
        for line in bad:
            print(line)
        print(f"{label}: {seen} looked at, {len(bad)} vulnerable; without advisories here: {unseen}")
        failed = failed or bool(bad)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
