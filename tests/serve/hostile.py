"""Thirty queries that nobody should send, and the statuses that may answer them."""

from __future__ import annotations

_ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_PATH = "(<a:a>|!<a:a>)"
HEAVY = (503, 422)
WRONG = (400,)
FORBIDDEN = (403, 400)

QUERIES: dict[str, tuple[str, tuple[int, ...]]] = {
    "cross product, counted": (f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}", HEAVY),
    "cross product, all rows": (f"SELECT * {{ {_ALL} }}", HEAVY),
    "cross product, sorted": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f", HEAVY),
    "cross product, distinct": ("SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }", HEAVY),
    "cross product, grouped": ("SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d", HEAVY),
    "cross product, asked for one": (f"ASK {{ {_ALL} FILTER(STRLEN(CONCAT(STR(?a), STR(?l))) < 2) }}", HEAVY),
    "cross product, constructed": ("CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f }", HEAVY),
    "paths of any length": (f"SELECT (COUNT(*) AS ?n) {{ ?a {_PATH}* ?b . ?b {_PATH}* ?c }}", HEAVY),
    "paths of paths": (f"SELECT * {{ ?a ({_PATH}+/{_PATH}+)+ ?b . ?b {_PATH}* ?c }}", HEAVY),
    "paths both ways": ("SELECT * { ?a ((rdf:type|^rdf:type)/(rdf:type|^rdf:type))* ?b . ?c ?d ?e }", HEAVY),
    "a path to everything, described": (f"DESCRIBE ?b {{ ?a {_PATH}+ ?b }}", HEAVY),
    "a huge concatenation": ('SELECT (GROUP_CONCAT(?c; SEPARATOR="") AS ?x) { ?a ?b ?c . ?d ?e ?f }', HEAVY),
    "a growing text": (
        "SELECT ?x { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
        + "".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1}) " for n in range(10))
        + "BIND(?x10 AS ?x) }",
        HEAVY,
    ),
    "everything": ("SELECT * { ?s ?p ?o }", HEAVY),
    "everything, constructed": ("CONSTRUCT WHERE { ?s ?p ?o }", HEAVY),
    "a slow expression": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), CONCAT(STR(?f), '.*x'))) }",
        HEAVY,
    ),
    "optionals": ("SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }", HEAVY),
    "a negation over all": ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?a ?e ?c . ?d ?b ?f } }", HEAVY),
    "groups inside groups": ("SELECT * " + "{" * 2500 + "}" * 2500, WRONG),
    "brackets inside brackets": ("SELECT * { ?s ?p ?o FILTER(" + "(" * 5000 + "?o" + ")" * 5000 + ") }", WRONG),
    "negations of negations": ("SELECT * { ?s ?p ?o FILTER(" + "!" * 5000 + "?o) }", WRONG),
    "a long query": ("SELECT * { ?s ?p ?o } #" + "x" * 110_000, (400, 413)),
    "service": ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", FORBIDDEN),
    "service, silent": ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", FORBIDDEN),
    "load": ("LOAD <http://127.0.0.1:1/>", FORBIDDEN),
    "from a file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", FORBIDDEN),
    "from a named file": ("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", FORBIDDEN),
    "insert": ("INSERT DATA { <a:b> <a:c> <a:d> }", FORBIDDEN),
    "delete": ("DELETE WHERE { ?s ?p ?o }", FORBIDDEN),
    "drop behind a prefix": ("PREFIX a: <http://b/> DROP ALL", FORBIDDEN),
}
