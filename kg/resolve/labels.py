"""The names that an entity is shown and found by, chosen from the forms that articles attest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from kg.model import Label, Script
from kg.resolve.records import Record, folded
from kg.text.scripts import to_hans, to_hant


@dataclass(frozen=True, slots=True)
class Labels:
    """At most one main label a script, the other attested forms, and forms in the other script that none attests."""

    main: tuple[Label, ...]
    alternatives: tuple[Label, ...]
    hidden: tuple[Label, ...]


def choose(records: Iterable[Record], name: str) -> Labels:
    """The labels of the entity that `records` speak of and that is known by `name` (folded).

    The main label of a script is the form attested by most articles among those that spell `name`, or among the
    records' own names where none does; ties go to the longer, then to the smaller form.
    """
    attested: Counter[Label] = Counter()
    leading: Counter[Label] = Counter()
    for record in records:
        attested.update(record.forms)
        leading.update(record.forms[:1])
    spelled = {label: count for label, count in attested.items() if folded(label.text) == name} or leading
    main = tuple(
        min(of_script, key=lambda label: (-spelled[label], -len(label.text), label.text))
        for script in get_args(Script)
        if (of_script := [label for label in spelled if label.script == script])
    )
    rest = sorted(attested.keys() - set(main), key=_order)
    known = {label.text for label in attested}
    other = {converted for label in attested for converted in [_other_script(label)] if converted.text not in known}
    return Labels(main, tuple(rest), tuple(sorted(other, key=_order)))


def _order(label: Label) -> tuple[str, str]:
    return label.text, label.script


@lru_cache(maxsize=65536)
def _other_script(label: Label) -> Label:
    if label.script == "zh-Hans":
        return Label(to_hant(label.text), "zh-Hant")
    return Label(to_hans(label.text), "zh-Hans")
