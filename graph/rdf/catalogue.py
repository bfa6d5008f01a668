"""The dataset described for those who look for data: DCAT for people and portals, VoID for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.lineage import Lineage
from graph.rdf.settings import Settings
from graph.rdf.terms import Literal, NamedGraph, Triple, integer, text
from graph.vocabulary import HOME, NAMESPACES, TYPE, expand

__all__ = ["Counts", "catalogue_graph"]

_VOCABULARIES = ("rcl", "undo", "allot", "cito", "doco", "fabio", "eli", "oa", "prov", "org", "dcterms", "skos")
_RIGHTS = (
    "The texts are those of United Nations documents, reproduced as read, without any warranty; "
    "the United Nations is acknowledged as their source. Relations between them were found by a program."
)


class Counts:
    """Triples, entities, properties and classes of graphs, counted as the graphs pass.

    Entities are the things that have a class; all classes of a thing stand in one graph.
    """

    def __init__(self) -> None:
        self.triples = 0
        self.entities = 0
        self.properties: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()

    def add(self, graph: NamedGraph) -> NamedGraph:
        """Count a graph and give it back."""
        self.triples += len(graph.triples)
        self.properties.update([predicate for _, predicate, _ in graph.triples])
        typed = [(subject, value) for subject, predicate, value in graph.triples if predicate == TYPE]
        self.entities += len({subject for subject, _ in typed})
        self.classes.update([value for _, value in typed if isinstance(value, str)])
        return graph


def _name(iri: str) -> str:
    """A prefixed name with a dash for its colon: ``rcl-Reference``."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri.removeprefix(namespace)}"
    raise ValueError(f"a term of no known namespace: {iri}")


def _described(settings: Settings, lineage: Lineage) -> Iterator[Triple]:
    dataset = settings.ids.dataset
    languages = sorted({document.language for document in lineage.documents})
    yield dataset, TYPE, expand("dcat:Dataset")
    yield dataset, TYPE, expand("void:Dataset")
    yield dataset, expand("dcterms:title"), text("Lineage of United Nations resolutions", "en")
    yield (
        dataset,
        expand("dcterms:description"),
        text(f"What {len(list(lineage.works()))} United Nations texts cite, with the words that say so.", "en"),
    )
    yield dataset, expand("dcterms:rights"), text(_RIGHTS, "en")
    yield dataset, expand("dcterms:source"), "https://docs.un.org/"
    yield dataset, expand("dcterms:publisher"), settings.ids.agent("recalling", settings.version)
    yield dataset, expand("dcterms:conformsTo"), HOME + "ontology"
    for word in ("United Nations", "resolutions", "citations"):
        yield dataset, expand("dcat:keyword"), text(word, "en")
    yield from ((dataset, expand("dcterms:language"), expand(f"lan:{language}")) for language in languages)
    dates = sorted(document.adopted for document in lineage.documents if document.adopted)
    if dates:
        period = f"{dataset}/period"
        yield dataset, expand("dcterms:temporal"), period
        yield period, TYPE, expand("dcterms:PeriodOfTime")
        yield period, expand("dcat:startDate"), Literal(dates[0].isoformat(), expand("xsd:date"))
        yield period, expand("dcat:endDate"), Literal(dates[-1].isoformat(), expand("xsd:date"))
    if settings.when:
        stamp = settings.when.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield dataset, expand("dcterms:modified"), Literal(stamp, expand("xsd:dateTime"))


def _counted(settings: Settings, counts: Counts) -> Iterator[Triple]:
    dataset = settings.ids.dataset
    yield dataset, expand("void:uriSpace"), text(f"{settings.ids.base}id/")
    yield from ((dataset, expand("void:vocabulary"), NAMESPACES[prefix]) for prefix in _VOCABULARIES)
    yield dataset, expand("void:entities"), integer(counts.entities)
    yield dataset, expand("void:properties"), integer(len(counts.properties))
    yield dataset, expand("void:classes"), integer(len(counts.classes))
    for name, count in sorted(counts.classes.items()):
        partition = f"{dataset}/class/{_name(name)}"
        yield dataset, expand("void:classPartition"), partition
        yield partition, expand("void:class"), name
        yield partition, expand("void:entities"), integer(count)
    for name, count in sorted(counts.properties.items()):
        partition = f"{dataset}/property/{_name(name)}"
        yield dataset, expand("void:propertyPartition"), partition
        yield partition, expand("void:property"), name
        yield partition, expand("void:triples"), integer(count)


def catalogue_graph(settings: Settings, lineage: Lineage, counts: Counts) -> NamedGraph:
    """The description of a dataset; the number of its triples includes the description's own.

    Entities, classes and properties are those counted, without the description.
    """
    triples = [*_described(settings, lineage), *_counted(settings, counts)]
    total = counts.triples + len(triples) + 1
    triples.append((settings.ids.dataset, expand("void:triples"), integer(total)))
    return NamedGraph(settings.ids.catalogue_graph, triples)
