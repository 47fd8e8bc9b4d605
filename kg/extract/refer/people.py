"""People: 阮校長 after 阮文俊, 费雷拉 after 若热·费雷拉, and names with their Latin spelling in brackets.

Two people are never joined on a guess: a short form needs one full name before it that it can mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.extract.document import Document
from kg.extract.recognise.automaton import once_per_ontology
from kg.extract.refer.forms import Form
from kg.model import Mention
from kg.ontology import Ontology

_BRACKET = re.compile(r"^(.{2,}?)[(（].*$")
_NICKNAME = re.compile(r"^[老小阿大](.)$")
_ADDRESS = (
    "先生",
    "女士",
    "小姐",
    "太太",
    "老师",
    "同志",
    "大爷",
    "大妈",
    "大娘",
    "大姐",
    "大哥",
    "大伯",
    "大叔",
    "伯伯",
    "婆婆",
    "姐",
    "哥",
    "妈妈",
    "爷爷",
    "奶奶",
    "阿姨",
    "叔叔",
    "师傅",
    "老",
    "总",
    "工",
    "某",
    "局",
    "院士",
    "博士",
    "教授",
)
_COMPOUND = 2
_ALSO = re.compile(
    "[，（]?(?:[本原真大艺笔俗法乳族又]名|曾用名|[中英日泰法]文?名|中文名字|人称|昵称|外号|绰号|学名|别名)[字叫为是：]?[“‘]?"
)
_CHINESE = re.compile("[一-鿿]{2,4}")
_NO_TITLE = "(?![们级办制会团岗院式]|医师|助理|委员|工程师|信箱)"
_SAYS = re.compile("[说讲笑想告介表回指认也还就才又都从把在给跟对和与的，。：、]|却|一[边直家个]|[今当每]天")


def link(document: Document, forms: Sequence[Form], ontology: Ontology) -> None:
    """Let people's short forms stand for their full names."""
    people = [form for form in forms if form.type == "Person"]
    posts = _posts(ontology)
    by_key = {form.key: form for form in people}
    by_end = {mention.end: form for form in people for mention in form.mentions}
    by_surname: dict[str, list[Form]] = defaultdict(list)
    by_part: dict[str, list[Form]] = defaultdict(list)
    for form in people:
        if not _surname(form.key, posts):
            for length in range(1, min(_COMPOUND, len(form.key) - 1) + 1):
                by_surname[form.key[:length]].append(form)
        for part in _parts(form.key):
            by_part[part].append(form)
    _also_called(document, people)
    for form in sorted(people, key=lambda one: (len(one.key), one.first)):
        if bracketed := _BRACKET.match(form.name):
            _same(form, by_key.get(bracketed[1]), bracketed[1])
        elif form.name.isascii() and document.text[form.first - 1 : form.first] in {"(", "（"}:
            _same(form, by_end.get(form.first - 1), "")
        else:
            surname = _surname(form.key, posts)
            options = by_surname.get(surname, []) if surname else by_part.get(form.key, [])
            _only(form, options)


def _also_called(document: Document, people: Sequence[Form]) -> None:
    """郎晓（本名郎大海）, 夏目澄（中文名夏澄）, Mia Robertson（罗米雅）: the name before is a person's that follows."""
    named = sorted(
        ((mention.start, mention.end, form) for form in people for mention in form.mentions), key=lambda one: one[:2]
    )
    for (_, end, left), (start, close, right) in pairwise(named):
        gap = document.folded[end:start]
        latin = left.key.isascii() != right.key.isascii() and gap == "（" and document.folded[close : close + 1] == "）"
        if left is not right and (latin or _ALSO.fullmatch(gap)):
            right.stand_for(left.root)


def called(document: Document, forms: Sequence[Form], ontology: Ontology) -> list[Form]:
    """窦老师, 张书记 and 老王 where no recogniser saw a name: said after the one person of that surname."""
    owners: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.type == "Person" and form.target is None and _CHINESE.fullmatch(form.key):
            owners[form.key[0]].append(form)
    only = {surname: found[0] for surname, found in owners.items() if len(found) == 1}
    if not only:
        return []
    taken = {at for form in forms for mention in form.mentions for at in range(mention.start, mention.end)}
    starts = {token.start for token in (*document.tokens, *document.words)}
    made: dict[str, Form] = {}
    for start, end, surname in _addressed(document.folded, only, ontology):
        owner = only[surname]
        if start < owner.first or start not in starts or not taken.isdisjoint(range(start, end)):
            continue
        text, key = document.text[start:end], document.folded[start:end]
        form = made.setdefault(key, Form(key, text, "Person", target=owner))
        form.mentions.append(Mention(start, end, text, "Person", kind="short", confidence=0.8))
    return list(made.values())


def _addressed(text: str, surnames: Iterable[str], ontology: Ontology) -> Iterator[tuple[int, int, str]]:
    """Where somebody is called 张书记 or 老张: start, end and surname, none overlapping another."""
    title = _title_pattern(ontology)
    last = 0
    for found in re.finditer(f"[{''.join(sorted(surnames))}]", text):
        at = found.start()
        if at > last and text[at - 1] in "老小" and _SAYS.match(text, at + 1):
            start, end = at - 1, at + 1
        elif at >= last and (post := title.match(text, at + 1)):
            start, end = at, post.end()
        else:
            continue
        yield start, end, found.group()
        last = end


@once_per_ontology
def _posts(ontology: Ontology) -> frozenset[str]:
    return frozenset({*_ADDRESS, *ontology.forms("Post", "post")})


@once_per_ontology
def _title_pattern(ontology: Ontology) -> re.Pattern[str]:
    posts = {post for post in _posts(ontology) if 2 <= len(post) <= 4}
    either = "|".join(map(re.escape, sorted(posts, key=lambda post: (-len(post), post))))
    return re.compile(f"老?(?:{either}){_NO_TITLE}")


def _same(form: Form, other: Form | None, name: str) -> None:
    if other is not None:
        form.stand_for(other)
    elif name:
        form.built = name


def _only(form: Form, options: Sequence[Form]) -> None:
    """Stand for the one of `options` that was named before; where several were, for none.

    Where none was, as in a headline (窦阿姨), for the only one that the article ever names.
    """
    fitting = [one for one in options if one is not form and len(one.key) > 1]
    before = [one for one in fitting if one.first < form.first or "·" in one.key] or fitting
    if len({id(one.root) for one in before}) == 1:
        form.stand_for(before[0])


def _surname(key: str, posts: frozenset[str]) -> str:
    """The surname of 张书记 and 老李, empty for a name."""
    if found := _NICKNAME.match(key):
        return found[1]
    return next((key[:length] for length in range(1, _COMPOUND + 1) if key[length:] in posts), "")


def _parts(key: str) -> list[str]:
    """What a person is called by alone: a part of a foreign name, a given name of two characters."""
    if "·" in key:
        return [part for part in key.split("·") if len(part) >= 2]
    return [key[-2:]] if key.isalpha() and not key.isascii() and len(key) in {3, 4} else []
