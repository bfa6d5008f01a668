"""The series of a text: the texts of one body, on one subject, that succeed each other.

Nothing prints a series as such, so it is *inferred*, and everything here carries its evidence
(`graph.analysis.evidence`). A held text tells its predecessors: the members of its own series that it
recalls, or that share its title. A text that is not held is placed by what later texts tell: in
"resolutions 63/231 and 65/175 on industrial development cooperation" the first precedes the second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from graph.analysis.citations import key_of, stands_for
from graph.analysis.evidence import ENOUGH, Evidence, Ledger, candidates
from graph.analysis.known import Known
from graph.analysis.period import Period, Position, period
from graph.lineage import Lineage

__all__ = ["Link", "Series", "Succession", "predecessor", "series", "spines", "succession", "successors"]

_LONG = 8.0
"""Years or sessions without a text after which a list alone does not make an older one a member."""
_FIRM = frozenset({"subject", "title", "said", "latest"})


@dataclass(frozen=True, slots=True)
class Link:
    """``later`` directly succeeds ``earlier`` in a series, as far as is known.

    ``weight`` adds up the evidence. ``told_by`` are the texts that tell it: the later text itself, or,
    where that is not held, texts that recall both.
    """

    later: str
    earlier: str
    weight: float
    told_by: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A series from its oldest known member to its latest.

    ``works`` has one line of succession; where several texts succeed one (parts of a split subject),
    the line of the text that was asked for is followed, then the best attested, and the others are
    ``branches``. ``links`` are the successions within ``works``, oldest first.
    """

    work: str
    works: tuple[str, ...]
    links: tuple[Link, ...]
    branches: tuple[Link, ...]
    period: Period

    @property
    def latest(self) -> str:
        """The latest member that is known here, held or only cited; there may be a later one elsewhere."""
        return self.works[-1]

    @property
    def predecessor(self) -> str | None:
        """The member directly before the text that was asked for."""
        at = self.works.index(self.work)
        return self.works[at - 1] if at else None

    @property
    def successors(self) -> tuple[str, ...]:
        """The members directly after it: the one in line, then those of other branches."""
        at = self.works.index(self.work)
        others = [link.later for link in self.branches if link.earlier == self.work]
        return (*self.works[at + 1 : at + 2], *others)


class Succession:
    """Every succession that is inferred in a lineage: at most one predecessor a text.

    Parameters
    ----------
    lineage
        Held texts tell; the more there are, the more is known.
    enough
        The weight of evidence from which on a text is taken to be of the same series.

    """

    def __init__(self, lineage: Lineage, enough: float = ENOUGH) -> None:
        self.lineage = lineage
        self._known = Known(lineage)
        told = [told for key in sorted(self._known.documents) if (told := self._told(key, enough))]
        own = {link.later: link for links in told for link in links[:1]}
        others = self._attested(link for links in told for link in links[1:])
        self.predecessors: Mapping[str, Link] = dict(sorted({**others, **own}.items()))
        successors: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self.predecessors.values():
            successors[link.earlier].append(link)
        self.successors: Mapping[str, tuple[Link, ...]] = {
            key: tuple(sorted(links, key=lambda link: (self._order(link.later), link.later)))
            for key, links in successors.items()
        }

    def _order(self, key: str) -> Position:
        return self._known.position(key) or Position(float("inf"), 0)

    def _told(self, key: str, enough: float) -> list[Link]:
        """What one held text tells: its own succession first, then those among the members before it."""
        ledgers = [ledger for ledger in candidates(self._known, key) if ledger.weight >= enough]
        # One text of each session or year: the best attested of them.
        best: dict[float, Ledger] = {}
        for ledger in sorted(ledgers, key=lambda ledger: (-ledger.weight, self._order(ledger.earlier))):
            best.setdefault(self._order(ledger.earlier).turn, ledger)
        members = _within_reach(_without_neighbours(sorted(best.items(), reverse=True)))
        links: list[Link] = []
        later = key
        for _, ledger in members:
            links.append(Link(later, ledger.earlier, ledger.weight, (key,), tuple(ledger.entries)))
            later = ledger.earlier
        return links

    def _attested(self, links: Iterable[Link]) -> dict[str, Link]:
        """Of what several texts tell of one that is not held: the nearest predecessor that most of them tell.

        One list leaves out a member now and then, so the nearest wins that at least half as many texts
        tell as tell the commonest.
        """
        votes: defaultdict[str, defaultdict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
        for link in links:
            votes[link.later][link.earlier].append(link)
        return {later: self._nearest(told) for later, told in votes.items()}

    def _nearest(self, told: Mapping[str, list[Link]]) -> Link:
        most = max(map(len, told.values()))
        often = [earlier for earlier, links in told.items() if 2 * len(links) >= most]
        links = told[max(often, key=lambda key: (self._order(key), key))]
        best = max(links, key=lambda link: (link.weight, link.told_by))
        return replace(best, told_by=tuple(sorted(link.told_by[0] for link in links)))

    def of(self, work: str) -> Series:
        """The series of one text; of itself alone if nothing is known to precede or succeed it.

        Raises
        ------
        UnknownWork
            If it is neither held nor cited.

        """
        key = stands_for(self.lineage, key_of(self.lineage, work))
        before = self._back(key)
        after = self._forth(key)
        links = (*reversed(before), *after)
        works = (links[0].earlier, *(link.later for link in links)) if links else (key,)
        others = (link for each in works for link in self.successors.get(each, ()))
        branches = tuple(link for link in others if link not in links and link.later not in works)
        return Series(key, works, links, branches, self._period(works))

    def _back(self, key: str) -> list[Link]:
        links: list[Link] = []
        # A predecessor stands before its successor in time, so this ends.
        while link := self.predecessors.get(key):
            links.append(link)
            key = link.earlier
        return links

    def _forth(self, key: str) -> list[Link]:
        links: list[Link] = []
        while after := self.successors.get(key):
            best = max(after, key=lambda link: (link.weight, self._order(link.later), link.later))
            links.append(best)
            key = best.later
        return links

    def _period(self, works: Iterable[str]) -> Period:
        turns = [position.turn for work in works if (position := self._known.position(work))]
        return period(turns)

    def every(self) -> tuple[Series, ...]:
        """Every series of at least two texts, each once, by its oldest member; branches end where they part."""
        starts = {link.earlier for link in self.predecessors.values()} - set(self.predecessors)
        return tuple(self.of(start) for start in sorted(starts, key=lambda key: (self._order(key), key)))

    def title(self, works: Iterable[str]) -> str | None:
        """What a series is called: the title of its latest held member, else the phrase most used for its members."""
        listed = list(works)
        title = next((title for work in reversed(listed) if (title := self._known.title(work))), None)
        said = Counter(phrase for work in listed for _, phrase in self._known.phrases.get(work, ()))
        return title or min(said, key=lambda phrase: (-said[phrase], phrase), default=None)


Dated = list[tuple[float, Ledger]]
"""Candidates with the session or year of each, latest first."""


def _without_neighbours(dated: Dated) -> Dated:
    """The members of a series without later texts on a neighbouring subject.

    A biennial text that recalls last year's text on something near it does not succeed that: what is
    later than the best attested member must weigh at least half as much.
    """
    if not dated:
        return []
    strongest, most = max(dated, key=lambda item: (item[1].weight, item[0]))
    return [(turn, ledger) for turn, ledger in dated if turn <= strongest or 2 * ledger.weight >= most.weight]


def _within_reach(dated: Dated) -> Dated:
    """The members down to where a long gap opens that no subject phrase or title bridges.

    "Recalling its resolutions 103 (I), 45/45 and 46/77": the first is an origin, no member of the series.
    """
    for at, ((later, _), (earlier, ledger)) in enumerate(pairwise(dated), 1):
        steps = [after - before for (after, _), (before, _) in pairwise(dated[:at])]
        usual = median(steps) if steps else 1.0
        if later - earlier > max(_LONG, 4 * usual) and not ledger.kinds & _FIRM:
            return dated[:at]
    return dated


def succession(lineage: Lineage, *, enough: float = ENOUGH) -> Succession:
    """Infer every succession of a lineage, once for many questions.

    Linear in the references, but for texts that share one title.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> [(link.later, link.earlier, link.weight) for link in succession(summits()).predecessors.values()]
    [('A/RES/65/175', 'A/RES/63/231', 8.0), ('A/RES/67/225', 'A/RES/65/175', 8.0)]

    """
    return Succession(lineage, enough)


def series(lineage: Lineage, work: str) -> Series:
    """The series of one text.

    Raises
    ------
    UnknownWork
        If ``work`` is neither held nor cited.

    Examples
    --------
    >>> from graph.analysis.examples import summits
    >>> found = series(summits(), "A/RES/65/175")
    >>> found.works, found.predecessor, found.successors, found.latest
    (('A/RES/63/231', 'A/RES/65/175', 'A/RES/67/225'), 'A/RES/63/231', ('A/RES/67/225',), 'A/RES/67/225')
    >>> found.period
    <Period.BIENNIAL: 'biennial'>

    """
    return succession(lineage).of(work)


def predecessor(lineage: Lineage, work: str) -> Link | None:
    """The text that a text directly succeeds, with the evidence; ``None`` if none is known. Errors as in `series`."""
    return succession(lineage).predecessors.get(stands_for(lineage, key_of(lineage, work)))


def successors(lineage: Lineage, work: str) -> tuple[Link, ...]:
    """The texts that directly succeed a text, with the evidence, in order of time. Errors as in `series`."""
    return succession(lineage).successors.get(stands_for(lineage, key_of(lineage, work)), ())


def spines(lineage: Lineage) -> tuple[tuple[str, ...], ...]:
    """The series of a lineage as lines to draw (`graph.view`): work keys from oldest to latest."""
    return tuple(each.works for each in succession(lineage).every())
