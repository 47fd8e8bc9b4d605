from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.relate.candidates import Candidate
from kg.extract.relate.weights import from_arrays, to_arrays, weigh, weights_of

_NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=6)
_TABLES = st.dictionaries(
    st.sampled_from(["awarded>", "awarded<", "worksForcs"]),
    st.dictionaries(_NAMES, st.integers(-9000, 9000).map(lambda n: n / 1000), min_size=1, max_size=8),
    min_size=1,
)


def _candidate(mode: str, features: tuple[str, ...], *parts: tuple[str, ...]) -> Candidate:
    return cast("Candidate", SimpleNamespace(relation="awarded", mode=mode, features=features, parts=parts))


@given(_TABLES)
def test_an_archive_gives_back_what_went_in(tables: dict[str, dict[str, float]]) -> None:
    weights = weights_of(tables)
    back = from_arrays(to_arrays(weights))
    assert (back.rows, back.groups) == (weights.rows, weights.groups)
    assert (back.table == weights.table).all()


def test_a_candidate_scores_the_bias_and_each_feature_of_a_part_once() -> None:
    weights = weights_of({"awarded>": {"bias": -1.5, "授予": 2.0, "a": 0.25}, "awarded<": {"bias": -3.0, "授予": 0.5}})
    candidates = [
        _candidate(">", ("授予", "授予", "never seen"), (), ("a",)),
        _candidate("<", ("授予",), ("a",)),
        _candidate("cs", ("授予",)),
    ]
    assert weigh(weights, candidates) == pytest.approx([0.75, -2.5, -12.0])
    assert weigh(weights, []) == []


def test_parts_made_anew_for_each_candidate_are_told_apart() -> None:
    weights = weights_of({"awarded>": {"bias": 0.0, **{f"f{n}": n / 1000 for n in range(50)}}})
    candidates = [_candidate(">", (f"f{n % 50}",)) for n in range(2_500)]
    assert weigh(weights, candidates) == pytest.approx([n % 50 / 1000 for n in range(2_500)])


@pytest.mark.parametrize("broken", ["features", "row", "weight"])
def test_an_archive_that_lacks_something_is_an_error(broken: str) -> None:
    held: dict[str, Any] = to_arrays(weights_of({"awarded>": {"bias": 1.0}}))
    del held[broken]
    with pytest.raises(KeyError):
        from_arrays(held)
