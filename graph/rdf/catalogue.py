"""The dataset described for those who look for data: DCAT for people and portals, VoID for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.lineage import Lineage
from graph.rdf.settings import Settings
from graph.rdf.terms import Literal, NamedGraph, Triple, day, integer, text
from graph.vocabulary import HOME, NAMESPACES, TYPE, expand

__all__ = ["Counts", "Holdings", "catalogue_graph"]

_VOCABULARIES = ("rcl", "undo", "allot", "cito", "doco", "fabio", "eli", "oa", "prov", "org", "dcterms", "skos")
_RIGHTS = (
    "The texts are those of United Nations documents, reproduced as read, without any warranty; "
    "the United Nations is acknowledged as their source. Relations between them were found by a program."
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a dataset holds: number of works, languages (two-letter codes), first and last day of adoption."""

    works: int
    languages: tuple[str, ...]
    first: date | None
    last: date | None

    @classmethod
    def of(cls, lineage: Lineage) -> Holdings:
        """What a lineage holds; of a work's versions the first that has a date says it."""
        works = [documents for _, documents in lineage.works()]
        told = (next((document.adopted for document in documents if document.adopted), None) for documents in works)
        days = sorted(filter(None, told))
        languages = {document.language for document in lineage.documents}
        return cls(len(works), tuple(sorted(languages)), days[0] if days else None, days[-1] if days else None)


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

    def merge(self, other: Counts) -> None:
        """Add what was counted of other graphs."""
        self.triples += other.triples
        self.entities += other.entities
        self.properties.update(other.properties)
        self.classes.update(other.classes)


def _name(iri: str) -> str:
    """A prefixed name with a dash for its colon: ``rcl-Reference``."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri.removeprefix(namespace)}"
    raise ValueError(f"a term of no known namespace: {iri}")


def _described(settings: Settings, holdings: Holdings) -> Iterator[Triple]:
    dataset = settings.ids.dataset
    yield dataset, TYPE, expand("dcat:Dataset")
    yield dataset, TYPE, expand("void:Dataset")
    yield dataset, expand("dcterms:title"), text("Lineage of United Nations resolutions", "en")
    yield (
        dataset,
        expand("dcterms:description"),
        text(f"What {holdings.works} United Nations texts cite, with the words that say so.", "en"),
    )
    yield dataset, expand("dcterms:rights"), text(_RIGHTS, "en")
    yield dataset, expand("dcterms:source"), "https://docs.un.org/"
    yield dataset, expand("dcterms:publisher"), settings.ids.agent("recalling", settings.version)
    yield dataset, expand("dcterms:conformsTo"), HOME + "ontology"
    for word in ("United Nations", "resolutions", "citations"):
        yield dataset, expand("dcat:keyword"), text(word, "en")
    yield from ((dataset, expand("dcterms:language"), expand(f"lan:{language}")) for language in holdings.languages)
    if holdings.first and holdings.last:
        period = f"{dataset}/period"
        yield dataset, expand("dcterms:temporal"), period
        yield period, TYPE, expand("dcterms:PeriodOfTime")
        yield period, expand("dcat:startDate"), day(holdings.first)
        yield period, expand("dcat:endDate"), day(holdings.last)
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


def catalogue_graph(settings: Settings, holdings: Holdings, counts: Counts) -> NamedGraph:
    """The description of a dataset; the number of its triples includes the description's own.

    Entities, classes and properties are those counted, without the description.
    """
    triples = [*_described(settings, holdings), *_counted(settings, counts)]
    total = counts.triples + len(triples) + 1
    triples.append((settings.ids.dataset, expand("void:triples"), integer(total)))
    return NamedGraph(settings.ids.catalogue_graph, triples)
