"""Bodies and places whose keys differ but that may be one: a company named with and without its region, an alias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Member, Merge
from kg.resolve.keys import Key
from kg.resolve.records import Record

# Shorter cores (电视台, 一中) are borne by many bodies.
_SHORTEST_CORE = 5
_SHORTEST_ALIAS = 2


def region_missing(records: Iterable[Record], keys: Mapping[Member, Key]) -> Iterator[Merge]:
    """Bodies named without a region, with the only one of that core that is named with a region.

    虎之翼科技有限公司 is 商洛市虎之翼科技有限公司 as long as no other region has one.
    """
    by_core: dict[str, dict[str, Record]] = defaultdict(dict)
    for record in records:
        key = keys[record.member]
        if record.type == "Organization" and len(key.core) >= _SHORTEST_CORE:
            by_core[key.core].setdefault(key.context, record)
    for core, regions in sorted(by_core.items()):
        named = sorted(region for region in regions if region)
        if "" in regions and len(named) == 1:
            yield Merge(regions[""].member, regions[named[0]].member, f"only {core}, region left out", 0.9)


def known_alias(records: Iterable[Record], keys: Mapping[Member, Key]) -> Iterator[Merge]:
    """Bodies named only by a form that articles give as another name of exactly one body (北大 is 北京大学)."""
    holders: dict[str, dict[tuple[str, str, str], Record]] = defaultdict(dict)
    named: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.type != "Organization":
            continue
        for alias in record.others:
            if len(alias) >= _SHORTEST_ALIAS and keys[record.member].core != alias:
                holders[alias].setdefault(keys[record.member].match, record)
        if not keys[record.member].context:
            named[record.name].append(record)
    for name in sorted(named.keys() & holders.keys()):
        owners = [record for match, record in holders[name].items() if match != keys[named[name][0].member].match]
        if len(owners) == 1:
            yield Merge(named[name][0].member, owners[0].member, f"{name} is another name of it", 0.85)
