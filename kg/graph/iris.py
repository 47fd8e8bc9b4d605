"""IRIs as hashes of content: the same thing has the same IRI on every machine and in every order of work."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from kg.errors import UsageError
from kg.graph.nquads import is_iri
from kg.model import Identity
from kg.ontology import RESOURCES


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits that stand for `parts`; their borders count."""
    hashed = blake2b(digest_size=10)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(4, "big"))
        hashed.update(data)
    return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Minter:
    """Makes IRIs under `base`, which ends in ``/`` or ``#``."""

    base: str = RESOURCES
    _known: dict[Identity, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not is_iri(self.base) or not self.base.endswith(("/", "#")):
            raise UsageError(f"the base of resources must be an IRI that ends in / or #: {self.base!r}")

    def entity(self, identity: Identity) -> str:
        """The IRI of an entity."""
        known = self._known.get(identity)
        if known is None:
            name = digest(identity.type, identity.name, identity.context)
            known = self._known[identity] = f"{self.base}{identity.type.lower()}/{name}"
        return known

    def article(self, article: str) -> str:
        """The IRI of an article and of the named graph that holds what it says."""
        return f"{self.base}article/{digest(article)}"

    def statement(self, *parts: str) -> str:
        """The IRI of one article's claim."""
        return f"{self.base}statement/{digest(*parts)}"

    def evidence(self, article: str, start: int, end: int) -> str:
        """The IRI of a stretch of an article's text."""
        return f"{self.base}evidence/{digest(article, str(start), str(end))}"

    def quantity(self, *parts: str) -> str:
        """The IRI of a quantity that an article states."""
        return f"{self.base}quantity/{digest(*parts)}"

    @property
    def entities(self) -> str:
        """The IRI of the named graph that describes the entities across articles."""
        return f"{self.base}graph/entities"
