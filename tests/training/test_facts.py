"""What the scorer of relations learns from: the names kept for it belong to the articles it may see."""

from __future__ import annotations

from pathlib import Path

from kg.extract.segment import analyse
from kg.model import Mention
from kg.ontology import load as load_ontology
from kg.read import read_text
from training.facts import examples, load_names, swapped, with_references, write_names
from training.gold import load, project

_GOLD = Path(__file__).parent.parent / "gold"


def test_names_come_back_and_are_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    mention = Mention(3, 6, "刘保柱", "Person", name="刘保柱", confidence=0.9375)
    one, two = tmp_path / "one", tmp_path / "two"
    write_names(one, {"a": (mention,), "b": ()})
    write_names(two, {"b": (), "a": (mention,)})
    assert one.read_bytes() == two.read_bytes()
    assert load_names(one) == {"a": [[3, 6, "Person", "", "刘保柱", 0.9375]], "b": []}


def test_names_are_kept_of_every_training_article_and_of_no_other() -> None:
    articles = {file.stem for part in ("train", "extra") for file in (_GOLD / part).glob("*.json")}
    assert set(load_names()) == articles


def test_copies_with_other_names_state_the_same_facts() -> None:
    articles = load(_GOLD / "train")[:3]
    copies = [list(swapped(articles, 0)) for _ in range(2)]
    assert [copy.scene.document.text for copy in copies[0]] == [copy.scene.document.text for copy in copies[1]]
    for original, copy in zip(examples(articles, recognised=False), copies[0], strict=True):
        assert copy.scene.document.text != original.scene.document.folded
        assert copy.fold == original.fold
        assert copy.wanted == original.wanted
        stated = [sum(truth == 1 for truth in example.truth.values()) for example in (original, copy)]
        assert stated[1] > 0.8 * stated[0] > 0


def test_what_refers_to_an_annotated_name_is_learned_from_too() -> None:
    ontology = load_ontology()
    document = analyse(read_text("清河纺织有限公司昨日开工。该公司由李四创办。", source="a"), ontology)
    entities = project({"entities": [{"name": "清河纺织有限公司", "type": "Organization", "aliases": []}]}, document)
    (found,) = with_references(document, entities)
    assert [(mention.text, mention.kind) for mention in found.mentions] == [
        ("清河纺织有限公司", "full"),
        ("该公司", "reference"),
    ]
