"""Features of how two names stand in their clauses: which is spoken of, which stands behind a preposition.

What the words around two names can't tell: 甲于2001年加入乙，后任丙主任，2019年获丁 speaks of 甲 to its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.relate.clauses import Clause
from kg.extract.relate.offices import standing
from kg.extract.relate.scene import Scene, titled
from kg.extract.relate.view import Member


def clause_of(scene: Scene, number: int, member: Member) -> int:
    """Which clause of sentence `number` holds `member`; -1 where it stands elsewhere."""
    found = -1
    for at, clause in enumerate(scene.clauses[number]):
        if clause.start > member.start:
            break
        found = at if member.end <= clause.end else -1
    return found


def role_features(scene: Scene, number: int, relation: str, subject: Member, obj: Member) -> Iterator[str]:
    """Whom the clause of each name speaks of, how far apart the clauses are, which of them tell of `relation`."""
    one, two = clause_of(scene, number, subject), clause_of(scene, number, obj)
    clauses = scene.clauses[number]
    spoken_one = _spoken(clauses[two], subject) if two >= 0 else ""
    spoken_two = _spoken(clauses[one], obj) if one >= 0 else ""
    away = max(-3, min(3, two - one)) if one >= 0 and two >= 0 else "-"
    told = f"{_tells(clauses, one, relation)}{_tells(clauses, two, relation)}"
    if relation in titled and (stands := standing(scene, number, subject, obj)):
        yield f"post={stands}"
    if scene.paired[number].get((subject.entity, obj.entity)):
        yield "paired"
    yield f"ss={spoken_one}"
    yield f"so={spoken_two}"
    yield f"sso={spoken_one}|{spoken_two}|{away}"
    yield f"st={spoken_one}|{away}|{told}"
    yield f"ct={told}{away}"


def _tells(clauses: tuple[Clause, ...], at: int, relation: str) -> str:
    return "-" if at < 0 else "y" if relation in clauses[at].told else "n"


def _spoken(clause: Clause, member: Member) -> str:
    """How `clause` speaks of `member`, or that it speaks of someone else."""
    if member.entity in clause.subjects:
        return clause.how if len(clause.subjects) == 1 else f"{clause.how}s"
    return f"not{clause.how}" if clause.subjects else "nobody"
