"""The ontology folder as one frozen value: terms, lexicons, patterns, questions, places. Nothing else reads it."""

from kg.ontology.check import check, readable
from kg.ontology.divisions import Division, Divisions
from kg.ontology.files import default_folder
from kg.ontology.model import Class, Ontology, PatternLine, Property, Question, Relation, Term
from kg.ontology.prefixes import PREFIXES, RESOURCES, resource_prefixes
from kg.ontology.reading import load
from kg.ontology.vocabulary import namespace

__all__ = [
    "PREFIXES",
    "RESOURCES",
    "Class",
    "Division",
    "Divisions",
    "Ontology",
    "PatternLine",
    "Property",
    "Question",
    "Relation",
    "Term",
    "check",
    "default_folder",
    "load",
    "namespace",
    "readable",
    "resource_prefixes",
]
