"""
What people and machines do to the desk: two at the same thing, servers and workers killed, lines cut off; some rounds of each.

    python benchmarks/portal/faults.py [--rounds 100] [--breakdowns 10] [--databases sqlite postgresql]

The scenarios are those of the tests (tests/make/collisions.py, tests/make/breakdowns.py); each runs in processes of its own upon a portal with
the bundled pack. What was acknowledged is compared with what stands in the database: `lost` and `twice` must be 0. Of pages and exports that
are read while figures are published, acknowledged are the answers, and lost are those that are not what the revision says that they name.
Results are written to benchmarks/results/portal_faults.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from tests.make import breakdowns
from tests.make.collisions import SCENARIOS
from tests.make.hands import Hands, fill, hands
from tests.make.outcomes import Outcome
from tests.make.portals import Portal, make_portal
from tests.make.postgresql import free_port, serve_postgresql
from tests.make.servers import make_token, running

RESULTS = Path(__file__).parents[1] / "results/portal_faults.json"
SERVERS = {"waitress": 0, "gunicorn, 2 workers": 2}
MESSAGES, PUBLISHED = 100, 10

Act = Callable[[str], Outcome]


def collisions(two: Hands) -> Iterator[tuple[str, Act]]:
    """Yield scenarios of two hands at the same moment."""
    for name, (scenario, wanted) in SCENARIOS.items():

        def act(
            of: str, scenario: Callable[[Hands, str], Outcome] = scenario, wanted: Outcome = wanted
        ) -> Outcome:
            found = scenario(two, of)
            assert found == wanted, (of, found)
            return found

        yield name, act


def failures(portal: Portal, two: Hands, sessions: dict[str, str]) -> Iterator[tuple[str, Act]]:
    """Yield scenarios of servers and workers."""
    token = make_token(portal)
    for kind, workers in SERVERS.items():
        with running(portal, workers) as server:
            yield (
                f"kill -9 of the server in a burst of entries ({kind})",
                lambda of: breakdowns.killed_in_a_burst(portal, server, token, of, MESSAGES),
            )
            yield (
                f"a message cut off ({kind})",
                lambda of: breakdowns.message_cut_off(portal, server, token, of),
            )
            yield (
                f"an upload cut off, and sent twice ({kind})",
                lambda of: breakdowns.upload_cut_off(portal, server, sessions["editor"], of),
            )
            yield (
                f"publication and withdrawal while pages and exports are read ({kind})",
                lambda of: breakdowns.read_while_published(server, two, of, PUBLISHED),
            )
    yield (
        "kill -9 of the worker while it computes odds",
        lambda of: breakdowns.killed_in_the_odds(portal, two, of),
    )
    yield "kill -9 of the worker while it checks an upload", lambda _: breakdowns.killed_in_a_check(portal)


def measure(database: str, port: int, folder: Path, rounds: int, few: int) -> Iterator[dict[str, object]]:
    """Yield a row of the table for each scenario."""
    with make_portal(folder, port) as portal:
        sessions = fill(portal)
        with hands(portal, 2) as two:
            for name, act in collisions(two):
                yield _row(database, name, act, rounds)
            for name, act in failures(portal, two, sessions):
                yield _row(database, name, act, few)
        done = portal.command("portal", "verify-audit", timeout_s=300)
        if done.returncode:
            sys.exit(done.stderr)


def _row(database: str, name: str, act: Act, count: int) -> dict[str, object]:
    found = sum((act(f"{name} {round_}") for round_ in range(count)), Outcome())
    row = {"scenario": name, "database": database, "rounds": count, **asdict(found)}
    print(
        "{scenario:88} {database:10} {rounds:6} {acknowledged:13} {lost:5} {twice:6} {conflicts:10}".format(
            **row
        ),
        flush=True,
    )
    return row


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--breakdowns", type=int, default=10)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    options = parser.parse_args()
    head = ("scenario", "database", "rounds", "acknowledged", "lost", "twice", "conflicts")
    print("{:88} {:10} {:>6} {:>13} {:>5} {:>6} {:>10}".format(*head))
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for database in options.databases:
            port = free_port() if database == "postgresql" else 0
            with serve_postgresql(port) if port else nullcontext():
                rows += measure(database, port, Path(scratch) / database, options.rounds, options.breakdowns)
    content = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "django": version("django"),
        "messages_a_burst": MESSAGES,
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if any(row["lost"] or row["twice"] for row in rows):
        sys.exit("something was lost, or happened twice")


if __name__ == "__main__":
    main()
