"""Posts and ranks (党委书记、董事长) as a matcher over reduced sentences."""

from __future__ import annotations

import re
from functools import cache

from kg.ontology import Ontology


@cache
def _matcher(posts: tuple[str, ...], modifiers: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, {*posts, *modifiers}), key=lambda form: (-len(form), form)))
    post = "|".join(sorted(map(re.escape, posts), key=lambda form: (-len(form), form)))
    # At most five parts; what a name's own last word would be (学校, 医院) can't stand in one.
    return re.compile(f"(?:(?:{either}){{0,4}}?(?:{post}))(?![会队院所局处])")


def title_matcher(ontology: Ontology) -> re.Pattern[str]:
    """A pattern that finds titles of at most five parts of the lexicon ``Post``."""
    return _matcher(ontology.forms("Post", "post"), ontology.forms("Post", "modifier"))
