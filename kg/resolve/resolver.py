"""One run of resolution: judgements first, then the rules of each kind, then identities and labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from kg.model import Identity, Label, Member, Merge, Resolution, ResolvedEntity
from kg.ontology import Ontology
from kg.resolve import bodies, people
from kg.resolve.clusters import Clusters
from kg.resolve.judgements import ANYWHERE, Judgement, Named
from kg.resolve.labels import choose
from kg.resolve.records import Record
from kg.resolve.regions import Regions

_AGE = attrgetter("age")


class Resolver:
    """Joins the members of all articles into entities."""

    def __init__(self, records: Iterable[Record], ontology: Ontology, *, doubts: bool = True) -> None:
        """`doubts` says whether pairs in doubt are looked for, which cost time and change no entity."""
        self._records = {record.member: record for record in sorted(records, key=lambda record: record.member)}
        self._keys = {member: record.key for member, record in self._records.items()}
        self._regions = Regions(ontology.divisions)
        self._bodies = bodies.Bodies(self._records.values(), self._regions, ontology)
        self._doubts = doubts
        self._clusters: Clusters[Member] = Clusters()
        self._merges: list[Merge] = []
        self._doubtful: list[Merge] = []
        for member, record in self._records.items():
            self._clusters.add(member, bodies.facts(record))
        self._people: people.People | None = None

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Keep apart what was judged different, then join what was judged the same; unsure pairs stay in doubt."""
        if not judgements:
            return
        index = _Index(self._records.values())
        for verdict in ("different", "same", "unsure"):
            for judgement in judgements:
                if judgement.verdict == verdict:
                    self._apply(judgement, index)

    def _apply(self, judgement: Judgement, index: _Index) -> None:
        by = judgement.by or "someone"
        for left in index.find(judgement.type, judgement.left):
            for right in index.find(judgement.type, judgement.right):
                if left == right:
                    continue
                if judgement.verdict == "same":
                    self._join(Merge(left, right, f"judged the same by {by}"), forced=True)
                    continue
                self._clusters.bar(left, right)
                if judgement.verdict == "unsure":
                    self._doubtful.append(Merge(left, right, f"judged unsure by {by}", 0.5))

    def match(self) -> None:
        """Join what the rules of each kind find to be the same, from the surest pair on; people last.

        Who two people are is told by the bodies and places around them, so those have to be known.
        """
        blocks: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for record in self._records.values():
            blocks[record.key.match].append(record)
        named = sorted(blocks.items(), key=lambda item: item[0])
        for (kind, _, _), block in named:
            if kind != "Person":
                self._same_key(block)
        self._take(self._bodies.merges(doubts=self._doubts), bodies.ENOUGH)
        least = people.DOUBTFUL if self._doubts else people.ENOUGH
        known = self._people = people.People(self._records.values(), self._keys, self._regions, self._stands_for())
        for (kind, _, _), block in named:
            if kind == "Person":
                for record in block:
                    self._clusters.learn(record.member, known.facts(record))
                if len(block) > 1:
                    self._take(known.matches(block, least=least, why=self._doubts), people.ENOUGH)
        self._take(bodies.by_people(self._records.values(), self._keys, self._stands_for()), bodies.ENOUGH)
        self._take(bodies.by_surroundings(self._records.values(), self._stands_for()), bodies.ENOUGH)

    def _stands_for(self) -> Callable[[Member], Member]:
        """For a member the least of its cluster, as clusters are now."""
        least: dict[Member, Member] = {}
        for cluster in self._clusters.sets():
            first = min(cluster)
            least.update(dict.fromkeys(cluster, first))
        return least.__getitem__

    def _same_key(self, block: list[Record]) -> None:
        """Join records of one key; one that a judgement keeps from the first goes to the next that will have it."""
        if len(block) == 1 or (not self._doubts and self._clusters.unite([record.member for record in block])):
            return
        heads: list[Record] = []
        for record in block:
            if not any(self._join(_same(head, record)) for head in heads):
                heads.append(record)

    def _take(self, merges: Iterable[Merge], enough: float) -> None:
        for merge in bodies.ordered(merges if self._doubts else (one for one in merges if one.score >= enough)):
            if merge.score < enough or not self._join(merge):
                self._doubtful.append(merge)

    def _join(self, merge: Merge, *, forced: bool = False) -> bool:
        """Join the two of `merge` and keep the reason; whether they are one now."""
        if self._clusters.find(merge.left) == self._clusters.find(merge.right):
            return True
        if not self._clusters.join(merge.left, merge.right, forced=forced):
            return False
        self._merges.append(merge)
        return True

    def resolution(self) -> Resolution:
        """The entities that came out, and the pairs that are still two."""
        clusters = [
            sorted((self._records[member] for member in cluster), key=_AGE) for cluster in self._clusters.sets()
        ]
        named = _told_apart([(cluster, self._identity(cluster)) for cluster in clusters])
        entities = [self._entity(cluster, identity) for cluster, identity in named]
        entities += self._around(entities)
        return Resolution(
            entities=tuple(sorted(entities, key=_known_by)),
            merges=tuple(sorted(self._merges, key=lambda one: (one.left, one.right))),
            doubtful=tuple(self._in_doubt()),
        )

    def _in_doubt(self) -> Iterator[Merge]:
        """Of the pairs that are still two the likeliest of each two entities, the likeliest first."""
        seen: set[frozenset[Member]] = set()
        for merge in bodies.ordered(self._doubtful):
            two = frozenset((self._clusters.find(merge.left), self._clusters.find(merge.right)))
            judged = merge.judged
            if len(two) == 2 and two not in seen and (judged or not self._clusters.barred(merge.left, merge.right)):
                seen.add(two)
                yield merge

    def _identity(self, cluster: list[Record]) -> Identity:
        """What the cluster is known by. `cluster` is in order of age: later articles leave a person's as it is."""
        first = cluster[0]
        if first.type == "Person":
            return Identity("Person", first.name, self._people.anchor(first) if self._people else "")
        told = {record.key for record in cluster if not record.key.lone}
        # The fullest: with a region rather than without, its own rather than the article's, then the longest name.
        key = (
            min(told, key=lambda one: (not one.context, not one.stated, -len(one.core or one.name), one))
            if len(told) > 1
            else next(iter(told), first.key)
        )
        return Identity(first.type, key.core or key.name, key.context)

    def _entity(self, cluster: list[Record], identity: Identity) -> ResolvedEntity:
        first = cluster[0]
        alone = len(cluster) == 1
        code = first.key.code if alone else max(record.key.code for record in cluster)
        division = self._regions.get(code) if code else None
        fullest = first.name if alone else min({record.name for record in cluster}, key=lambda name: (-len(name), name))
        labels = choose(cluster, division.name if division else fullest)
        return ResolvedEntity(
            identity=identity,
            members=(first.member,) if alone else tuple(sorted(record.member for record in cluster)),
            subtype=division.class_name if division else _commonest(cluster),
            labels=labels.main,
            alternatives=labels.alternatives,
            hidden=labels.hidden,
            code=code,
            within=self._parent(code) if code else self._stated(cluster),
            same_as=division.same_as if division else "",
        )

    def _parent(self, code: str) -> Identity | None:
        around = self._regions.chain(code) if code else ()
        return Identity("Place", around[0].name, around[0].code) if around else None

    def _stated(self, cluster: list[Record]) -> Identity | None:
        """The division that a body's own name says it is in, the deepest where forms differ."""
        if cluster[0].type != "Organization":
            return None
        codes = {record.key.region for record in cluster if record.key.stated}
        code = max(codes, key=lambda one: (len(one), one), default="")
        division = self._regions.get(code) if code else None
        return Identity("Place", division.name, code) if division else None

    def _around(self, entities: Sequence[ResolvedEntity]) -> list[ResolvedEntity]:
        """The divisions that mentioned places lie in and that no article names: from the official lists."""
        known = {entity.code for entity in entities}
        inner = {entity.code or (entity.within.context if entity.within else "") for entity in entities} - {""}
        around = ((self._regions.get(code), *self._regions.chain(code)) for code in inner)
        found = {one.code: one for chain in around for one in chain if one is not None}
        return [
            ResolvedEntity(
                identity=Identity("Place", one.name, code),
                members=(),
                subtype=one.class_name,
                labels=(Label(one.name, "zh-Hans"),),
                code=code,
                within=self._parent(code),
            )
            for code, one in sorted(found.items())
            if code not in known
        ]


def _known_by(entity: ResolvedEntity) -> tuple[str, str, str]:
    """Orders entities as their identities do, several times faster."""
    one = entity.identity
    return one.type, one.name, one.context


class _Index:
    """Finds the members that a judgement names."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._found: dict[tuple[str, str, str], list[Member]] = defaultdict(list)
        for record in records:
            for name in sorted({record.name, *record.others}):
                for article in (ANYWHERE, record.member.article, record.context.source):
                    self._found[record.type, name, article].append(record.member)

    def find(self, kind: str, named: Named) -> list[Member]:
        name, article = named.key
        return self._found.get((kind, name, article), [])


def _commonest(cluster: Sequence[Record]) -> str:
    """The subtype that most records have."""
    if len(cluster) == 1:
        return cluster[0].subtype
    subtypes = Counter(record.subtype for record in cluster if record.subtype)
    return min(subtypes, key=lambda one: (-subtypes[one], one), default="")


def _same(left: Record, right: Record) -> Merge:
    return Merge(left.member, right.member, "same name in the same place")


def _told_apart(found: Sequence[tuple[list[Record], Identity]]) -> list[tuple[list[Record], Identity]]:
    """Where two clusters have one identity (a judgement keeps them apart), the earliest article tells them apart."""
    counts = Counter(identity for _, identity in found)
    return [
        (cluster, replace(one, context=f"{one.context} {cluster[0].member.article} {cluster[0].member.entity}".strip()))
        if counts[one] > 1
        else (cluster, one)
        for cluster, one in found
    ]
