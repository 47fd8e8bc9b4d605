"""The names that an entity is shown and found by, chosen from the forms that articles attest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from kg.model import Label, Script
from kg.resolve.records import Form, Record


@dataclass(frozen=True, slots=True)
class Labels:
    """At most one main label a script, the other attested forms, and forms in the other script that none attests."""

    main: tuple[Label, ...]
    alternatives: tuple[Label, ...]
    hidden: tuple[Label, ...]


_OTHER: dict[Script, Script] = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}


def choose(records: Sequence[Record], name: str) -> Labels:
    """The labels of the entity that `records` speak of and that is known by `name` (folded).

    The main label of a script is the form attested by most articles among those that spell `name`, or among the
    records' own names where none does; ties go to the longer, then to the smaller form.
    """
    if len(records) == 1 and len(records[0].forms) == 1:  # as most are
        (form,) = records[0].forms
        return Labels((Label(form.text, form.script),), (), _hidden(form) if form.other != form.text else ())
    attested = Counter(form for record in records for form in record.forms)
    spelled = {form: count for form, count in attested.items() if form.folded == name}
    if not spelled:
        spelled = Counter(record.forms[0] for record in records)
    main = tuple(
        min(of_script, key=lambda form: (-spelled[form], -len(form.text), form.text))
        for script in get_args(Script)
        if (of_script := [form for form in spelled if form.script == script])
    )
    rest = sorted(attested.keys() - set(main))
    known = {form.text for form in attested}
    other = sorted({(form.other, _OTHER[form.script]) for form in attested if form.other not in known})
    return Labels(
        tuple(Label(form.text, form.script) for form in main),
        tuple(Label(form.text, form.script) for form in rest),
        tuple(Label(*form) for form in other),
    )


def _hidden(form: Form) -> tuple[Label, ...]:
    return (Label(form.other, _OTHER[form.script]),)
