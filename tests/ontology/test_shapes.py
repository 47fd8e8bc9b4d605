"""The shapes accept what the ontology describes and refuse what it doesn't."""

from __future__ import annotations

import pyshacl
import pytest
import rdflib

from kg.ontology import default_folder

good = """
@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/newskg/resource/> .
:p a kg:Person ; rdfs:label "张三"@zh-Hans , "張三"@zh-Hant ; kg:awarded :h .
:o a kg:Organization , kg:Union ; rdfs:label "商南县总工会"@zh-Hans ; kg:locatedIn :c .
:c a kg:Place , kg:County ; rdfs:label "商南县"@zh-Hans ; kg:divisionCode "611023" ; kg:withinDivision :v .
:v a kg:Place , kg:City ; rdfs:label "东京"@zh-Hans ; kg:divisionCode "GN1850147" .
:h a kg:Honor , kg:Medal ; rdfs:label "五一劳动奖章"@zh-Hans .
:s a kg:Statement ; rdf:subject :p ; rdf:predicate kg:awarded ; rdf:object :h ; kg:confidence 0.9 ; kg:rule "patterns" ;
    kg:evidence :e ; kg:date "2023-05"^^xsd:gYearMonth ; kg:groupSize 3 ; kg:conferredBy :o .
:t a kg:Statement ; rdf:subject :o ; rdf:predicate kg:locatedIn ; rdf:object :c ; kg:confidence 1.0 ; kg:evidence :e .
:e a kg:Evidence ; prov:wasDerivedFrom :a ; kg:quote "张三获五一劳动奖章" ;
    kg:start "0"^^xsd:nonNegativeInteger ; kg:end "9"^^xsd:nonNegativeInteger .
:a a kg:Article ; rdfs:label "题"@zh-Hans ; kg:source "a.txt" ; kg:language "zh-Hans" ; kg:mentions :p , :o , :h ;
    kg:published "2023-05-01"^^xsd:date ; kg:quantity :q .
:q a kg:Quantity ; kg:value 3000.0 ; kg:unit "人" ; kg:approximate true ; kg:quote "3000余人" ;
    kg:start "12"^^xsd:nonNegativeInteger ; kg:end "18"^^xsd:nonNegativeInteger .
"""

mistakes = {
    "a person's honor that is a place": ":p kg:awarded :c .",
    "an honor that is awarded something": ":h kg:awarded :h .",
    "a qualifier that the relation may not carry": ':t kg:title "主席" .',
    "a second qualifier that it may not carry": ":t kg:date '2023'^^xsd:gYear .",
    "a date with a time of day": ":s kg:date '2023-05-01T00:00:00'^^xsd:dateTime .",
    "a date as text": ":s kg:date '去年' .",
    "confidence above one": ":t kg:confidence 1.5 .",
    "a statement without evidence": "@prefix : <https://w3id.org/newskg/resource/> . "
    ":u a kg:Statement ; rdf:subject :p ; rdf:predicate kg:awarded ; rdf:object :h ; kg:confidence 0.5 .",
    "a label without language": ':x a kg:Event ; rdfs:label "大会" .',
    "two labels in one script": ':c rdfs:label "商南"@zh-Hans .',
    "an entity without label": ":x a kg:Event .",
    "offsets that run backwards": ":x a kg:Evidence ; prov:wasDerivedFrom :a ; kg:quote 'x' ; "
    "kg:start '9'^^xsd:nonNegativeInteger ; kg:end '3'^^xsd:nonNegativeInteger .",
    "evidence without article": ":x a kg:Evidence ; kg:quote 'x' ; "
    "kg:start '1'^^xsd:nonNegativeInteger ; kg:end '3'^^xsd:nonNegativeInteger .",
    "a person that is a place": ":p a kg:Place .",
    "conferred by a place": ":s kg:conferredBy :c .",
    "a code that is none": ':v kg:divisionCode "10-99" .',
    "an article in no known script": ':x a kg:Article ; kg:source "x" ; kg:language "ja" .',
}


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(default_folder() / "shapes.ttl")


def test_a_good_graph_conforms(shapes: rdflib.Graph) -> None:
    conforms, _, report = pyshacl.validate(rdflib.Graph().parse(data=good, format="turtle"), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize("mistake", mistakes)
def test_a_mistake_is_found(shapes: rdflib.Graph, mistake: str) -> None:
    graph = rdflib.Graph().parse(data=good + mistakes[mistake], format="turtle")
    assert not pyshacl.validate(graph, shacl_graph=shapes)[0]


def test_the_shapes_are_valid_shacl(shapes: rdflib.Graph) -> None:
    assert pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)[0]
