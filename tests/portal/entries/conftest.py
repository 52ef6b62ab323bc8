"""The tiny city, loaded, and an entry on its way through the life."""

from __future__ import annotations

import pytest

from tests.make.pack import make_pack
from tests.portal.conftest import NOW as LOADED_AT


@pytest.fixture
def tiny_loaded(database, tmp_path):
    from haidang.files.packs import open_content
    from haidang.portal.registry.actions import load

    return load(open_content(make_pack(tmp_path / "tiny")), now=LOADED_AT).revision


@pytest.fixture
def go(tiny_loaded):
    """Bring a proposed row along the life until a move; returns its entry."""
    from haidang.portal.entries.actions import move, save
    from tests.make.entries import CHECKER, EDITOR, NOW, PUBLISHER, figure, handed

    def along(until="publish", row=None, now=NOW, **more):
        row = row or figure()
        (entry,) = save([row], handed(), acting=EDITOR, now=now)
        for code, acting in (("submit", EDITOR), ("check", CHECKER), ("publish", PUBLISHER)):
            if until == "save":
                break
            (entry,) = move(code, {entry.key: entry.version}, acting=acting, now=now, **more)
            if code == until:
                break
        return entry

    return along
