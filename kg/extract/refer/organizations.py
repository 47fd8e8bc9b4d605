"""Organizations: 县总工会, 浦江联 and 清掃三班 as what they are in full, in this article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.recognise.automaton import once_per_ontology
from kg.extract.refer import units
from kg.extract.refer.abbreviations import abbreviates, branch_office, fits, general_word, head_word, owners
from kg.extract.refer.areas import Areas, levels
from kg.extract.refer.forms import Form, around
from kg.ontology import Ontology
from kg.text.fold import fold

_LEVEL = "|".join(levels)
# A class word that opens a name without a place before it: 县总工会, 全省, but not 区块链, 村镇银行, 市场监管局.
_RELATIVE = re.compile(
    rf"(?:全|本|我|该)?({_LEVEL})(?!块链|镇银行|场|域|政(?![府协法务研])|际|[镇长花江]|民(?![族政办]))(?=.)"
)
_COUNTRY = re.compile("^(?:中国|国家|北京|我国|中央)")
_YOUTH_LEAGUE = re.compile(rf"团({_LEVEL})委$")

_MOST_NAMES = 20
_BRACKETED = re.compile(r"(?<=[^（(]{3})[（(](?![^（()）]{2,4}合伙)[^（()）]{1,40}[)）]$")
_LEAGUE = {"zh-Hans": "共青团", "zh-Hant": "共青團"}
_TERM = re.compile(
    r"^(?:第[一二三四五六七八九十百0-9]+届[、，和与]?)+|(?<=[省市县区州])第[一二三四五六七八九十百0-9]+届"
)
_FORMER = re.compile(r"^原(?=.{3})")


def link(document: Document, forms: Sequence[Form], areas: Areas, ontology: Ontology) -> None:
    """Let every organization's short form stand for its full one, or build the full name."""
    organizations = [form for form in forms if form.type == "Organization"]
    _Linker(document, organizations, areas, ontology).run()


@once_per_ontology
def _known(ontology: Ontology) -> frozenset[str]:
    return frozenset(ontology.forms("Organization", "name"))


class _Linker:
    """The organizations of one article, with what is looked up of them again and again."""

    def __init__(self, document: Document, forms: list[Form], areas: Areas, ontology: Ontology) -> None:
        self.document = document
        self.areas = areas
        self.forms = forms
        self.virtual: list[Form] = []
        self.built: dict[str, Form] = {}
        self.weights: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.groups: dict[int, list[str]] = defaultdict(list)
        self.by_key = {form.key: form for form in forms}
        self.cores = {form.key: form.key[areas.prefix(form.key) :] for form in forms}
        self.known = _known(ontology)
        self.by_char: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            for char in dict.fromkeys(form.key):
                self.by_char[char].append(form)
        self._add_owners()
        for pool in self.by_char.values():
            pool.sort(key=lambda one: one.first)

    def _add_owners(self) -> None:
        """太行云药业有限公司质检部 names a company too, though no mention is the company's alone."""
        for form in list(self.forms):
            for owner in owners(form.key):
                if owner not in self.by_key:
                    virtual = Form(owner, form.name[: len(owner)], form.type, at=form.first)
                    self.by_key[owner] = virtual
                    self.cores[owner] = owner[self.areas.prefix(owner) :]
                    self.virtual.append(virtual)
                    for char in dict.fromkeys(owner):
                        self.by_char[char].append(virtual)

    def run(self) -> None:
        for form in sorted(self.forms, key=lambda one: (len(one.key), one.first)):
            if form.target is None and not form.built and not units.is_self(form):
                self._relative(form) or self._shortened(form)
        self._same_area()
        self.groups.clear()
        self.weights.clear()  # by now it is known which names are one body's
        for form in self.forms:
            if form.target is None and not form.built:
                self._part(form)
        for form in self.forms:
            if form.target is None:
                self._plain(form)

    # 县总工会 → 商南县总工会
    def _relative(self, form: Form) -> bool:
        league = _YOUTH_LEAGUE.match(form.key)
        found = league or _RELATIVE.match(form.key)
        if not found or (not league and self.cores[form.key] != form.key):
            return False
        level, rest = found[1], form.name[found.end() :]
        fuller = [
            one
            for one in self._holding(form)
            if one.mentions and self._opens_with(one, level) and self._fits(form, found, one)
        ]
        if not league and fuller and (nearest := form.nearest(fuller)):
            return form.stand_for(nearest)
        area = self.areas.named(level, form.first)
        if not area:
            return False
        if league:
            name = f"{_LEAGUE[self.document.language]}{area}委"
            whole = self.by_key.get(fold(name) + "员会")
            return form.stand_for(whole) if whole and whole.mentions else self._build(form, name)
        name = area + self._in_full(rest, area)
        return self._build(form, name)

    def _in_full(self, rest: str, area: str) -> str:
        """政府 is 人民政府 on the mainland, 府 is 政府 in Taiwan."""
        if re.match("府(?!城|前)", rest):
            return "政" + rest
        return "人民" + rest if rest == "政府" and self.areas.mainland(area) else rest

    def _fits(self, form: Form, found: re.Match[str], fuller: Form) -> bool:
        """Whether what follows 市 in `form` is short for what follows the area, or 市 too, in `fuller`."""
        rest, core = form.key[found.end() :], self.cores[fuller.key]
        core = core[len(found[1]) :] if core == fuller.key and core.startswith(found[1]) else core
        return fits(rest, core) if len(rest) > 1 else rest == core

    def _opens_with(self, form: Form, level: str) -> bool:
        relative = _RELATIVE.match(form.key)
        if relative and relative[1] == level and relative.end() == len(level):
            return True  # 市人社局 after 市人力资源和社会保障局
        office = branch_office.match(self.cores[form.key])
        if office and office[3] == level:
            return True
        chain = [segment for segment, _ in self.areas.segments(form.key)]
        return bool(chain) and self.areas.level(chain[-1]) == level  # 市政协 is not 景德镇市珠山区政协

    def _located(self, name: str, at: int) -> str:
        """A name that opens with 县 alone, as its owner's was written, with the county that it means."""
        key = fold(name)
        found = _RELATIVE.match(key)
        if not found or len(key) != len(name) or any(self.areas.segments(key)):
            return name
        area = self.areas.named(found[1], at)
        return area + name[found.end() :] if area else name

    def _build(self, form: Form, name: str) -> bool:
        name = self._located(name, form.first)
        known = self.by_key.get(fold(name).lower())
        if known is not None and known is not form and known.mentions and form.stand_for(known):
            return True
        twin = self.built.setdefault(name, form)
        if twin is not form and twin.target is None and twin.built == name and form.stand_for(twin):
            return True
        form.built = name
        return True

    # 浦江联 → 上海浦江联足球俱乐部
    def _shortened(self, form: Form) -> bool:
        ranked: dict[int, list[Form]] = defaultdict(list)
        for fuller in self._holding(form):
            rank = abbreviates(form.key, fuller.key, self.cores[form.key], self.cores[fuller.key])
            opens = rank == 2 or (rank > 1 and fuller.key.startswith(form.key))
            if rank and not (opens and self._branch(form.key, fuller.key)):
                ranked[rank].append(fuller)
        if not ranked:
            return False
        best = ranked[min(ranked)]
        written = [one for one in best if one.mentions]
        if written and (
            head_word.fullmatch(form.key) or general_word.fullmatch(form.key)
        ):  # 学会 alone is the society that the article is about
            ranks = {id(one): (self._weight(one), -one.distance(form.first)[1]) for one in written}
            return any(map(form.stand_for, sorted(written, key=lambda one: ranks[id(one)], reverse=True)))
        if nearest := form.nearest(written):
            return form.stand_for(nearest)
        return self._build(form, min(best, key=lambda one: (len(one.key), one.key)).name)

    def _branch(self, short: str, full: str) -> bool:
        """Whether `full` is a branch somewhere else: 日昶半导体高雄厂 of 日昶半导体."""
        rest = full[full.find(short[-2:]) + 2 :]
        return any(self.areas.segments(rest))

    def _holding(self, form: Form) -> list[Form]:
        """The longer forms that hold the rarest character of `form`."""
        chars = form.key.removesuffix("队")  # 苏南队 is 苏南纺织女排
        pool = min((self.by_char[char] for char in chars), key=len, default=[])
        return [one for one in around(pool, form.first) if len(one.key) > len(form.key)]

    # 我校 → the school that publishes the article, or the one that it is about
    def _self(self, form: Form) -> bool:
        if publisher := units.publishing(form, self.document.article.publisher or ""):
            return self._build(form, publisher)
        owner = units.speaker(form, [*self.forms, *self.virtual], self._weight)
        if owner is None or owner.mentions:
            return owner is not None and form.stand_for(owner)
        return self._build(form, owner.name)

    # 感染科 → 宁德市闽东医院感染科
    def _part(self, form: Form) -> bool:
        if units.is_self(form):
            return self._self(form)
        if form.key == "特区政府":
            return self._build(form, self.areas.special_region() + form.name)
        if own := units.owner_of_own(form, self.forms, self._weight):
            return self._build(form, _joined(own[0], form.name[own[1] :]))
        if owner := units.body_before(form, around(self.forms, form.first)):
            opening = units.opening(form.key)
            return self._build(form, _joined(owner, form.name[opening:]))
        if self.cores[form.key] != form.key or form.key in self.known or owners(form.key):
            return False
        before = [one for one in around(self.forms, form.first) if self._written(one) < form.first]
        owner = units.fitting_owner(form, before, lambda one: one.root.built or one.root.name, self._weight)
        return owner is not None and self._build(form, _joined(owner, form.name))

    def _weight(self, form: Form) -> int:
        """How often the text has a name, also inside longer ones; the headline counts more."""
        key = form.root.key
        if key not in self.weights:
            title = self.document.title
            heading = self.document.folded[: title.end] if title else ""
            self.weights[key] = sum(
                self.document.folded.count(one) + 2 * heading.count(one) for one in self._names_of(form.root)
            )
        return self.weights[key]

    def _written(self, form: Form) -> int:
        """Where the text first has a name, be it inside a longer one."""
        if form.key not in self.places:
            self.places[form.key] = self.document.folded.find(form.key, 0, form.first) if form.mentions else form.first
        found = self.places[form.key]
        return form.first if found < 0 else found

    def _names_of(self, root: Form) -> list[str]:
        """The ways the article writes a body, none of which lies within another."""
        if not self.groups:
            for form in self.forms:
                self.groups[id(form.root)].append(form.key)
        keys = {root.key, *(key for key in self.groups[id(root)][:_MOST_NAMES] if len(key) > 2)}
        return [key for key in keys if not any(key != other and other in key for other in keys)]

    def _plain(self, form: Form) -> None:
        """Leave out what is no part of a name: 原, 第八届, a foreign country before a university's name."""
        shown = form.built or form.name
        key = fold(shown)
        brackets = [found for found in _BRACKETED.finditer(key) if not self.areas.divisions(found.group()[1:-1])]
        former = () if self.areas.prefix(key) else _FORMER.finditer(key)  # 原阳县 is a county
        drop = [found.span() for found in (*_TERM.finditer(key), *former, *brackets)]
        drop.append((0, self.areas.abroad(key)))
        if found := _COUNTRY.match(key):
            drop.append((0, found.end() if key[found.end() :] in self.known else 0))
        name = "".join(char for at, char in enumerate(shown) if not any(start <= at < end for start, end in drop))
        if name != shown and len(name) > 2:
            self._build(form, name)

    def _same_area(self) -> None:
        """双江县总工会 and 双江拉祜族佤族布朗族傣族自治县总工会 are one: the same area, the same body."""
        known: dict[tuple[str, str], Form] = {}
        for form in sorted(self.forms, key=lambda one: -len(one.built or one.key)):
            key = fold(form.built) or form.key
            length = self.areas.prefix(key)
            code = self.areas.code(key[:length])
            if form.target is None and code and length < len(key):
                fuller = known.setdefault((code, key[length:]), form)
                if fuller is not form:
                    form.stand_for(fuller)


def _joined(owner: Form, part: str) -> str:
    """A part's full name; what its owner's ends in isn't said twice: 员山同乐国小 and 同乐国小校友会."""
    whole = owner.root.built or owner.root.name
    twice = next((size for size in range(min(len(whole), len(part) - 1), 1, -1) if whole.endswith(part[:size])), 0)
    return whole + part[twice:]
