"""Mandates of the Security Council: chains of what establishes, extends, amends and ends them, and what is in force.

Only what the held texts say is known: a mandate whose last day has passed may have been extended by a
text that is not held, so it is *lapsed as far as is known*, never simply over; it is *ended* only where
a text ends it. What cannot be told (no day printed, a holder not named) is listed, not left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from graph.analysis.acts import Act, Action, Holder, acts, named
from graph.analysis.citations import key_of, stands_for
from graph.analysis.expiry import Expiry, after_months
from graph.lineage import Edge, Lineage

__all__ = ["InForce", "Mandate", "Mandates", "Standing", "State", "in_force", "mandates"]


class State(StrEnum):
    """How a mandate stands on a day, as far as the held texts say."""

    IN_FORCE = "in force"
    LAPSED = "lapsed"
    ENDED = "ended"
    NOT_YET = "not yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mandate:
    """The acts on one mandate, oldest first.

    ``key`` names its holder the same way in all texts; ``name`` is the longest name that a text gives.
    """

    key: str
    name: str
    acts: tuple[Act, ...]

    @property
    def works(self) -> tuple[str, ...]:
        """The texts of the chain, each once, oldest first."""
        return tuple(dict.fromkeys(act.work for act in self.acts))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a mandate stands on a day: since which act, until when, and what is not known (empty if all is)."""

    mandate: Mandate
    on: date
    state: State
    act: Act | None
    until: date | None
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Mandates:
    """The mandates of a lineage, by key, and the acts whose holder the words do not name.

    ``changes`` are the references by which held texts extend, amend, supersede or revoke another text:
    the same in the citation graph, whatever is known of the holder.
    """

    chains: tuple[Mandate, ...]
    unnamed: tuple[Act, ...]
    changes: tuple[Edge, ...]

    def of(self, key: str) -> Mandate | None:
        """The mandate of this key (``UNMISS``), or ``None``."""
        return next((chain for chain in self.chains if chain.key == key), None)

    def touched_by(self, work: str) -> tuple[Mandate, ...]:
        """The mandates that a text acts on."""
        return tuple(chain for chain in self.chains if work in chain.works)


@dataclass(frozen=True, slots=True)
class InForce:
    """Every mandate's standing on a day, and what limits the answer.

    ``held_until`` is the latest day of adoption among the texts that were read: after it nothing is
    known. ``unnamed`` are the acts to that day whose holder is not known.
    """

    on: date
    standings: tuple[Standing, ...]
    unnamed: tuple[Act, ...]
    held_until: date | None


_NONE: frozenset[str] = frozenset()
_CHANGES = frozenset({"extends", "amends", "supersedes", "revokes"})


def mandates(lineage: Lineage, work: str | None = None, *, body: str = "unsc") -> Mandates:
    """The chains of mandates that the held English texts of a body establish, extend, amend and terminate.

    Parameters
    ----------
    lineage
        The texts; only held ones speak.
    work
        Only the mandates that this text acts on (with all their acts, of all texts).
    body
        Whose texts are read.

    Raises
    ------
    UnknownWork
        If ``work`` is neither held nor cited.

    Examples
    --------
    >>> from graph.analysis.examples import mandate_text
    >>> from graph.lineage import Lineage
    >>> [chain.key for chain in mandates(Lineage.of([mandate_text()])).chains]
    ['UNMHA']

    """
    documents = [d for d in lineage.documents if d.body == body and d.language == "en"]
    names = {short: name for document in documents for short, name in named(document).items()}
    found = _one_key([act for document in documents for act in acts(document, names)])
    if work is not None:
        found = _touched(found, stands_for(lineage, key_of(lineage, work)))
    chains = _chains(found)
    works = {act.work for act in found}
    sources = works if work is not None else {d.symbol for d in documents}
    return Mandates(
        chains=tuple(_chain(key, chains[key]) for key in sorted(chains)),
        unnamed=tuple(act for act in found if act.holder is None),
        changes=tuple(e for e in lineage.edges if e.source in sources and e.reference.relation in _CHANGES),
    )


def _touched(found: Sequence[Act], work: str) -> list[Act]:
    keys = {act.holder.key for act in found if act.work == work and act.holder}
    return [act for act in found if (act.holder and act.holder.key in keys) or (act.work == work and not act.holder)]


def _chains(found: Sequence[Act]) -> dict[str, list[Act]]:
    chains: defaultdict[str, list[Act]] = defaultdict(list)
    for act in found:
        if act.holder:
            chains[act.holder.key].append(act)
    return chains


def _one_key(found: Sequence[Act]) -> list[Act]:
    """The acts, with one key for what each text names by the text before it.

    "The authorizations of resolution 2420 (2018)" are those of resolution 2357 (2017), if that is all
    that resolution 2420 (2018) itself extends of that kind.
    """
    before: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for act in found:
        if act.holder:
            before[act.work, _kind_of(act.holder.key)].add(act.holder.key)
    roots: dict[str, str] = {}
    for act in found:
        if act.holder:
            roots[act.holder.key] = _root(act.holder.key, before)
    return [replace(act, holder=Holder(roots[act.holder.key], act.holder.name)) if act.holder else act for act in found]


def _kind_of(key: str) -> str:
    return key.partition(" S/RES/")[0]


def _root(key: str, before: Mapping[tuple[str, str], AbstractSet[str]]) -> str:
    seen = {key}
    while True:
        kind, slash, number = key.partition(" S/RES/")
        earlier = before.get((f"S/RES/{number}", kind), _NONE) if slash else _NONE
        if len(earlier) != 1 or (following := min(earlier)) in seen:
            return key
        key = following
        seen.add(key)


def _chain(key: str, found: list[Act]) -> Mandate:
    ordered = sorted(found, key=lambda act: (act.adopted or date.min, act.work, act.part, act.start))
    name = max((act.holder.name for act in ordered if act.holder), key=lambda name: (len(name), name))
    return Mandate(key, name, tuple(_settled(ordered)))


def _settled(ordered: Sequence[Act]) -> list[Act]:
    """The acts, with each period that runs "from the end of the mandate before" counted from that, if it is known."""
    settled: list[Act] = []
    before: date | None = None
    for act in ordered:
        if act.until.day is None and act.until.months and before:
            act = replace(act, until=Expiry(after_months(before, act.until.months), act.until.words))
        if act.action is not Action.AMENDS and act.until.day:
            before = act.until.day
        settled.append(act)
    return settled


def in_force(lineage: Lineage, on: date, *, body: str = "unsc") -> InForce:
    """How every mandate stands on a day, as far as the held texts say, with what is unknown named.

    Examples
    --------
    >>> from graph.analysis.examples import mandate_text
    >>> from graph.lineage import Lineage
    >>> lineage = Lineage.of([mandate_text()])
    >>> [(s.mandate.key, s.state.value, str(s.until)) for s in in_force(lineage, date(2020, 3, 1)).standings]
    [('UNMHA', 'in force', '2020-07-15')]
    >>> in_force(lineage, date(2020, 8, 1)).standings[0].state
    <State.LAPSED: 'lapsed'>

    """
    found = mandates(lineage, body=body)
    held = max((d.adopted for d in lineage.documents if d.body == body and d.adopted), default=None)
    return InForce(
        on=on,
        standings=tuple(standing(chain, on) for chain in found.chains),
        unnamed=tuple(act for act in found.unnamed if act.adopted is None or act.adopted <= on),
        held_until=held,
    )


def standing(mandate: Mandate, on: date) -> Standing:
    """How one mandate stands on a day."""
    past = [act for act in mandate.acts if act.adopted and act.adopted <= on and act.action is not Action.AMENDS]
    if not past:
        return _before(mandate, on)
    ended = [act for act in past if act.action is Action.TERMINATES]
    if ended and ended[-1] is past[-1]:
        return _ended(mandate, on, ended[-1])
    dated = [act for act in past if act.until.day]
    if not dated:
        return Standing(mandate, on, State.UNKNOWN, past[-1], None, past[-1].until.reason)
    # One text may settle several periods of one mandate; the longest of the last text counts.
    last = max((act for act in dated if act.work == dated[-1].work), key=lambda act: act.until.day or date.min)
    until = last.until.day
    if until and until >= on:
        return Standing(mandate, on, State.IN_FORCE, last, until)
    return Standing(mandate, on, State.LAPSED, last, until, f"no held text extends it beyond {until}; one not held may")


def _before(mandate: Mandate, on: date) -> Standing:
    dated = [act for act in mandate.acts if act.adopted]
    if dated and dated[0].action is Action.ESTABLISHES:
        return Standing(mandate, on, State.NOT_YET, dated[0], None)
    why = f"the first held text on it is of {dated[0].adopted}" if dated else "no day of adoption is known"
    return Standing(mandate, on, State.UNKNOWN, None, None, why)


def _ended(mandate: Mandate, on: date, act: Act) -> Standing:
    day = act.until.day
    if day is None:
        return Standing(mandate, on, State.UNKNOWN, act, None, act.until.reason)
    return Standing(mandate, on, State.IN_FORCE if day > on else State.ENDED, act, day)
