"""The UN's own XML (AKN4UN) of resolutions, from its repositories on GitHub.

The repositories (``UNxml/GAresolutions``, ``UNxml/SCresolutions``) hold one file a document, a
folder a session or year and a folder a language, and, for session 74, a zip a language. Their file
names follow no one rule, so a repository's list of files is asked for once (GitHub's Git trees
interface: 100,000 entries or 7 MB, else ``truncated``; then folder by folder) and read here::

    A_RES_77_102-2228247E.xml   75_101A-B_E.xml   A_RES_ES-11_1-2227231E.xml   A_RES_76_146-2119184E_reissue.xml
    S_RES_2504 (2020)-2000407E.xml   S_RES_1455_N0321407.xml   S_PRST_2000_27_Corr.1-0060049E.xml
    E_RES_2023_10_E.xml   A_HRC_RES_54_10E.xml   GA_decision_76_402_B_E.xml   S_2025-353-2508520E.xml

The list also gives each file's Git hash; a download that does not have it is half a file or another
version, and is not taken. The UN asks to be named as the source of these files.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote

import msgspec

from loaders.errors import DamagedDocument, InvalidSymbol, SourceError, SourceNotFound
from loaders.sources.content import Flaw, flaw
from loaders.sources.http import Answer, Client
from loaders.symbols import Symbol

__all__ = ["API", "RAW", "Entry", "Repositories", "blob_hash", "language_of", "symbols_in"]

API, RAW = "https://api.github.com", "https://raw.githubusercontent.com"

_FOLDERS = {"arabic": "ar", "chinese": "zh", "english": "en", "french": "fr", "russian": "ru", "spanish": "es"}
_LETTERS = {"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}
_LARGEST_MEMBER = 16 * 1024 * 1024  # bytes of one file in a session's zip; the largest seen is under one million

# What follows the symbol in a name: a remark, a job number (-2228247E, _N0321407), a language letter (_E).
_REMARK = re.compile(r"[-_ ](?:re-?issued?|corrected|new|final)$", re.IGNORECASE)
_JOB = re.compile(r"[-_ ](?:N\d{7,8}|\d{7})(?P<letter>[A-Z])?$", re.IGNORECASE)
_LETTER = re.compile(r"(?:[-_](?P<own>[ACEFGRS])|(?<=\d)(?P<glued>[ACEFGRS]))$")
_SHAPE = re.compile(
    r"""
    (?P<body>A_RES|A_HRC_RES|E_RES|S_RES|S_PRST|A_HRC_DEC|GA_decision|ECOSOC_decision|S|A)?_?
    (?P<session>(?:ES-|S-)?\d{1,4})
    (?:[_\ -]?\((?P<year>(?:19|20)\d\d)\))?                 # S_RES_2504 (2020)
    (?:[_-](?P<number>\d{1,4}))?
    (?:[_\ ]?(?P<parts>[A-Z](?:(?:-|_and_|\ and\ )[A-Z])?))?
    (?P<more>(?:_(?:Corr|Add|Rev)\.\d+)*)
    """,
    re.VERBOSE,
)
_ROOTS = {"": "A/RES", "GA_decision": "A/DEC", "ECOSOC_decision": "E/DEC"}


def _stem(path: str) -> tuple[str, str]:
    """A file name without its remarks, job number and language letter; and that letter."""
    name = path.rsplit("/", 1)[-1].rpartition(".")[0]
    name = _REMARK.sub("", name)
    job = _JOB.search(name)
    if job:
        return name[: job.start()].rstrip("_-"), (job["letter"] or "").upper()
    letter = _LETTER.search(name)
    return (name[: letter.start()], letter["own"] or letter["glued"]) if letter else (name, "")


def language_of(path: str) -> str:
    """The language of a file by its folder, else by the letter in its name; empty if neither says.

    A list takes such files for English: the older Security Council texts came in no other language.

    >>> language_of("75session/French/75_100_F.xml"), language_of("x/A_RES_77_102-2228247C.xml")
    ('fr', 'zh')
    """
    folders = [_FOLDERS[piece.lower()] for piece in path.split("/") if piece.lower() in _FOLDERS]
    return folders[-1] if folders else _LETTERS.get(_stem(path)[1], "")


def _parts(written: str | None) -> tuple[str, ...]:
    """The part letters of a name: ``A-B`` and ``A_and_B`` are two, ``A-C`` is three."""
    if not written:
        return ("",)
    ends = re.findall(r"[A-Z]", written)
    return tuple(chr(code) for code in range(ord(ends[0]), ord(ends[-1]) + 1))


def symbols_in(path: str) -> tuple[Symbol, ...]:
    """The symbols of the texts in a file, by its path; none where the name tells no symbol.

    >>> [str(s) for s in symbols_in("75session/English/75_101A-B_E.xml")]
    ['A/RES/75/101', 'A/RES/75/101A', 'A/RES/75/101B']
    >>> [str(s) for s in symbols_in("2003/S_RES_1455_N0321407.xml")]
    ['S/RES/1455(2003)']
    """
    match = _SHAPE.fullmatch(_stem(path)[0])
    if not match:
        return ()
    parts = _parts(match["parts"])
    every = ("", *parts) if len(parts) > 1 else parts
    found: list[Symbol] = []
    for part in every:
        try:
            found.append(Symbol.parse(_spelled(match, path) + part + match["more"].replace("_", "/")))
        except InvalidSymbol:
            continue
    return tuple(found)


def _spelled(match: re.Match[str], path: str) -> str:
    body, session, number = match["body"] or "", match["session"], match["number"]
    root = _ROOTS.get(body, body.replace("_", "/"))
    if root != "S/RES":
        return f"{root}/{session}/{number}"
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", path.rpartition("/")[0])
    return f"S/RES/{session}({match['year'] or (years[-1] if years else '')})"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a repository: where it is and its Git hash (SHA-1 of the blob)."""

    repository: str
    path: str
    sha: str


_Index: TypeAlias = dict[tuple[str, str], list[Entry]]  # by symbol and language


class _Item(msgspec.Struct):
    path: str
    type: str
    sha: str


class _Tree(msgspec.Struct):
    tree: list[_Item]
    truncated: bool = False


def blob_hash(data: bytes) -> str:
    """The hash by which Git knows a file's content.

    >>> blob_hash(b"")
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Repositories:
    """The UN's repositories; ``api`` and ``raw`` are GitHub's addresses, for tests to change."""

    client: Client
    api: str = API
    raw: str = RAW
    names: tuple[str, ...] = ("UNxml/GAresolutions", "UNxml/SCresolutions")
    _index: dict[str, _Index] = field(default_factory=dict[str, _Index], init=False, repr=False)

    name = "AKN4UN"

    def fetch(self, symbol: Symbol, language: str = "en", *, refresh: bool = False) -> Answer:
        """The document's XML.

        Raises
        ------
        SourceNotFound
            No repository that may hold this symbol has it in this language.
        SourceError
            GitHub could not be asked, or what came is not the file listed.

        """
        repository = self._repository(symbol)
        try:
            return self._had(repository, symbol, language, refresh)
        except SourceNotFound:
            raise
        except SourceError:  # the list may be older than the file: once more with both new
            return self._had(repository, symbol, language, refresh=True)

    def _had(self, repository: str, symbol: Symbol, language: str, refresh: bool) -> Answer:
        entry = self._entry(repository, symbol, language, refresh)
        return self._download(entry, symbol, refresh=refresh)

    def _repository(self, symbol: Symbol) -> str:
        wanted = {"unga": "GAresolutions", "unsc": "SCresolutions"}.get(symbol.body or "", "")
        for name in self.names:
            if wanted and name.endswith(wanted):
                return name
        raise SourceNotFound(f"the UN publishes no XML repository for {symbol}", f"{self.api}/repos")

    def _entry(self, repository: str, symbol: Symbol, language: str, refresh: bool) -> Entry:
        if refresh or repository not in self._index:
            self._index[repository] = self._listed(repository, refresh)
        index, keys = self._index[repository], (_key(symbol), f"A/RES/{symbol.session}")
        entries = next((index[key, language] for key in keys if (key, language) in index), None)
        if not entries:
            raise SourceNotFound(f"{repository} has no {symbol} in {language!r}", f"{self.api}/repos/{repository}")
        return entries[-1]  # a reissue sorts behind what it replaces

    def _listed(self, repository: str, refresh: bool) -> _Index:
        index: _Index = {}
        for entry in sorted(self._files(repository, "HEAD", "", refresh), key=lambda entry: entry.path.lower()):
            language = language_of(entry.path)
            if entry.path.endswith(".zip"):
                session = re.match(r"(\d{1,3})session/", entry.path)
                name = re.search(r"_([A-Za-z]+)\.zip$", entry.path)
                if session and name:
                    language = _FOLDERS.get(name[1].lower(), language)
                    index.setdefault((f"A/RES/{session[1]}", language), []).append(entry)
                continue
            for symbol in symbols_in(entry.path):
                index.setdefault((_key(symbol), language or "en"), []).append(entry)
        return index

    def _files(self, repository: str, tree: str, prefix: str, refresh: bool) -> Iterator[Entry]:
        url = f"{self.api}/repos/{repository}/git/trees/{tree}"
        listed = self._tree(f"{url}?recursive=1", refresh)
        if not listed.truncated:
            yield from (Entry(repository, prefix + i.path, i.sha) for i in listed.tree if i.type == "blob")
            return
        for item in self._tree(url, refresh).tree:
            if item.type == "tree":
                yield from self._files(repository, item.sha, f"{prefix}{item.path}/", refresh)
            elif item.type == "blob":
                yield Entry(repository, prefix + item.path, item.sha)

    def _tree(self, url: str, refresh: bool) -> _Tree:
        answer = self.client.get(url, refresh=refresh, accept="application/vnd.github+json")
        try:
            return msgspec.json.decode(answer.data, type=_Tree)
        except msgspec.DecodeError as error:
            raise SourceError(f"not the list of files that was expected: {error}", url) from error

    def _download(self, entry: Entry, symbol: Symbol, *, refresh: bool) -> Answer:
        url = f"{self.raw}/{entry.repository}/HEAD/{quote(entry.path)}"
        answer = self.client.get(url, check=lambda data: _same(data, entry.sha), refresh=refresh)
        if not entry.path.endswith(".zip"):
            return answer
        return _member(answer, symbol)


def _same(data: bytes, sha: str) -> Flaw | None:
    if blob_hash(data) == sha:
        return None
    return flaw(data, frozenset({"xml", "zip"})) or Flaw(
        "the file is not the one listed: another version?", again=False
    )


def _key(symbol: Symbol) -> str:
    """What a text is filed under: Security Council resolutions by number alone.

    Their numbers never repeat, and older names leave the year to a folder that is wrong for the
    first ones of some years (2193 of December 2014 lies under 2015).
    """
    return symbol.stem.partition("(")[0] if symbol.stem.startswith("S/RES/") else str(symbol)


def _member(answer: Answer, symbol: Symbol) -> Answer:
    """The one document out of a session's archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            for info in archive.infolist():
                if info.file_size <= _LARGEST_MEMBER and symbol in symbols_in(info.filename):
                    return Answer(
                        f"{answer.url}!/{info.filename}",
                        archive.read(info),
                        "application/xml",
                        answer.retrieved,
                        answer.cached,
                    )
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError) as error:
        raise DamagedDocument(f"the session's archive cannot be read: {error}", answer.url) from error
    raise SourceNotFound(f"the session's archive has no {symbol}", answer.url)
