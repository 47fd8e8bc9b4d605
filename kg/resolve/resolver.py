"""One run of resolution: judgements first, then the rules of each kind, then identities and labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Identity, Label, Member, Merge, Resolution, ResolvedEntity
from kg.ontology import Ontology
from kg.resolve import bodies, people
from kg.resolve.clusters import Clusters
from kg.resolve.judgements import ANYWHERE, Judgement, Named
from kg.resolve.keys import Keys
from kg.resolve.labels import choose
from kg.resolve.records import Record


class Resolver:
    """Joins the members of all articles into entities."""

    def __init__(self, records: Iterable[Record], ontology: Ontology) -> None:
        self._records = {record.member: record for record in sorted(records, key=lambda record: record.member)}
        keys = Keys(self._records.values(), ontology)
        self._regions = keys.regions
        self._keys = keys.all(self._records.values())
        self._people = people.People(self._records.values(), self._keys)
        self._clusters: Clusters[Member] = Clusters()
        self._merges: list[Merge] = []
        self._doubtful: list[Merge] = []
        self._unsure: set[frozenset[Member]] = set()
        for member in self._records:
            self._clusters.add(member)

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Keep apart what was judged different, then join what was judged the same."""
        if not judgements:
            return
        index = _Index(self._records.values())
        for verdict in ("different", "same", "unsure"):
            for judgement in judgements:
                if judgement.verdict == verdict:
                    self._apply(judgement, index)

    def _apply(self, judgement: Judgement, index: _Index) -> None:
        for left in index.find(judgement.type, judgement.left):
            for right in index.find(judgement.type, judgement.right):
                if left == right:
                    continue
                if judgement.verdict == "different":
                    self._clusters.bar(left, right)
                elif judgement.verdict == "same":
                    self._join(Merge(left, right, f"judged the same by {judgement.by or 'someone'}"))
                else:
                    self._unsure.add(frozenset((left, right)))

    def match(self) -> None:
        """Join what the rules of each kind find to be the same, from the surest pair on."""
        blocks: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for record in self._records.values():
            blocks[self._keys[record.member].match].append(record)
        for (kind, _, _), block in sorted(blocks.items(), key=lambda item: item[0]):
            if kind == "Person":
                self._take(list(self._people.matches(block)), people.ENOUGH)
            else:
                self._same_key(block)
        records = self._records.values()
        self._take([*bodies.region_missing(records, self._keys), *bodies.known_alias(records, self._keys)], 0.0)

    def _same_key(self, block: list[Record]) -> None:
        """Join records of one key; one that a judgement keeps from the first goes to the next that will have it."""
        heads: list[Record] = []
        for record in block:
            merge = next((m for head in heads if not self._apart(m := _same(head, record))), None)
            if merge is None:
                heads.append(record)
            else:
                self._join(merge)

    def _apart(self, merge: Merge) -> bool:
        return frozenset((merge.left, merge.right)) in self._unsure or self._clusters.barred(merge.left, merge.right)

    def _take(self, merges: list[Merge], enough: float) -> None:
        for merge in sorted(merges, key=lambda one: (-one.score, one.left, one.right)):
            if merge.score < enough or frozenset((merge.left, merge.right)) in self._unsure:
                self._doubtful.append(merge)
            else:
                self._join(merge)

    def _join(self, merge: Merge) -> None:
        if self._clusters.find(merge.left) != self._clusters.find(merge.right) and self._clusters.join(
            merge.left, merge.right
        ):
            self._merges.append(merge)

    def resolution(self) -> Resolution:
        """The entities that came out, and the pairs that are still two."""
        clusters = [
            sorted((self._records[member] for member in cluster), key=lambda record: record.age)
            for cluster in self._clusters.sets()
        ]
        named = _told_apart([(cluster, self._identity(cluster)) for cluster in clusters])
        entities = [self._entity(cluster, identity) for cluster, identity in named]
        entities += self._around(entities)
        apart = [one for one in self._doubtful if self._clusters.find(one.left) != self._clusters.find(one.right)]
        return Resolution(
            entities=tuple(sorted(entities, key=lambda entity: entity.identity)),
            merges=tuple(sorted(self._merges, key=lambda one: (one.left, one.right))),
            doubtful=tuple(sorted(apart, key=lambda one: (-one.score, one.left, one.right))),
        )

    def _identity(self, cluster: list[Record]) -> Identity:
        """What the cluster is known by. `cluster` is in order of age: later articles leave a person's as it is."""
        first = cluster[0]
        if first.type == "Person":
            return Identity("Person", first.name, self._people.anchor(first))
        keys = {self._keys[record.member] for record in cluster}
        # The fullest: with a region rather than without, then the longest name.
        key = min(keys, key=lambda one: (not one.context, -len(one.core or one.name), one))
        return Identity(first.type, key.core or key.name, key.context)

    def _entity(self, cluster: list[Record], identity: Identity) -> ResolvedEntity:
        code = max(self._keys[record.member].code for record in cluster)
        division = self._regions.get(code) if code else None
        fullest = min({record.name for record in cluster}, key=lambda name: (-len(name), name))
        labels = choose(cluster, division.name if division else fullest)
        subtypes = Counter(record.subtype for record in cluster if record.subtype)
        commonest = min(subtypes, key=lambda one: (-subtypes[one], one), default="")
        return ResolvedEntity(
            identity=identity,
            members=tuple(sorted(record.member for record in cluster)),
            subtype=division.class_name if division else commonest,
            labels=labels.main,
            alternatives=labels.alternatives,
            hidden=labels.hidden,
            code=code,
            within=self._parent(code),
            same_as=division.same_as if division else "",
        )

    def _parent(self, code: str) -> Identity | None:
        around = self._regions.chain(code) if code else ()
        return Identity("Place", around[0].name, around[0].code) if around else None

    def _around(self, entities: Sequence[ResolvedEntity]) -> list[ResolvedEntity]:
        """The divisions that mentioned places lie in and that no article names: from the official lists."""
        known = {entity.code for entity in entities}
        found = {one.code: one for entity in entities if entity.code for one in self._regions.chain(entity.code)}
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
