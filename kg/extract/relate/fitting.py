"""What fits each other: an honor that by its name goes to bodies is no person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.extract.relate.claims import Claim, Key
from kg.model import Entity
from kg.ontology import Ontology
from kg.text.fold import fold_name


def fitting(claims: Mapping[Key, Claim], entities: Iterable[Entity], ontology: Ontology) -> dict[Key, Claim]:
    """Those of `claims` whose two ends fit each other, so that what doesn't fit is no rival of what does."""
    for_bodies = tuple(ontology.forms("Honor", "bodies"))
    known = {entity.id: entity for entity in entities}

    def fits(key: Key) -> bool:
        relation, subject, obj = key
        if relation != "awarded" or known[subject].type != "Person":
            return True
        return not fold_name(known[obj].name).endswith(for_bodies)

    return {key: claim for key, claim in claims.items() if fits(key)}
