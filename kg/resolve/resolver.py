"""One run of resolution: judgements first, then the rules of each kind, then identities and labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.model import Identity, Member, Merge, Resolution, ResolvedEntity
from kg.ontology import Ontology
from kg.resolve import people
from kg.resolve.clusters import Clusters
from kg.resolve.judgements import ANYWHERE, Judgement, Named
from kg.resolve.labels import choose
from kg.resolve.records import Record


class Resolver:
    """Joins the members of all articles into entities."""

    def __init__(self, records: Iterable[Record], ontology: Ontology) -> None:
        self._ontology = ontology
        self._records = {record.member: record for record in sorted(records, key=lambda record: record.member)}
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
        blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in self._records.values():
            blocks[record.type, record.name].append(record)
        contexts = {record.context.article: record.context for record in self._records.values()}
        rarity = people.Rarity(contexts.values())
        for (kind, _), block in sorted(blocks.items(), key=lambda item: item[0]):
            if kind == "Person":
                self._take(list(people.matches(block, rarity)), people.ENOUGH)
            else:
                self._take([Merge(block[0].member, record.member, "same name") for record in block[1:]], 1.0)

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
        entities = [
            _entity(cluster, identity) for cluster, identity in zip(clusters, _identities(clusters), strict=True)
        ]
        apart = [one for one in self._doubtful if self._clusters.find(one.left) != self._clusters.find(one.right)]
        return Resolution(
            entities=tuple(sorted(entities, key=lambda entity: entity.identity)),
            merges=tuple(sorted(self._merges, key=lambda one: (one.left, one.right))),
            doubtful=tuple(sorted(apart, key=lambda one: (-one.score, one.left, one.right))),
        )


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


def _identities(clusters: Sequence[list[Record]]) -> list[Identity]:
    """An identity for each cluster; where two would have the same, the earliest article's id tells them apart."""
    found = [_identity(cluster) for cluster in clusters]
    counts = Counter(found)
    return [
        Identity(one.type, one.name, f"{one.context} {cluster[0].member.article} {cluster[0].member.entity}".strip())
        if counts[one] > 1
        else one
        for one, cluster in zip(found, clusters, strict=True)
    ]


def _identity(cluster: list[Record]) -> Identity:
    """What the cluster is known by. `cluster` is in order of age: later articles leave a person's identity as it is."""
    first = cluster[0]
    if first.type == "Person":
        return Identity("Person", first.name, people.anchor(first))
    return Identity(first.type, min({record.name for record in cluster}, key=lambda name: (-len(name), name)))


def _entity(cluster: list[Record], identity: Identity) -> ResolvedEntity:
    labels = choose(cluster, identity.name)
    subtypes = Counter(record.subtype for record in cluster if record.subtype)
    return ResolvedEntity(
        identity=identity,
        members=tuple(sorted(record.member for record in cluster)),
        subtype=min(subtypes, key=lambda name: (-subtypes[name], name), default=""),
        labels=labels.main,
        alternatives=labels.alternatives,
        hidden=labels.hidden,
    )
