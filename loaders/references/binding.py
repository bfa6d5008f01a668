"""Whose number is it: from evidence around a number to the body, and from the body to the symbol.

The ladder (FORMS 2.2, measured there): the body named at the head, else after the number, else the
possessive's organ, else what this document said of the same number before, else the speaker itself;
then the date and the session must agree, and where they do not, the one body whose calendar agrees
wins. What stays open between several bodies is ambiguous, never the first guess.
"""

from __future__ import annotations

from datetime import date

import msgspec

from loaders.records import Kind, PartialDate
from loaders.references import events, works
from loaders.references.context import Context
from loaders.references.frames import Frame
from loaders.references.tokens import Shape, Token
from loaders.registries import bodies, sessions
from loaders.symbols import roman_value

__all__ = ["Bound", "Evidence", "bind"]


_KINDS = {kind.value: kind for kind in Kind}


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """All that speaks for one body or another at one number."""

    token: Token
    frame: Frame | None
    date: PartialDate | None
    after: tuple[str, str] | None = None

    @property
    def kind(self) -> str:
        """What the head says that is numbered; a resolution where there is no head."""
        return self.frame.kind if self.frame else "resolution"


class Bound(msgspec.Struct, frozen=True, gc=False):
    """A number with its body: ``target`` a UN symbol without part letter, or ``None`` with ``cited``."""

    body: str | None
    kind: Kind
    target: str | None = None
    cited: str | None = None
    letter: str | None = None
    reason: str = ""


def bind(evidence: Evidence, context: Context) -> Bound | None:
    """The body and the work that a number names; ``None`` where it is no citation at all."""
    token = evidence.token
    if token.shape in _OF_CONFERENCES and (conference := _conference(evidence, context)):
        cited = f"{conference}-{evidence.kind}-{events.slug(token.printed)}"
        return Bound(None, _KINDS[evidence.kind], cited=cited)
    return _BINDERS[token.shape](evidence, context)


# --- evidence ---------------------------------------------------------------------------------


def _explicit(evidence: Evidence) -> tuple[str, ...]:
    """The bodies named for this number: behind it, else at its head."""
    if evidence.after:
        return (evidence.after[0],)
    return evidence.frame.bodies if evidence.frame else ()


def _namesakes(evidence: Evidence) -> tuple[str, ...]:
    """The other bodies that a short name ("the Council") at the head may mean."""
    surface = evidence.after[1] if evidence.after else evidence.frame.short if evidence.frame else ""
    return bodies.short_names().get(surface, ())


def _speakers(evidence: Evidence, context: Context) -> list[str]:
    """Bodies to try, most likely first; one may come twice."""
    frame, token = evidence.frame, evidence.token
    order = [*_explicit(evidence), *_namesakes(evidence)]
    if frame and frame.own and frame.subject:
        order.append(frame.subject)
    known = context.bodies.get(f"{token.session}/{token.number}")
    if known:
        order.append(known)
    if context.body:
        order.append(context.body)
    if frame:
        order.extend(frame.nearby)
    return order


def _conference(evidence: Evidence, context: Context) -> str | None:
    """The key of the conference that a number is said to be of, where no registered body bears its name."""
    frame, token = evidence.frame, evidence.token
    if frame is None or (token.shape is Shape.SLASH and int(token.session) >= _FIRST_SLASH_SESSION):
        return None
    body, surface = evidence.after or (frame.bodies[0] if frame.bodies else None, frame.short)
    if body == "":  # "the Conference", which no registered body was found to be
        body = f"{events.CONFERENCE}{surface.lower()}"
    return context.conference(body) if body and body.startswith(events.CONFERENCE) else None


# --- calendars --------------------------------------------------------------------------------


def _agrees(body: str, evidence: Evidence, context: Context, kind: str) -> bool:
    """Whether ``body`` could have adopted this slash number, on this day, before this document."""
    session, number, day = int(evidence.token.session), int(evidence.token.number), evidence.date
    latest = day.latest if day else context.day
    if body == "unga":
        return _ga_agrees(session, number, day, latest, kind)
    if body == "unhrc":
        return (kind != "decision" or number > _LAST_HRC_RESOLUTION) and _hrc_agrees(session, day, latest)
    return works.may_use(body, Shape.SLASH) and session <= _LAST_SESSIONS.get(body, _LAST_SESSION)


_LAST_SESSION = 99  # no body but the General Assembly and the Human Rights Council has a known calendar
_LAST_SESSIONS = {"unea": 20}  # every second year since 2014: "67/213" in its text is the General Assembly's


def _ga_agrees(session: int, number: int, day: PartialDate | None, latest: date | None, kind: str) -> bool:
    if session < _FIRST_SLASH_SESSION or (kind == "decision" and number < _FIRST_DECISION):
        return False
    if day:
        return str(session) in sessions.ga_sessions_on(day.earliest)
    return latest is None or session <= max(latest.year - 1945, _FIRST_SLASH_SESSION)


_FIRST_SLASH_SESSION = 31  # 1976; before it the session is a Roman numeral in parentheses
_LAST_HRC_RESOLUTION = 100  # the Human Rights Council numbers its decisions from 101 on in each session
_FIRST_DECISION = 300  # every General Assembly decision has a number of 300 or more, no other body's has


def _hrc_agrees(session: int, day: PartialDate | None, latest: date | None) -> bool:
    year = sessions.hrc_year(session)
    if day:
        return year == day.earliest.year
    return latest is None or (year is not None and year <= latest.year)


# --- shapes -----------------------------------------------------------------------------------


def _slash(evidence: Evidence, context: Context) -> Bound | None:
    kind = evidence.kind
    order = _speakers(evidence, context)
    if evidence.date and _agrees("unga", evidence, context, kind):
        return _named("unga", evidence.token, kind)
    for body in order:
        if _agrees(body, evidence, context, kind):
            return _named(body, evidence.token, kind)
    for body in ("unga", "unhrc"):
        if body not in order and (kind != "decision" or evidence.date) and _agrees(body, evidence, context, kind):
            return _named(body, evidence.token, kind, "the date and the session are this body's")
    return _slash_against_calendar(evidence, context, kind)


def _slash_against_calendar(evidence: Evidence, context: Context, kind: str) -> Bound:
    """No calendar agrees: the body that the words name or the speaker, the date being wrong, or none at all."""
    undated = Evidence(evidence.token, evidence.frame, None, evidence.after)
    own = (context.body,) if context.body else ()
    for body in (*_explicit(evidence), *own):
        if _agrees(body, undated, context, kind):
            return _named(body, evidence.token, kind, "the printed date is not of this session")
    for surface in ("Conference", "Conference of the Parties", "Commission", "Assembly"):
        body = context.full.get(surface)
        if body and body != "unga" and works.may_use(body, Shape.SLASH):
            return _named(body, evidence.token, kind, "the body last named in full")
    return Bound(None, _KINDS[kind], reason="no body in the text could have adopted this number")


def _named(body: str, token: Token, kind: str, reason: str = "") -> Bound:
    target, cited = works.work(body, kind, token)
    return Bound(body, _KINDS[kind], target, cited, reason=reason)


def _year(evidence: Evidence, context: Context) -> Bound | None:
    token = evidence.token
    kind = evidence.kind
    if kind == "statement":
        symbol = f"S/PRST/{token.session}/{token.number}"
        return Bound("unsc", Kind.STATEMENT, symbol, symbol)
    for body in _speakers(evidence, context):
        if works.may_use(body, Shape.YEAR):
            return _named(body, token, kind)
    return _named("ecosoc", token, kind)


def _special(evidence: Evidence, context: Context) -> Bound | None:
    token = evidence.token
    kind = evidence.kind
    if token.session.startswith("SS."):
        return Bound("unepgc", Kind.DECISION, cited=f"unep:{token.session}/{token.number}")
    if token.session.startswith("ES"):
        return _named("unga", token, kind)
    explicit = [body for body in _explicit(evidence) if body in ("unga", "unhrc")]
    if explicit:
        return _named(explicit[0], token, kind)
    day, year = evidence.date, sessions.hrc_year(token.session)
    if day:
        if token.session in sessions.ga_sessions_on(day.earliest):
            return _named("unga", token, kind)
        if year == day.earliest.year:
            return _named("unhrc", token, kind)
    for body in _speakers(evidence, context):
        if body == "unga" or (body == "unhrc" and year is not None):
            return _named(body, token, kind)
    return _named("unga", token, kind)


def _roman(evidence: Evidence, context: Context) -> Bound | None:
    token = evidence.token
    kind = evidence.kind
    explicit = [body for body in _explicit(evidence) if works.may_use(body, Shape.ROMAN)]
    if not explicit and (other := _of_no_symbol(evidence)):
        return _named(other, token, kind)
    if explicit and explicit[0] != "unga":
        return _named(explicit[0], token, kind)
    known = sessions.ga_roman_range(token.session)
    if known and int(token.number) in known and kind == "resolution":
        return _named("unga", token, kind)
    if explicit:
        return _named(explicit[0], token, kind, "the number is not of this session")
    frame = evidence.frame
    if frame and frame.own and not frame.subject and context.body == "unga":
        return _named("unga", token, kind, "the number is not of this session")
    early = evidence.date is None or evidence.date.earliest.year <= _LAST_ROMAN_YEAR
    for body in _speakers(evidence, context):
        if body != "unga" and works.may_use(body, Shape.ROMAN) and (early or body != "ecosoc"):
            return _named(body, token, kind)
    if evidence.frame is None:
        return None
    if early and (roman_value(token.session) or 99) <= _LAST_ECOSOC_ROMAN:
        return _named("ecosoc", token, kind, "the number is of no General Assembly session")
    return Bound(None, _KINDS[kind], reason="no body in the text numbers its resolutions so")


_LAST_ECOSOC_ROMAN, _LAST_ROMAN_YEAR = 63, 1978  # E/RES/2130(LXIII) of 1977 is among the last


def _paren_year(evidence: Evidence, context: Context) -> Bound | None:
    token = evidence.token
    year = sessions.sc_year(int(token.number))
    explicit = evidence.frame.bodies if evidence.frame else ()
    if explicit and "unsc" not in explicit and year != int(token.session):
        return Bound(explicit[0], Kind.RESOLUTION, reason="this body's resolutions have no number of this form")
    if evidence.frame is None and year != int(token.session):
        return None
    if "unsc" not in explicit and context.body != "unsc" and year not in (None, int(token.session)):
        return Bound(None, Kind.RESOLUTION, reason=f"Security Council resolution {token.number} is of {year}")
    reason = "" if year in (None, int(token.session)) else f"number {token.number} is of {year}"
    return Bound("unsc", Kind.RESOLUTION, f"S/RES/{token.number}({token.session})", reason=reason)


def _bare(evidence: Evidence, context: Context) -> Bound | None:
    if "." in evidence.token.number or "(" in evidence.token.number:
        return _health_assembly(evidence, context)
    if evidence.frame and (other := _of_no_symbol(evidence)):
        if works.may_use(other, Shape.BARE):
            return _named(other, evidence.token, evidence.kind)
        return Bound(other, _KINDS[evidence.kind], reason="its numbers begin again in each session")
    number = int(evidence.token.number) if evidence.token.number.isdigit() else 0
    year = sessions.sc_year(number)
    own = evidence.frame is not None and not evidence.frame.bodies and context.body == "unsc"
    if year is None or not (own or "unsc" in _explicit(evidence)):
        return None
    if evidence.frame and evidence.frame.kind != "resolution":
        return None
    if context.day and year > context.day.year:
        return None
    return Bound("unsc", Kind.RESOLUTION, f"S/RES/{number}({year})")


def _of_no_symbol(evidence: Evidence) -> str | None:
    """The body named for a number whose texts have no UN symbols."""
    named = (body for body in _explicit(evidence) if body in bodies.ids())
    return next((body for body in named if not bodies.get(body).resolution), None)


def _number_year(evidence: Evidence, context: Context) -> Bound | None:
    """The number of a body that puts its year last; of national laws and courts such numbers are no citation."""
    for body in _speakers(evidence, context):
        if works.may_use(body, Shape.NUMBER_YEAR):
            return _named(body, evidence.token, evidence.kind)
    return None


def _health_assembly(evidence: Evidence, context: Context) -> Bound | None:
    """The number that its own documents print as WHA58.16: "World Health Assembly resolution 58.16"."""
    named = (*_explicit(evidence), *(evidence.frame.nearby if evidence.frame else ()))
    if "who" not in named and context.full.get("Health Assembly") != "who":
        return None
    kind = _KINDS[evidence.kind]
    return Bound("who", kind, cited=f"who:WHA{evidence.token.number}")


_COP_BODY = {"CP": "unfccc", "CMP": "unfccc", "CMA": "unfccc", "COP": "unccd", "SBI": "unfccc", "SBSTA": "unfccc"}


def _cop(evidence: Evidence, _context: Context) -> Bound | None:
    token = evidence.token
    body = _COP_BODY[token.session.partition(".")[0]]
    return Bound(body, Kind.DECISION, cited=f"{body}:{token.number}/{token.session}")


def _roman_slash(evidence: Evidence, _context: Context) -> Bound | None:
    token, frame = evidence.token, evidence.frame
    if frame is None or frame.kind != "decision":
        return None
    explicit = [body for body in _explicit(evidence) if works.may_use(body, Shape.ROMAN_SLASH)]
    body = explicit[0] if explicit else "cbd"
    return Bound(
        body, Kind.DECISION, cited=f"{bodies.get(body).namespace}:{token.session}/{token.number}{token.tail.strip()}"
    )


def _agency(evidence: Evidence, _context: Context) -> Bound | None:
    token, frame = evidence.token, evidence.frame
    if token.session in _ONLY_AT_HEADS and (frame is None or frame.kind != "decision"):
        return None
    return Bound(token.session, _agency_kind(token), cited=f"{token.session}:{''.join(token.number.split())}")


_ONLY_AT_HEADS = ("eu", "unece")  # "Directive 2003/59/EC", "annex A (12)"
_AGENCY_KINDS = (("DECL.", Kind.DOCUMENT), ("DEC.", Kind.DECISION), ("PSC/", Kind.DOCUMENT))


def _agency_kind(token: Token) -> Kind:
    """What its own symbol says that it is; a resolution where it says nothing."""
    if token.session in _ONLY_AT_HEADS:
        return Kind.DECISION
    return next((kind for mark, kind in _AGENCY_KINDS if mark in token.number.upper()), Kind.RESOLUTION)


_OF_CONFERENCES = (Shape.BARE, Shape.ROMAN, Shape.SLASH, Shape.ROMAN_SLASH, Shape.NUMBER_YEAR)
_BINDERS = {
    Shape.SLASH: _slash,
    Shape.YEAR: _year,
    Shape.SPECIAL: _special,
    Shape.ROMAN: _roman,
    Shape.PAREN_YEAR: _paren_year,
    Shape.NUMBER_YEAR: _number_year,
    Shape.BARE: _bare,
    Shape.COP: _cop,
    Shape.ROMAN_SLASH: _roman_slash,
    Shape.AGENCY: _agency,
}
