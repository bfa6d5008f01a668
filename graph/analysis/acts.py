"""What the operative paragraphs of a text do to mandates: establish, extend, amend, terminate. English texts.

Read from the words "decides to extend …", "decides that … shall continue …", and "Extends …", and tied
to what they are about: a mission by its acronym, a panel or a set of measures by the resolution that
made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.analysis import expiry
from graph.analysis.expiry import Expiry
from graph.lineage import work_key
from loaders.records import Document, Part, Section
from loaders.registries import sessions
from loaders.symbols import fold

__all__ = ["Act", "Action", "Holder", "acts", "named"]


class Action(StrEnum):
    """What is done to a mandate."""

    ESTABLISHES = "establishes"
    EXTENDS = "extends"
    AMENDS = "amends"
    TERMINATES = "terminates"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose mandate it is. ``key`` is the same in all texts: ``UNMISS``, ``Panel of Experts S/RES/1591(2005)``."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that one paragraph does to one mandate.

    ``text[start:end)`` of the part ``part`` is ``words``. ``holder`` is ``None`` where the words do not
    say whose mandate it is; ``until`` is its last day (or the day from which it is ended).
    """

    work: str
    adopted: date | None
    part: str
    action: Action
    holder: Holder | None
    until: Expiry
    words: str
    start: int
    end: int


_VERBS = {
    Action.ESTABLISHES: r"establish|create|set up|authori[sz]e the establishment of",
    Action.EXTENDS: r"extend|renew|prolong|continue|reauthori[sz]e|maintain|authori[sz]e",
    Action.TERMINATES: r"terminate|end|close|dissolve|lift|discontinue|disband",
    Action.AMENDS: r"amend|modify|adjust|revise|expand|reconfigure",
}
_FAINT = frozenset({"continue", "maintain", "authorize", "authorise"})
_TO = re.compile(
    r"\b(?:[Dd]ecid(?:es?|ed|ing)|[Aa]grees?)\b"
    r"(?:,? (?:also|further|therefore|moreover|again|furthermore|as a consequence)\b,?){0,3}"
    r"(?:, [^;]{3,200}?,(?= to ))? to (?:again |further )?(?:"
    + "|".join(f"(?P<{action.name}>{verbs})" for action, verbs in _VERBS.items())
    + r")\b"
)
_SHALL = re.compile(
    r"\b[Dd]ecid(?:es?|ed|ing)\b[^;]{0,40}? that (?P<subject>[^;]{3,260}?),? (?:shall|should|will) "
    r"(?:continue to \w+|continue|be (?:further )?(?:extended|renewed|prolonged))\b"
)
_PLAIN = re.compile(
    r"^(?:Further |Also )?(?:(?P<EXTENDS>[Ee]xtends|[Rr]enews)|(?P<TERMINATES>[Tt]erminates)) (?=the |until |for )"
)
_UNLESS = re.compile(r"\b(?:unless|if|until|whether|before)\b[^,;]{0,25}$")
# A clause ends where the next decision begins, or at its semicolon.
_CLAUSE_END = re.compile(
    r";|, (?:and )?(?:(?:also|further|therefore) )?"
    r"(?:decides|requests|calls|expresses|authori[sz]es|reaffirms|directs|reiterates|underscores)\b"
    r"| and (?:further |also )?(?:decides|requests|expresses|reaffirms)\b"
)

_OTHERS = "CHAPTER ISIL ECOWAS IGAD SADC HIV AIDS COVID NATO OSCE ICAO UNODC OHCHR UNICEF UNHCR"
_NO_MISSION = frozenset(_OTHERS.split(" "))
_ACRONYM = re.compile(r"\b(?!(?:[IVXLC]+)\b)[A-Z][A-Z]{3,}(?:-[A-Z]{2,})?\b")
_RESOLUTION = re.compile(
    r"\b[Rr]esolutions? (?P<n>\d{3,4})\b(?: \((?P<y>(?:19|20)\d\d)\))?|\b(?P<n2>\d{3,4}) \((?P<y2>(?:19|20)\d\d)\)"
)
_GROUPS = re.compile(
    r"\b(?P<what>Panel of Experts|Group of Experts|Panel|Group|Monitoring Group|Monitoring Mechanism|"
    r"(?:Analytical Support and Sanctions )?Monitoring Team|Committee|Ombudsperson|Special Adviser|"
    r"Investigative Team|Verification Mission|Residual Mechanism|judges|Prosecutor)\b"
)
_TRIBUNAL = re.compile(r"\bInternational (?:Criminal )?Tribunal for (?:the (?:F|f)ormer Yugoslavia|Rwanda)\b")
_MEASURES = re.compile(
    r"\b(?P<what>measures|sanctions|prohibitions?|authori[sz]ations?|obligations|provisions|exemptions?|"
    r"arms embargo|decisions)\b"
)
_NAMED = re.compile(
    r"\b(?P<name>(?:United Nations|UN|African Union|International|Multinational)"
    r"(?: [A-Z][\w’'\-]*| of| in| the| for| and| to){1,12}?) ?\((?P<short>[A-Z][A-Z\-]{2,})\)"
)


def acts(document: Document, names: Mapping[str, str] | None = None) -> Iterator[Act]:
    """The acts of a text's operative paragraphs, in order.

    Parameters
    ----------
    document
        In English; texts in other languages give nothing.
    names
        Acronyms of missions with their full names, as other texts explain them (see `named`).

    Examples
    --------
    >>> from graph.analysis.examples import mandate_text
    >>> [(a.action.value, a.holder.key, str(a.until.day)) for a in acts(mandate_text())]
    [('extends', 'UNMHA', '2020-07-15')]

    """
    if document.language != "en":
        return
    known = {**(names or {}), **named(document)}
    for part in document.parts:
        # Some texts are divided wrongly in their XML, so that decisions stand in the preamble.
        if part.section is Section.OPERATIVE or part.text.startswith("Decides"):
            yield from _of_part(document, part, known)


def named(document: Document) -> dict[str, str]:
    """The acronyms that a text explains, with their full names."""
    texts = [document.title or "", *(part.text for part in document.parts)]
    found: dict[str, str] = {}
    for text in texts:
        for match in _NAMED.finditer(fold(text)):
            found.setdefault(match["short"], match["name"])
    return found


def _of_part(document: Document, part: Part, names: Mapping[str, str]) -> Iterator[Act]:
    text = fold(part.text)
    for verb in _verbs(text):
        ending = _CLAUSE_END.search(text, verb.end)
        end = ending.start() if ending else len(text)
        read = expiry.effective if verb.action is Action.TERMINATES else expiry.read
        until = read(text[verb.start : end], document.adopted)
        if verb.faint and not until.words:
            continue
        yield Act(
            work=work_key(document),
            adopted=document.adopted,
            part=part.id,
            action=verb.action,
            holder=_holder(verb, text[: verb.end], text[verb.end : end], names, document),
            until=until,
            words=part.text[verb.start : end],
            start=verb.start,
            end=end,
        )


@dataclass(frozen=True, slots=True)
class _Verb:
    """A deciding verb: what it does, where its words begin and its object begins.

    ``faint`` verbs ("shall continue") extend a mandate only if they say until when; else they are about
    its tasks.
    """

    action: Action
    start: int
    end: int
    faint: bool = False


def _verbs(text: str) -> list[_Verb]:
    found: list[_Verb] = []
    for match in [*_TO.finditer(text), *_PLAIN.finditer(text)]:
        if not _UNLESS.search(text, 0, match.start()):
            action = next(action for action in Action if match.groupdict().get(action.name))
            faint = match[action.name] in _FAINT
            found.append(_Verb(action, match.start(), match.end(), faint))
    shall = _SHALL.finditer(text)
    found += [_Verb(Action.EXTENDS, match.start(), match.start("subject"), faint=True) for match in shall]
    return sorted(found, key=lambda verb: verb.start)


# --- whose mandate ---------------------------------------------------------------------------------------


def _holder(verb: _Verb, before: str, clause: str, names: Mapping[str, str], document: Document) -> Holder | None:
    """The first of: a mission's acronym or full name in the clause, a panel, measures; else what "its" means."""
    head = clause[:90] if verb.action is Action.TERMINATES else clause[:400]
    new = work_key(document) if verb.action is Action.ESTABLISHES else None
    found = (_mission(head, names), _tribunal(head), _group(head, clause, new), _measures(head, clause))
    spots = [spot for spot in found if spot]
    if spots:
        return min(spots, key=lambda spot: spot[0])[1]
    earlier = [m.group() for m in _ACRONYM.finditer(before) if m.group() not in _NO_MISSION]
    if earlier and re.match(r" (?:its|the|that|this)\b", clause):
        return Holder(earlier[-1], names.get(earlier[-1], earlier[-1]))
    present = re.match(r" (?:its|the (?:present|current)|that|this|the mandate)\b", clause)
    return _of_title(document, names) if present else None


Spot = tuple[int, Holder]


def _mission(clause: str, names: Mapping[str, str]) -> Spot | None:
    spots = [
        (match.start(), Holder(match.group(), names.get(match.group(), match.group())))
        for match in _ACRONYM.finditer(clause)
        if match.group() not in _NO_MISSION
    ][:1]
    spots += [(clause.find(name), Holder(short, name)) for short, name in names.items() if name in clause]
    return min(spots, key=lambda spot: spot[0], default=None)


def _tribunal(clause: str) -> Spot | None:
    match = _TRIBUNAL.search(clause)
    return (match.start(), Holder(match.group(), match.group())) if match else None


def _founding(clause: str, start: int) -> str | None:
    """The first resolution named behind a group or measures: the one that made them, as texts cite them."""
    match = _RESOLUTION.search(clause, start)
    if not match:
        return None
    number = int(match["n"] or match["n2"])
    year = match["y"] or match["y2"] or sessions.sc_year(number)
    return f"S/RES/{number}({year})" if year else None


def _group(head: str, clause: str, new: str | None) -> Spot | None:
    match = _GROUPS.search(head)
    made = match and (new or _founding(clause, match.end()))
    key = f"{match['what']} {made}" if match and made else None
    return (match.start(), Holder(key, key)) if match and key else None


def _measures(head: str, clause: str) -> Spot | None:
    match = _MEASURES.search(head)
    made = _founding(clause, match.end()) if match else None
    return (match.start(), Holder(f"measures {made}", f"{match['what']} of {made}")) if match and made else None


def _of_title(document: Document, names: Mapping[str, str]) -> Holder | None:
    """The one mission that the title names: "Decides to extend the present mandate"."""
    named = {m.group() for m in _ACRONYM.finditer(document.title or "") if m.group() not in _NO_MISSION}
    short = named.pop() if len(named) == 1 else None
    return Holder(short, names.get(short, short)) if short else None
