"""Whatever happened to a folder's articles and judgements, its graph is that of a build from scratch.

What a build keeps for the next one (extractions, outlines, blocks of the graph) must never be seen in the result.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.resolve import Judgement, Named
from kg.resolve import outlines as outlined
from kg.resolve.judgements import append
from kg.scale import outlines
from tests.scale.test_build import WORDS, make
from tests.scale.test_nothing_lost import contents

PEOPLE = ("王伟", "王偉", "李芳", "欧阳建国", "刘强")
BODIES = (
    "商南县总工会", "县总工会", "商南縣總工會", "丹凤县总工会", "虎之翼科技有限公司", "商洛市虎之翼科技有限公司",
    "虎之翼", "实验小学", "人民医院", "北京大学/北大", "北大", "商南县卫生健康局", "商南县卫健局",
    "商洛市第一中学/一中",
)  # fmt: skip
PLACES = ("商南县", "商南", "丹凤县", "富水镇", "鼓楼区", "陕西省", "王家村")
HONORS = ("劳动模范", "陕西省劳动模范", "优秀教师")


def sentence(chosen: random.Random) -> str:
    who, body, place = chosen.choice(PEOPLE), chosen.choice(BODIES), chosen.choice(PLACES)
    return chosen.choice(
        (
            f"Person {who} worksFor Organization {body}",
            f"Person {who} worksFor Organization {body}",
            f"Organization {body} locatedIn Place {place}",
            f"Organization {body} partOf Organization {chosen.choice(BODIES)}",
            f"Person {who} awarded Honor {chosen.choice(HONORS)}",
            f"Person {who} nativeOf Place {place}",
        )
    )


class History:
    """A folder of articles to which things happen."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.articles, self.judgements = folder / "in", folder / "judgements.tsv"
        self.articles.mkdir()
        self.chosen = random.Random(seed)  # noqa: S311 - what happens
        for _ in range(6):
            self.add()

    def happens(self) -> None:
        for _ in range(self.chosen.randrange(1, 4)):
            self.chosen.choice((self.add, self.add, self.change, self.change, self.remove, self.copy, self.judge))()

    def add(self) -> None:
        self._write(self.articles / f"{self.chosen.randrange(10**9)}.txt")

    def change(self) -> None:
        self._write(self._one())

    def remove(self) -> None:
        if len(list(self.articles.iterdir())) > 3:
            self._one().unlink()

    def copy(self) -> None:
        shutil.copy(self._one(), self.articles / f"{self.chosen.randrange(10**9)}.txt")

    def judge(self) -> None:
        kind, names = self.chosen.choice((("Person", PEOPLE), ("Organization", BODIES), ("Place", PLACES)))
        sides = [Named(self.chosen.choice(names).split("/")[0], self._where()) for _ in range(2)]
        verdict = self.chosen.choice(("same", "different", "unsure"))
        append(self.judgements, Judgement(verdict, kind, *sides))  # type: ignore[arg-type]

    def _where(self) -> str:
        return str(self._one()) if self.chosen.random() < 0.5 else "*"

    def _one(self) -> Path:
        return self.chosen.choice(sorted(self.articles.iterdir()))

    def _write(self, file: Path) -> None:
        filling = "".join(self.chosen.choices(WORDS, k=60))  # so that none is a copy of another
        date = f"2024年{self.chosen.randrange(1, 13)}月3日"
        told = [sentence(self.chosen) for _ in range(self.chosen.randrange(1, 9))]
        file.write_text("\n".join(["标题" + filling[:5], date, filling, *told]), encoding="utf-8")

    def built(self, out: Path) -> list[bytes]:
        """Build in `out`, with the judgements as they are now."""
        out.mkdir(exist_ok=True)
        if self.judgements.exists():
            shutil.copy(self.judgements, out / "judgements.tsv")
        make(out, self.articles, sync=True)
        return contents(out)


@pytest.mark.parametrize("seed", range(8))
def test_any_history_ends_in_the_bytes_of_a_build_from_scratch(seed: int, tmp_path: Path) -> None:
    history = History(tmp_path, seed)
    history.built(tmp_path / "grown")
    for _ in range(5):
        history.happens()
        last = history.built(tmp_path / "grown")
    assert last == history.built(tmp_path / "scratch")
    kept = [(tmp_path / name / outlines.FILE).read_bytes() for name in ("grown", "scratch")]
    assert kept[0] == kept[1]


def test_only_new_articles_are_outlined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(extractions, ontology):  # type: ignore[no-untyped-def]
        for one in outlined(extractions, ontology):
            made.append(one.context.source)
            yield one

    monkeypatch.setattr(outlines, "outlines", counted)
    history = History(tmp_path, 1)
    history.built(tmp_path / "out")
    assert len(made) == 6
    made.clear()
    history.add()
    history.change()
    history.built(tmp_path / "out")
    assert 1 <= len(made) <= 2


@pytest.mark.parametrize("damage", ["no table", "another version", "a broken line", "gone"])
def test_outlines_that_are_damaged_or_of_another_version_are_made_anew(damage: str, tmp_path: Path) -> None:
    history = History(tmp_path, 2)
    wanted = history.built(tmp_path / "out")
    file = tmp_path / "out" / outlines.FILE
    table = pq.read_table(file)
    if damage == "no table":
        file.write_bytes(b"no table")
    elif damage == "gone":
        file.unlink()
    elif damage == "another version":
        lines = [line.replace("王", "黄") for line in table["outline"].to_pylist()]
        changed = table.set_column(1, "outline", [lines]).replace_schema_metadata({b"newskg": b"another"})
        pq.write_table(changed, file)
    else:
        pq.write_table(table.set_column(1, "outline", [["[["] * len(table)]), file)
    (tmp_path / "out" / "exports.json").unlink()
    assert history.built(tmp_path / "out") == wanted
    assert pq.read_table(file).equals(table)
