"""Reading an ontology folder, and a user's folder on top of it."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import Ontology, default_folder, load, reading

relation = """
@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:sponsoredBy a owl:ObjectProperty , kg:Relation ; rdfs:domain kg:Event ; rdfs:range kg:Organization ;
    rdfs:label "赞助方"@zh-Hans ; kg:qualifiedBy kg:amount .
kg:MarathonRace a owl:Class ; rdfs:subClassOf kg:Contest .
kg:Person kg:colour "#000000" .
"""


def write(folder: Path, **files: str) -> Path:
    """Files by path, with ``__`` for the folder's slash and ``_`` before the ending."""
    for name, text in files.items():
        path, _, ending = name.rpartition("_")
        file = folder / f"{path.replace('__', '/')}.{ending}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(
        tmp_path / "ours",
        kg_ttl=relation,
        lexicon__Person_tsv="# surnames\n王\tsurname\n李\tsurname\tcommon\n\n老\tprefix\n",
        patterns__awarded_txt="{subject}获{object}\n\n# a comment\n{subject}荣获{object}\n",
        queries__who_rq="# title-zh: 谁\n# title-en: Who\n# description-en: All people.\n"
        "# columns-en: s=Who; ?p=Does = is\nSELECT * { ?s ?p ?o }\n",
        places__mine_tsv="XX\t某国\tcountry\t\nXX-01\t某市\tcity\tXX\t某\t1\n",
    )


def test_what_a_folder_holds(small: Path) -> None:
    ontology = load(small)
    assert ontology.forms("Person", "surname") == ("王", "李")
    assert ontology.forms("Person") == ("王", "李", "老")
    assert ontology.forms("Nothing") == ()
    assert [(p.relation, p.text, p.line) for p in ontology.patterns] == [
        ("awarded", "{subject}获{object}", 1),
        ("awarded", "{subject}荣获{object}", 4),
    ]
    assert ontology.questions["who"].titles == {"zh": "谁", "en": "Who"}
    assert ontology.questions["who"].descriptions == {"en": "All people."}
    assert ontology.questions["who"].columns == {"en": {"s": "Who", "p": "Does = is"}}
    assert ontology.divisions.full_name("XX-01") == "某市"
    assert ontology.relations["sponsoredBy"].qualifiers == ("amount",)


def test_an_ontology_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load().version = ""  # type: ignore[misc]


def test_it_is_read_once() -> None:
    assert load() is load(default_folder()) is load(None, extra=None)


def test_a_pickled_ontology_equals_the_first() -> None:
    again = pickle.loads(pickle.dumps(load()))  # noqa: S301 - our own bytes
    assert again == load()
    assert hash(again) == hash(load())
    assert again.classes == load().classes


def test_two_made_by_hand_are_not_taken_for_one() -> None:
    first = Ontology(Path(), "", {}, ())
    assert first != Ontology(Path(), "", {}, ())
    assert first == first  # noqa: PLR0124 - that is the point


def test_the_version_follows_every_file(small: Path, tmp_path: Path) -> None:
    versions = {load(small).version}
    for change in ({"lexicon__Person_tsv": "王\tsurname\n"}, {"places__mine_tsv": ""}, {"queries__new_rq": "ASK {}"}):
        write(small, **change)
        reading._load.cache_clear()
        versions.add(load(small).version)
    assert len(versions) == 4
    write(small, README_md="for readers")
    reading._load.cache_clear()
    assert load(small).version in versions
    extra = write(tmp_path / "mine", lexicon__Person_tsv="赵\tsurname\n")
    assert load(small, extra=extra).version not in versions


def test_a_users_folder_extends_ours(small: Path, tmp_path: Path) -> None:
    extra = write(
        tmp_path / "mine",
        lexicon__Person_tsv="欧阳\tsurname\n王\tsurname\n",
        lexicon__Honor_tsv="杯\thead\n",
        patterns__awarded_txt="{subject}拿下{object}\n",
        patterns__sponsoredBy_txt="{object}赞助{subject}\n",
        queries__who_rq="# title-zh: 另\nASK {}\n",
        places__more_tsv="XX-02\t另市\tcity\tXX\n",
        more_ttl="@prefix kg: <https://w3id.org/newskg/ontology#> .\nkg:Person kg:colour '#123456' .\n"
        "kg:Person a <http://www.w3.org/2002/07/owl#Class> .\n",
    )
    ontology = load(small, extra=extra)
    assert ontology.forms("Person", "surname") == ("王", "李", "欧阳")
    assert ontology.forms("Honor") == ("杯",)
    assert [p.text for p in ontology.patterns] == [
        "{subject}获{object}",
        "{subject}荣获{object}",
        "{subject}拿下{object}",
        "{object}赞助{subject}",
    ]
    assert ontology.questions["who"].titles == {"zh": "另"}
    assert {"某市", "另市"} <= {d.name for d in ontology.divisions}
    assert ontology.classes["Person"].colour == "#123456"


def test_a_marked_file_replaces_ours(small: Path, tmp_path: Path) -> None:
    extra = write(
        tmp_path / "mine",
        lexicon__Person_tsv="!replace\n赵\tsurname\n",
        patterns__awarded_txt="!replace\n{subject}得{object}\n",
    )
    ontology = load(small, extra=extra)
    assert ontology.forms("Person") == ("赵",)
    assert [(p.text, p.line) for p in ontology.patterns] == [("{subject}得{object}", 2)]


def test_our_own_folder_extended_by_a_relation(tmp_path: Path) -> None:
    extra = write(tmp_path / "mine", sponsors_ttl=relation)
    ontology = load(extra=extra)
    assert set(load().relations) < set(ontology.relations)
    assert ontology.root_class("MarathonRace") == "Event"
    assert ontology.classes["MarathonRace"].parents == ("Contest", "Event")
    assert ontology.relations["sponsoredBy"].domain == {"Event"}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("lexicon__Person_tsv", "王\tsurname\n李\n", r"Person\.tsv:2: a lexicon line is"),
        ("lexicon__Person_tsv", "\tsurname\n", r"Person\.tsv:1: a lexicon line is"),
        ("lexicon__Person_tsv", "王\tsurname\ta\tb\n", r"Person\.tsv:1: a lexicon line is"),
        ("kg_ttl", "@prefix kg: <https://w3id.org/newskg/ontology#> .\nkg:x kg:y\n", r"kg\.ttl:\d: no valid Turtle"),
        (
            "kg_ttl",
            "@prefix owl: <http://www.w3.org/2002/07/owl#> . <http://a/x> a owl:Class . <http://b/x> a owl:Class .",
            "two terms are called x",
        ),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        load(write(tmp_path, **{name: text}))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "Person.tsv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(OntologyError, match="UTF-8"):
        load(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="nowhere"):
        load(tmp_path / "nowhere")
    with pytest.raises(OntologyError, match="nowhere"):
        load(extra=tmp_path / "nowhere")


def test_the_shipped_folder_is_found() -> None:
    assert (default_folder() / "kg.ttl").is_file()


def test_a_folder_that_was_edited_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    file = tmp_path / "patterns" / "awarded.txt"
    for line in ("{subject}摘得{object}", "{subject}捧回了{object}"):
        file.write_text(line, encoding="utf-8")
        assert [one.text for one in load(extra=tmp_path).patterns if one.file == str(file)] == [line]
    assert load(extra=tmp_path) is load(extra=tmp_path)


def test_our_patterns_are_named_alike_on_every_machine() -> None:
    assert {f"ontology/patterns/{one.relation}.txt" for one in load().patterns} == {one.file for one in load().patterns}
