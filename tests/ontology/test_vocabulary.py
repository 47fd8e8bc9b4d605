"""What the shipped ontology says, against the meaning that `eval/FORMAT.md` and the annotation guide fix."""

from __future__ import annotations

import colorsys
import itertools

import pytest

from kg.model import type_names
from kg.ontology import Ontology, load

person, organization, place, honor, event = type_names

fixed = {
    "awarded": ({person, organization}, {honor}, {"conferredBy", "date", "groupSize"}),
    "partneredWith": ({organization}, {organization}, {"agreement", "date"}),
    "establishedIn": ({organization}, {place}, {"date"}),
    "establishedBy": ({organization}, {organization, person}, {"date"}),
    "worksFor": ({person}, {organization}, {"title"}),
    "memberOf": ({person, organization}, {organization}, set()),
    "partOf": ({organization}, {organization}, set()),
    "locatedIn": ({organization, place, event}, {place}, set()),
    "organized": ({organization}, {event}, {"date"}),
    "participatedIn": ({person, organization}, {event}, {"count"}),
    "visited": ({person, organization}, {organization, place}, {"date"}),
    "nativeOf": ({person}, {place}, set()),
    "educatedAt": ({person}, {organization}, set()),
    "investedIn": ({person, organization}, {organization, place}, {"amount"}),
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def test_the_fourteen_relations_join_what_the_guide_says(ontology: Ontology) -> None:
    found = {r.name: (set(r.domain), set(r.range), set(r.qualifiers)) for r in ontology.relations.values()}
    assert found == fixed


def test_only_partnership_is_symmetric(ontology: Ontology) -> None:
    assert [r.name for r in ontology.relations.values() if r.symmetric] == ["partneredWith"]


def test_the_qualifiers_have_the_fixed_names(ontology: Ontology) -> None:
    assert set(ontology.qualifiers) == {"conferredBy", "date", "groupSize", "agreement", "title", "amount", "count"}
    assert [q.name for q in ontology.qualifiers.values() if q.range & set(type_names)] == ["conferredBy"]


def test_finer_classes_lead_to_the_five_kinds(ontology: Ontology) -> None:
    assert ontology.root_class("County") == place
    assert ontology.root_class("Company") == organization
    assert ontology.root_class("Person") == person
    assert ontology.root_class("NoSuchClass") == "NoSuchClass"
    below = {name for kind in type_names for name in ontology.subclasses(kind)}
    assert {"County", "City", "Province", "Town", "Village", "Company", "School", "Hospital", "Union", "Team"} <= below
    assert not below & set(type_names)


def test_labels_come_in_each_language(ontology: Ontology) -> None:
    assert ontology.label("awarded") == "获得"
    assert ontology.label("awarded", "zh-Hant") == "獲得"
    assert ontology.label("County", "en") == "County"
    assert ontology.label("nothing") == "nothing"


def test_mappings_keep_their_direction(ontology: Ontology) -> None:
    assert ontology.relations["organized"].mappings == ("^https://schema.org/organizer",)
    assert ontology.relations["partOf"].mappings == ("http://www.w3.org/ns/org#subOrganizationOf",)
    assert "http://xmlns.com/foaf/0.1/Person" in ontology.classes["Person"].mappings
    assert ontology.classes["Honor"].mappings == ()


def test_every_relation_has_its_own_colour(ontology: Ontology) -> None:
    colours = [r.colour for r in ontology.relations.values()]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("cones", ["all", "no red", "no green"])
def test_the_kinds_can_be_told_apart_without_some_cones(ontology: Ontology, cones: str) -> None:
    """Colours of the five kinds as dichromats see them (Viénot, Brettel and Mollon 1999), and shapes beside them."""
    seen = {kind: _seen(ontology.classes[kind].colour, cones) for kind in type_names}
    for one, other in itertools.combinations(type_names, 2):
        assert sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5 > 0.12, (one, other)
    assert len({ontology.classes[kind].icon for kind in type_names}) == len(type_names)


def _seen(colour: str, cones: str) -> tuple[float, float, float]:
    red, green, blue = ((int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5))
    if cones == "no red":
        red = green = 0.11238 * red + 0.88762 * green
    if cones == "no green":
        red = green = 0.29275 * red + 0.70725 * green
    return (red ** (1 / 2.2), green ** (1 / 2.2), blue ** (1 / 2.2))


def test_relation_colours_show_on_white_and_on_black(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        rgb = [int(relation.colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        assert 0.12 < colorsys.rgb_to_hls(*rgb)[1] < 0.72, relation.name
