"""The tagger's recipe on public data: `python -m benchmarks.uner FOLDER`, a folder of UNER Chinese (GSD or GSDSIMP).

UNER (CC BY-SA 4.0) is neither copied nor shipped: the recipe is trained on its train part and scored on its test part,
exact span and type of PER, LOC and ORG, with plain LAC beside it. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg import ontology as ontologies
from kg.extract.document import Document
from kg.extract.recognise import arbiter, candidates, candidates_of, features, tagger
from kg.extract.segment import analyse, pieces_of
from kg.model import AlignedText, Article, Entity, Mention
from kg.ontology import Ontology
from training import material, network, weigh

_types = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}
_held = 8  # one sentence in so many of the train part teaches the arbiter instead of the tagger
_pace = network.Pace(8)

Gold = frozenset[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's text and its names: start, end, our type."""

    text: str
    names: Gold


def main() -> None:
    """Train, tag, print both figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    ontology = ontologies.load()
    train, test = (list(_read(next(folder.glob(f"*-{part}.iob2")))) for part in ("train", "test"))
    taught = [_analysed(sentence, ontology) for sentence in train]
    kept = [pair for at, pair in enumerate(taught) if at % _held]
    voice = _fit(kept, ontology)
    heard = [_heard(document, names, ontology, voice) for document, names in taught[::_held]]
    weights, _ = weigh.fit([heard[::2], heard[1::2]])
    ours, lacs = [], []
    for sentence in test:
        document, names = _analysed(sentence, ontology)
        ours.append((names, _spans(arbiter.arbitrate(candidates_of(document, ontology, voice), weights))))
        lacs.append((names, _spans(candidates.from_lac(document))))
    for name, pairs in (("plain LAC", lacs), ("newskg's recipe", ours)):
        print(f"{folder.name}  {name:18} {_figures(pairs)}")


def _read(file: Path) -> Iterator[Sentence]:
    """Sentences of an IOB2 file: number, word, tag; Latin words are joined as the text has them."""
    for block in file.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        text = next((line[9:] for line in block.splitlines() if line.startswith("# text = ")), "")
        names, at = list[tuple[int, int, str]](), 0
        for row in rows:
            start = text.index(row[1], at)
            at = start + len(row[1])
            mark, _, kind = row[2].partition("-")
            if mark == "B" and kind in _types:
                names.append((start, at, _types[kind]))
            elif mark == "I" and names:
                names[-1] = (names[-1][0], at, names[-1][2])
        if rows:
            yield Sentence(text, frozenset(names))


def _analysed(sentence: Sentence, ontology: Ontology) -> tuple[Document, Gold]:
    article = Article(id="uner", source="uner", text=sentence.text, clean=AlignedText(sentence.text))
    return analyse(article, ontology), sentence.names


def _entities(document: Document, names: Gold) -> tuple[Entity, ...]:
    mentions = (Mention(start, end, document.text[start:end], kind) for start, end, kind in sorted(names))
    return tuple(Entity(f"e{n}", m.type, m.text, mentions=(m,)) for n, m in enumerate(mentions))


def _fit(taught: Iterable[tuple[Document, Gold]], ontology: Ontology) -> tagger.Tagger:
    pieces: list[network.Piece] = []
    for document, names in taught:
        rows = features.rows(document, candidates.proposals(document, ontology), ontology)
        table = np.concatenate((document.states, rows), axis=1).astype(np.float16)
        allowed = material.allowed_labels(document, _entities(document, names))
        spans = [piece for sentence in document.sentences for piece in pieces_of(document.folded, sentence)]
        pieces += network.pieces_of(table, allowed, spans)
    learnt = network.fit(network.Network, [pieces], _pace)
    chain = tagger.chain_from({"labels": tagger.labels, "steps": network.rounded([learnt.steps])})
    return tagger.Tagger(network.to_onnx([learnt]), chain)


def _heard(document: Document, names: Gold, ontology: Ontology, voice: tagger.Tagger) -> weigh.Heard:
    entities = _entities(document, names)
    gold = {"entities": [{"name": entity.name, "type": entity.type} for entity in entities]}
    return weigh.Heard(gold, entities, tuple(candidates_of(document, ontology, voice)))


def _spans(mentions: Iterable[Mention]) -> Gold:
    return frozenset((m.start, m.end, m.type) for m in mentions if m.type in _types.values())


def _figures(pairs: Iterable[tuple[Gold, Gold]]) -> str:
    right = printed = wanted = 0
    for names, found in pairs:
        right, printed, wanted = right + len(names & found), printed + len(found), wanted + len(names)
    return f"P {right / printed:.3f}  R {right / wanted:.3f}  F1 {2 * right / (printed + wanted):.3f}"


if __name__ == "__main__":
    main()
