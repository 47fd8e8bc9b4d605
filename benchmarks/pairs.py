"""Planted namesakes and variants: which entities of different articles are one, beside comparing names as strings.

``python -m benchmarks.pairs [--half tune] [--errors]`` reads the pairs of short articles in tests/resolve/pairs,
extracts them, resolves all of them together, and counts planted pairs: a variant that was joined is right, a namesake
that was joined is wrong. *Names known* also plants the names that extraction did not find, so that what it misses isn't
blamed on resolution. The errors of the half ``check`` are not shown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz

from kg.extract import extract
from kg.model import Entity, Extraction, Member, Model, type_names
from kg.ontology import Ontology, load
from kg.read import read_text
from kg.resolve import resolve
from kg.text.fold import fold_name

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "resolve" / "pairs"
HALVES = ("tune", "check")
# A usual threshold for rapidfuzz, and the one at which it does best on the half `tune`: there it joins nearly all.
FUZZY = (84.0, 52.0)


@dataclass(frozen=True, slots=True)
class Planted:
    """Two names of one type in two articles, and whether they mean one entity."""

    case: str
    same: bool
    type: str
    left: str
    right: str

    @property
    def texts(self) -> tuple[str, str]:
        """The names of the two articles."""
        return f"{self.case} 1", f"{self.case} 2"

    @property
    def crosses_counties(self) -> bool:
        """Whether joining the two would make one body of two."""
        return self.type == "Organization" and not self.same


@dataclass(frozen=True, slots=True)
class Pairs:
    """The planted pairs of one file, and the raw text of each article by its name."""

    planted: tuple[Planted, ...]
    texts: Mapping[str, str]


def read_pairs(*halves: str) -> Pairs:
    """The pairs of `halves`, ``tune`` and ``check`` by default."""
    planted: list[Planted] = []
    texts: dict[str, str] = {}
    for half in halves or HALVES:
        case, number = "", 0
        for line in (FOLDER / f"{half}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                case, number = f"{half}: {line[3:]}", 0
            elif line.startswith(("same ", "different ")):
                planted.append(_planted(case, line))
            elif line.startswith("> "):
                number += 1
                texts[f"{case} {number}"] = _head(line[2:])
            elif line and not line.startswith("#"):
                texts[f"{case} {number}"] += line + "\n"
    return Pairs(tuple(planted), texts)


def _planted(case: str, line: str) -> Planted:
    verdict, kind, names = line.split(" ", 2)
    left, _, right = names.partition(" | ")
    if kind not in type_names or not right:
        raise ValueError(f"{case}: no pair: {line}")
    return Planted(case, verdict == "same", kind, left, right)


def _head(line: str) -> str:
    meta, _, title = line.partition(" | ")
    date, _, publisher = meta.partition(" ")
    return f"{title}\n{date}{f' 来源：{publisher}' if publisher else ''}\n\n"


def extractions(pairs: Pairs, ontology: Ontology, *, model: Model = "accurate") -> dict[str, Extraction]:
    """What is extracted from each article, by its name."""
    return {name: extract(read_text(text, source=name), ontology, model=model) for name, text in pairs.texts.items()}


def known(pairs: Pairs, found: Mapping[str, Extraction]) -> dict[str, Extraction]:
    """`found` with an entity for each planted name that extraction did not find."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    for pair in pairs.planted:
        for text, name in zip(pair.texts, (pair.left, pair.right), strict=True):
            if member(found[text], pair.type, name) is None:
                wanted.setdefault(text, set()).add((pair.type, name))
    return {
        text: replace(
            one,
            entities=(
                *one.entities,
                *(Entity(f"p{number}", *named) for number, named in enumerate(sorted(wanted.get(text, ())), 1)),
            ),
        )
        for text, one in found.items()
    }


def member(found: Extraction, kind: str, name: str) -> Member | None:
    """The entity that bears `name` in an article: as its own name rather than as another form."""
    key = fold_name(name)
    of_kind = [one for one in found.entities if one.type == kind]
    for forms in (lambda one: (one.name,), lambda one: one.aliases):
        for one in of_kind:
            if key in {fold_name(form) for form in forms(one)}:
                return Member(found.article.id, one.id)
    return None


Joined = Callable[[Planted], bool]


def by_resolution(found: Mapping[str, Extraction], ontology: Ontology) -> Joined:
    """Whether resolution, which sees all articles, makes the two one."""
    entity = {
        each: number for number, one in enumerate(resolve(found.values(), ontology).entities) for each in one.members
    }

    def joined(pair: Planted) -> bool:
        left, right = (
            member(found[text], pair.type, name) for text, name in zip(pair.texts, (pair.left, pair.right), strict=True)
        )
        return left is not None and right is not None and entity[left] == entity[right]

    return joined


def by_name(pair: Planted) -> bool:
    """Whether the names are written alike."""
    return pair.left == pair.right


def by_folded_name(pair: Planted) -> bool:
    """Whether the names are alike in one script, without quotation marks."""
    return fold_name(pair.left) == fold_name(pair.right)


def by_rapidfuzz(pair: Planted, *, least: float = FUZZY[0]) -> bool:
    """Whether rapidfuzz finds the folded names alike."""
    return fuzz.ratio(fold_name(pair.left), fold_name(pair.right)) >= least


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over planted pairs."""

    right: int
    joined: int
    same: int
    bodies: int

    @property
    def precision(self) -> float:
        """Of those joined, the share that is one."""
        return self.right / self.joined if self.joined else 0.0

    @property
    def recall(self) -> float:
        """Of those that are one, the share that was joined."""
        return self.right / self.same if self.same else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.joined + self.same) if self.joined + self.same else 0.0


def score(planted: Iterable[Planted], joined: Joined) -> Score:
    """How many pairs are joined, rightly or not; `bodies` counts organizations that were wrongly made one."""
    counts: Counter[str] = Counter()
    for pair in planted:
        made = joined(pair)
        counts["same"] += pair.same
        counts["joined"] += made
        counts["right"] += made and pair.same
        counts["bodies"] += made and pair.crosses_counties
    return Score(counts["right"], counts["joined"], counts["same"], counts["bodies"])


def main() -> None:
    """Print the table of docs/resolution.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--errors", action="store_true", help="what goes wrong in the half that may be looked at")
    options = parser.parse_args()
    pairs, ontology = read_pairs(*([options.half] if options.half else [])), load()
    found = extractions(pairs, ontology)
    systems: dict[str, Joined] = {
        "exact name": by_name,
        "folded name": by_folded_name,
        **{f"rapidfuzz, ratio of {least:g}": partial(by_rapidfuzz, least=least) for least in FUZZY},
        "all made one": lambda _: True,
        "newskg": by_resolution(found, ontology),
        "newskg, names known": by_resolution(known(pairs, found), ontology),
    }
    print("\n".join(table(pairs.planted, systems)))
    if options.errors:
        shown = [pair for pair in pairs.planted if pair.case.startswith("tune")]
        print("\n".join(errors(shown, systems)))


def table(planted: Sequence[Planted], systems: Mapping[str, Joined]) -> Iterator[str]:
    """A row a system: all pairs, then F1 of each half and kind that there is."""
    groups = {half: [pair for pair in planted if pair.case.startswith(half)] for half in HALVES}
    groups |= {kind: [pair for pair in planted if pair.type == kind] for kind in type_names}
    groups = {name: held for name, held in groups.items() if held}
    same = sum(pair.same for pair in planted)
    yield f"{len(planted)} pairs: {same} variants to join, {len(planted) - same} namesakes to keep apart\n"
    yield "| | P | R | F1 | bodies made one wrongly | " + " | ".join(groups) + " |"
    yield "| --- |" + " --- |" * (4 + len(groups))
    for name, joined in systems.items():
        whole = score(planted, joined)
        cells = [f"{each:.3f}" for each in (whole.precision, whole.recall, whole.f1)]
        cells += [str(whole.bodies), *(f"{score(held, joined).f1:.3f}" for held in groups.values())]
        yield f"| {name} | " + " | ".join(cells) + " |"


def errors(planted: Iterable[Planted], systems: Mapping[str, Joined]) -> Iterator[str]:
    """What resolution has wrong, and whether it is right once the names are known."""
    for pair in planted:
        if systems["newskg"](pair) != pair.same:
            cause = "resolution" if systems["newskg, names known"](pair) != pair.same else "a name not found"
            yield f"{pair.case}\t{pair.type}\t{pair.left} | {pair.right}\t{'apart' if pair.same else 'joined'}\t{cause}"


if __name__ == "__main__":
    main()
