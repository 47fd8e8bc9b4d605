"""Posts and ranks (党委书记、董事长) as a matcher over reduced sentences; those of members (会员, 代表) apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Titles:
    """What finds titles, and the endings by which a member's is told from a post: 委员 but not 政治委员."""

    regex: re.Pattern[str]
    members: tuple[str, ...]
    others: tuple[str, ...]

    def kind(self, title: str) -> str:
        """The kind of item that `title` becomes."""
        return "Member" if title.endswith(self.members) and not title.endswith(self.others) else "Title"


@cache
def _matcher(posts: tuple[str, ...], modifiers: tuple[str, ...], members: tuple[str, ...]) -> Titles:
    ends = {*posts, *members}
    either = "|".join(sorted(map(re.escape, {*ends, *modifiers}), key=lambda form: (-len(form), form)))
    post = "|".join(sorted(map(re.escape, ends), key=lambda form: (-len(form), form)))
    others = tuple(sorted(form for form in posts if form not in members and form.endswith(members)))
    # At most five parts; what a name's own last word would be (学校, 医院) can't stand in one.
    regex = re.compile(f"(?:(?:{either}){{0,4}}?(?:{post}))(?![会队院所局处团])")
    return Titles(regex, members or ("\0",), others or ("\0",))


def title_matcher(ontology: Ontology) -> Titles:
    """What finds titles of at most five parts of the lexicon ``Post``."""
    return _matcher(*(ontology.forms("Post", role) for role in ("post", "modifier", "member")))
