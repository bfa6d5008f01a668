"""What one resolution cites that another does not: added, dropped, kept, and said otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.analysis.citations import key_of, stands_for
from graph.analysis.errors import AnalysisError
from graph.lineage import Edge, Lineage

__all__ = ["Change", "Difference", "difference"]


@dataclass(frozen=True, slots=True)
class Change:
    """One cited work, with the references that each of the two texts makes to it (one may be empty)."""

    work: str
    now: tuple[Edge, ...]
    before: tuple[Edge, ...]

    @property
    def relations_changed(self) -> bool:
        """Whether both cite it, in different ways ("welcomes" became "recalls")."""
        return bool(self.now and self.before) and _relations(self.now) != _relations(self.before)


@dataclass(frozen=True, slots=True)
class Difference:
    """Works that ``work`` cites and ``other`` does not (``added``), the reverse (``dropped``), and both.

    In the order in which the texts first cite them.
    """

    work: str
    other: str
    added: tuple[Change, ...]
    dropped: tuple[Change, ...]
    kept: tuple[Change, ...]


def difference(lineage: Lineage, work: str, other: str) -> Difference:
    """Compare what two held texts cite; usually a resolution and its predecessor.

    Lettered parts and articles count as their whole; a text's references to itself are left out, and
    so are references that are not resolved, since nothing says that they mean the same.

    Raises
    ------
    UnknownWork
        If one is neither held nor cited.
    AnalysisError
        If one is not held: what a text cites is known from the text only.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> changed = difference(summits(), "A/RES/67/225", "A/RES/65/175")
    >>> [c.work for c in changed.added], [c.work for c in changed.dropped], [c.work for c in changed.kept]
    (['A/RES/65/175', 'A/RES/55/2'], ['A/RES/63/231'], [])

    """
    now, before = _cited(lineage, work), _cited(lineage, other)
    changes = {key: Change(key, tuple(now.get(key, ())), tuple(before.get(key, ()))) for key in [*now, *before]}
    return Difference(
        work=key_of(lineage, work),
        other=key_of(lineage, other),
        added=tuple(change for change in changes.values() if not change.before),
        dropped=tuple(change for change in changes.values() if not change.now),
        kept=tuple(change for change in changes.values() if change.now and change.before),
    )


def _cited(lineage: Lineage, work: str) -> dict[str, list[Edge]]:
    """What the first version of a work cites: one language, or each citation would count six times."""
    key = key_of(lineage, work)
    versions = lineage.versions(key)
    if not versions:
        raise AnalysisError(f"{key} is cited but not held, so what it cites is unknown; load its text")
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in lineage.cites(key):
        cited = stands_for(lineage, edge.target)
        if edge.language == versions[0].language and cited != stands_for(lineage, key):
            found[cited].append(edge)
    return found


def _relations(edges: tuple[Edge, ...]) -> set[str]:
    return {edge.reference.relation for edge in edges}
