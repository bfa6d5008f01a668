"""The networkx projection: one node a work, one edge a reference, plain attributes only."""

from __future__ import annotations

from graph.lineage import Lineage
from graph.network import multigraph
from loaders.records import PartialDate
from tests.documents import document, reference


def _graph() -> Lineage:
    date = PartialDate.parse("1994-12")
    twice = [reference("49/108", target="A/RES/49/108", date=date), reference("49/108", target="A/RES/49/108")]
    return Lineage.of([document("A/RES/67/225", *twice)])


def test_two_references_to_one_text_are_two_edges() -> None:
    graph = multigraph(_graph())
    assert sorted(graph.edges(keys=True)) == [
        ("A/RES/67/225", "A/RES/49/108", ("en", 0)),
        ("A/RES/67/225", "A/RES/49/108", ("en", 1)),
    ]


def test_attributes_are_plain_and_never_none() -> None:
    graph = multigraph(_graph())
    values = [v for _, data in graph.nodes(data=True) for v in data.values()]
    values += [v for *_, data in graph.edges(data=True) for v in data.values()]
    assert values
    assert all(isinstance(value, str | int | bool) for value in values)


def test_node_has_year_and_date_as_printed() -> None:
    data = multigraph(_graph()).nodes["A/RES/49/108"]
    assert (data["year"], data["date"], data["held"]) == (1994, "1994-12", False)
