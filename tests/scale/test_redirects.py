from __future__ import annotations

from pathlib import Path

from kg.graph.dataset import read_dataset
from kg.resolve.judgements import Judgement, Named, append
from kg.scale.redirects import read
from kg.scale.workspace import Workspace
from tests.scale.test_build import EXPORTS, WORDS, exports, make


def iris(out: Path) -> set[str]:
    return {node.iri for node in read_dataset(out / "graph.nq.gz").content().nodes}


def test_an_iri_that_changes_leads_to_the_new_one(tmp_path: Path) -> None:
    articles, out = tmp_path / "in", tmp_path / "out"
    articles.mkdir()
    (articles / "b.txt").write_text("正文\nPerson 王伟 worksFor Organization 虎之翼科技有限公司", encoding="utf-8")
    make(out, articles)
    before = iris(out)
    (articles / "c.txt").write_text(
        "正文\nPerson 李明 worksFor Organization 商洛市虎之翼科技有限公司", encoding="utf-8"
    )
    make(out, articles)
    known = read(Workspace(out).redirects)
    assert set(known) == before - iris(out)
    assert known
    assert set(known.values()) <= iris(out)
    make(tmp_path / "scratch", articles)
    assert exports(out) == exports(tmp_path / "scratch")


def test_a_judgement_rebuilds_and_is_taken_back(tmp_path: Path) -> None:
    articles, out = tmp_path / "in", tmp_path / "out"
    articles.mkdir()
    for name in "ab":
        text = f"正文\nPerson 王伟 worksFor Organization 第{name}公司\n{WORDS[ord(name) :: 97]}"
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    make(out, articles)
    before = exports(out)
    append(Workspace(out).judgements, Judgement("same", "Person", Named("王伟"), Named("王伟")))
    assert make(out).summary.entities["Person"] == 1
    Workspace(out).judgements.unlink()
    assert make(out).summary.entities["Person"] == 2
    assert exports(out) == before
    assert len(EXPORTS) == 3
