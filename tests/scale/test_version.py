from __future__ import annotations

from pathlib import Path

import pytest

from kg.scale import version


@pytest.mark.parametrize("stage", sorted({*version._STAGES, *version._GRAPH_STAGES}))
def test_every_stage_that_the_versions_stand_for_is_there(stage: str) -> None:
    assert (Path(version.__file__).parents[1] / stage).exists()


@pytest.mark.parametrize("library", sorted({*version._LIBRARIES, *version._GRAPH_LIBRARIES}))
def test_every_library_that_the_versions_stand_for_is_installed(library: str) -> None:
    assert version._version(library)
