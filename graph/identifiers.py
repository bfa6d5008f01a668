"""The only place where IRIs of things are minted: from symbols and keys, never from running text.

::

    work        id/unga/67-225   id/unsc/1325-2000   id/unga/1514-XV   id/unga/S-27-2
                id/unga/dec/65-544   id/unsc/prst/2020-11   id/ecosoc/663-XXIV
    its part    id/unga/217-III/A
    document    id/doc/A-67-441-Add.2
    other key   id/sales/E.02.II.A.7   id/unts/1771-30822   id/charter/73   id/instrument/…
                id/conference/…-resolution-15   id/conclusions/ecosoc-2000-1
    version     <work>/eng           file      <work>/eng.xml       run    <work>/eng/run
    part        <work>/pp1           its text  <work>/eng_pp1
    reference   <work>/eng/ref_pp1_1, and beside it ann_, tgt_, pos_ and quo_ for its evidence
    count       summary/relation/recalls   summary/bodies/unga/unsc
    around it   id/body/unga  id/session/unga-67  id/meeting/A-67-PV.61  id/agenda/unga-67/24b

Different things never share an IRI: in one path segment ``/`` becomes ``-`` and ``-`` becomes
``--``, dashes beside a slash are percent-encoded, and so is what an IRI's path may not hold.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from urllib.parse import quote, urlsplit

from graph.lineage import symbol_of
from graph.vocabulary import HOME, LANGUAGE_CODES
from loaders.errors import InvalidSymbol
from loaders.records import Kind
from loaders.symbols import Symbol

__all__ = ["Identifiers"]

# A path segment's characters (RFC 3986, section 3.3) less those that are awkward in print.
_SAFE = "!$&'()*+,;=@~"
_BESIDE_SLASH = re.compile(r"-(?=/)|(?<=/)-|(?<=/)/")
_STEMS = {
    ("unga", Kind.RESOLUTION): ("A/RES/", "unga/"),
    ("unga", Kind.DECISION): ("A/DEC/", "unga/dec/"),
    ("unsc", Kind.RESOLUTION): ("S/RES/", "unsc/"),
    ("unsc", Kind.STATEMENT): ("S/PRST/", "unsc/prst/"),
    ("ecosoc", Kind.RESOLUTION): ("E/RES/", "ecosoc/"),
    ("ecosoc", Kind.DECISION): ("E/DEC/", "ecosoc/dec/"),
    ("unhrc", Kind.RESOLUTION): ("A/HRC/RES/", "unhrc/"),
    ("unhrc", Kind.DECISION): ("A/HRC/DEC/", "unhrc/dec/"),
    ("unhrc", Kind.STATEMENT): ("A/HRC/PRST/", "unhrc/prst/"),
    ("unchr", Kind.RESOLUTION): ("E/CN.4/RES/", "unchr/"),
    ("unchr", Kind.DECISION): ("E/CN.4/DEC/", "unchr/dec/"),
    ("unea", Kind.RESOLUTION): ("UNEP/EA.", "unea/"),
    ("unea", Kind.DECISION): ("UNEP/EA.", "unea/dec/"),
}
_OWN = {"agenda", "agent", "body", "doc", "graph", "meeting", "session"} | {body for body, _ in _STEMS}
"""First segments that mean something here, so that no scheme of cited keys may take them."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERED = re.compile(r"^([A-Z]{1,2}(?:-[A-Z]{1,2})?)/")
_PLAIN = re.compile(r"[A-Za-z0-9/_.()]+")
_SCHEME = re.compile(r"[a-z][a-z0-9]*")


def _segment(text: str) -> str:
    """One path segment that stands for ``text`` and for no other; never ``.`` or ``..``."""
    if not text.strip("."):
        return "%2E" * len(text)
    apart = _BESIDE_SLASH.sub(lambda match: f"%{ord(match.group()):02X}", text.replace("%", "%25"))
    dashed = apart.replace("-", "--").replace("/", "-")
    return quote(dashed, safe=_SAFE + "%")


def _numbered(symbol: Symbol) -> str | None:
    """The path of a text of a numbered series: ``unga/67-225``; ``None`` for any other document."""
    if symbol.body is None or (symbol.body, symbol.kind) not in _STEMS:
        return None
    prefix, path = _STEMS[symbol.body, symbol.kind]
    if not symbol.stem.startswith(prefix):
        return None
    tail = symbol.stem.removeprefix(prefix)
    # "5/Res.14" is 5-14; "1514(XV)" is 1514-XV; "OM/7/1" is OM-7-1.
    plain = re.sub(r"/(?:Res|Dec)\.", "/", tail).replace("/", "-").replace("(", "-").replace(")", "")
    return path + plain + (f"/{symbol.part}" if symbol.part else "")


def _other(key: str) -> str:
    scheme, colon, rest = key.partition(":")
    if not _SCHEME.fullmatch(scheme) or scheme in _OWN or (colon and not rest):
        raise InvalidSymbol("no identifier for this: expected a UN symbol or scheme:number", key, 0, len(key))
    if not colon:
        return scheme
    slug = scheme in {"conclusions", "conference", "event", "instrument"} and _SLUG.fullmatch(rest)
    return f"{scheme}/{rest if slug else _segment(rest)}"


def _work_path(key: str) -> str:
    symbol = symbol_of(key)
    if symbol is None:
        return _other(key)
    return _numbered(symbol) or f"doc/{_segment(symbol.stem)}" + (f"/{symbol.part}" if symbol.part else "")


class Identifiers:
    """Mints IRIs under one base; a publisher gives a base of its own.

    >>> ids = Identifiers()
    >>> ids.work("A/RES/217(III)A")
    'https://w3id.org/recalling/id/unga/217-III/A'
    >>> Identifiers("https://example.org/un/").body("unga")
    'https://example.org/un/id/body/unga'
    """

    def __init__(self, base: str = HOME) -> None:
        parts = urlsplit(base)
        if parts.scheme not in {"http", "https"} or not parts.netloc or not base.endswith("/"):
            raise ValueError(
                f"not a base for identifiers: {base!r}; expected http(s)://host/…/ with a slash at the end"
            )
        if re.search(r'[\s<>"{}|\\^`]', base):
            raise ValueError(f"a base for identifiers may not hold spaces, quotes or braces: {base!r}")
        self.base = base
        self._things = f"{base}id/"
        self._works: dict[str, str] = {}

    def work(self, key: str) -> str:
        """The IRI of a work, from its key (`graph.lineage.work_key`).

        Raises
        ------
        InvalidSymbol
            When the key is neither a UN symbol nor ``scheme:rest``.

        """
        found = self._works.get(key)
        if found is None:
            found = self._works[key] = self._things + _work_path(key)
        return found

    def expression(self, key: str, language: str) -> str:
        """A work in one language (a two-letter code)."""
        return f"{self.work(key)}/{LANGUAGE_CODES.get(language, language)}"

    def manifestation(self, key: str, language: str, extension: str) -> str:
        """The file that a version was read from."""
        return f"{self.expression(key, language)}.{extension}"

    def run(self, key: str, language: str) -> str:
        """The run that read a version and found its references."""
        return f"{self.expression(key, language)}/run"

    def part(self, key: str, part: str) -> str:
        """A part of a work, whatever the language."""
        return f"{self.work(key)}/{_part(part)}"

    def text(self, key: str, language: str, part: str) -> str:
        """The text of a part in one language."""
        return f"{self.expression(key, language)}_{_part(part)}"

    def evidence(self, role: str, key: str, language: str, place: str) -> str:
        """A reference (``ref``) or a piece of its evidence (``ann tgt pos quo``), at ``pp1_1``."""
        return f"{self.expression(key, language)}/{role}_{_part(place)}"

    def vote(self, key: str) -> str:
        """The vote by which a work was adopted."""
        return f"{self.work(key)}/vote"

    def body(self, body: str) -> str:
        """An organ, by its registry id."""
        return f"{self._things}body/{_segment(body)}"

    def session(self, body: str, session: str) -> str:
        """A session of a body: ``unga``, ``ES-10``."""
        return f"{self._things}session/{body}-{_segment(session).replace('--', '-')}"

    def meeting(self, record: str) -> str:
        """A meeting, by the symbol of its record (``A/67/PV.61``)."""
        return f"{self._things}meeting/{_segment(record)}"

    def agenda_item(self, body: str, session: str, item: str) -> str:
        """An item of a session's agenda: ``unga``, ``67``, ``24 (b)``."""
        number = "".join(re.findall(r"[A-Za-z0-9]+", item)).lower()
        if not number:
            raise ValueError(f"not an agenda item: {item!r}; expected e.g. 24 (b)")
        return f"{self._things}agenda/{body}-{session}/{number}"

    def agent(self, name: str, version: str) -> str:
        """A program, in one version."""
        return f"{self._things}agent/{_segment(name)}-{_segment(version)}"

    def work_graph(self, key: str) -> str:
        """The named graph of what is said of a work in any language."""
        return self._graph(self.work(key))

    def text_graph(self, key: str, language: str) -> str:
        """The named graph of one version: its text, its references and their evidence."""
        return self._graph(self.expression(key, language))

    def _graph(self, thing: str) -> str:
        return f"{self.base}graph/{thing.removeprefix(self._things)}"

    @cached_property
    def shared_graph(self) -> str:
        """What several works have in common, and what follows from a symbol alone."""
        return f"{self.base}graph/shared"

    @cached_property
    def edges_graph(self) -> str:
        """Plain citation edges, derived."""
        return f"{self.base}graph/edges"

    @cached_property
    def summary_graph(self) -> str:
        """What is counted over all texts, derived."""
        return f"{self.base}graph/summary"

    def tally(self, *names: str) -> str:
        """A count over all texts, by what is counted: ``relation``, ``recalls``."""
        return "/".join((f"{self.base}summary", *names))

    @cached_property
    def inferred_graph(self) -> str:
        """What is inferred and printed nowhere: series and predecessors."""
        return f"{self.base}graph/inferred"

    @cached_property
    def catalogue_graph(self) -> str:
        """The description of the dataset itself."""
        return f"{self.base}graph/catalogue"

    @cached_property
    def dataset(self) -> str:
        """The dataset."""
        return f"{self.base}dataset"


@lru_cache(100_000)
def _part(part: str) -> str:
    """A part id as a path: its slashes are kept (``annex1/op3``), what an IRI cannot hold is encoded.

    A lettered text inside a document is told from the same text as a document of its own: ``B/pp1`` of
    A/RES/75/245 is ``…/75-245/B.pp1``, ``pp1`` of A/RES/75/245 B is ``…/75-245/B/pp1``.
    """
    part = _LETTERED.sub(r"\1.", part)
    return part if _PLAIN.fullmatch(part) else quote(part, safe=f"/_{_SAFE}")
