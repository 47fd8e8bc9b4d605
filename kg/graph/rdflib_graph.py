"""The graph as rdflib's users know it, held by Oxigraph."""

from __future__ import annotations

import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import RdfFormat, Store
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.graph.dataset import Dataset
from kg.ontology import PREFIXES, RESOURCES, resource_prefixes


def to_rdflib(dataset: Dataset, *, base: str = RESOURCES) -> rdflib.Graph:
    """All triples of `dataset`, whichever article says them, as one rdflib graph with the usual prefixes."""
    store = Store()
    store.bulk_load("\n".join(dataset.triples).encode(), format=RdfFormat.N_TRIPLES)
    graph = rdflib.Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    for prefix, namespace in (PREFIXES | resource_prefixes(base)).items():
        graph.bind(prefix, namespace)
    return graph
