"""Files, folders, zip archives at any depth and standard input, in a fixed order.

Nothing is ever extracted to disk: a member's name is a label. An archive that could fill the
memory, or whose members climb out of it, is refused member by member, and the rest goes on.
"""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from loaders.errors import SourceError, SourceNotFound, SourceRefused
from loaders.sources import OnDisk, RawFile

__all__ = ["DEFAULT", "Found", "Limits", "count", "found", "read"]

Found: TypeAlias = RawFile | OnDisk | SourceError


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may cost; sizes in bytes, unpacked.

    ``ratio`` is the most that a member may grow by when unpacked (small members are exempt);
    ``total`` and ``members`` hold for one archive with all that is inside it.
    """

    file: int = 256 * 2**20
    total: int = 4 * 2**30
    members: int = 200_000
    depth: int = 4
    ratio: int = 250
    exempt: int = 2**20


DEFAULT = Limits()
# What file systems and archivers leave behind, and no document is.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_CHUNK = 2**20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(slots=True)
class _Budget:
    """What is left of one archive's allowance."""

    bytes: int
    members: int


def read(paths: Iterable[str | Path], limits: Limits = DEFAULT) -> Iterator[RawFile | SourceError]:
    """Every file under the paths, sorted within each, archives opened; what could not be had as errors.

    Parameters
    ----------
    paths
        Files, folders, zip archives, or ``-`` for standard input.
    limits
        What an archive may cost.

    Yields
    ------
    RawFile or SourceError
        Errors are yielded, not raised: `SourceNotFound` for what is missing or unreadable,
        `SourceRefused` for what is unsafe or over a limit, with the member's name.

    """
    for item in found(paths, limits):
        yield _had(item.read, item.file) if isinstance(item, OnDisk) else item


def found(
    paths: Iterable[str | Path], limits: Limits = DEFAULT, leave: Callable[[Path], bool] = lambda _: False
) -> Iterator[Found]:
    """As `read`, but of paths for which ``leave`` holds (it is asked with their first file) plain files stay unread."""
    for path in paths:
        if str(path) == "-":
            yield from _stdin(limits)
        else:
            yield from _path(Path(path), limits, leave)


def count(paths: Iterable[str | Path]) -> int | None:
    """About how many files there are to read, without reading them; ``None`` where nobody knows (standard input).

    An archive inside an archive counts as one, and what cannot be opened is left to `read` to tell.
    """
    total = 0
    for path in map(Path, paths):
        if str(path) == "-":
            return None
        inside = path.rglob("*") if path.is_dir() else (path,)
        total += sum(_holds(file) for file in inside if file.is_file() and not _litter(file.as_posix()))
    return total


def _holds(path: Path) -> int:
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                return sum(not (info.is_dir() or _litter(info.filename)) for info in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        pass
    return 1


def _had(work: Callable[[], RawFile], name: str) -> RawFile | SourceError:
    try:
        return work()
    except OSError as error:
        return _unread(error, name)


def _unread(error: OSError, name: str) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return SourceNotFound("there is no such file; give a file, a folder, a zip archive or -", name)
    return SourceNotFound(f"the file could not be read: {error.strerror or error}", name)


def _stdin(limits: Limits) -> Iterator[RawFile | SourceError]:
    data = sys.stdin.buffer.read(limits.file + 1)
    if len(data) > limits.file:
        yield SourceRefused(f"larger than {limits.file:,} bytes; give its path instead", "-")
    else:
        yield from _opened(RawFile("-", "-", data), limits, None, 0)


def _path(path: Path, limits: Limits, leave: Callable[[Path], bool]) -> Iterator[Found]:
    try:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    except OSError as error:
        yield SourceNotFound(f"the folder could not be listed: {error.strerror or error}", str(path))
        return
    files = [file for file in inside if not _litter(file.as_posix())] if path.is_dir() else inside
    if not files:
        yield SourceNotFound("there are no files in this folder; give one with texts in it", str(path))
        return
    left = leave(files[0])
    for file in files:
        yield from _file(file, limits, left)


def _file(path: Path, limits: Limits, left: bool) -> Iterator[Found]:
    name = path.as_posix()
    try:
        with path.open("rb") as stream:
            begins = stream.read(4)
        if begins in _ZIP:
            yield from _archive(_Zip(name, name, path), limits, None, 0)
            return
        size = path.stat().st_size
    except OSError as error:
        yield _unread(error, name)
        return
    if size > limits.file:
        yield SourceRefused(f"larger than {limits.file:,} bytes; no UN document is", name)
    else:
        item = OnDisk(name, str(path.resolve()), size)
        yield item if left else _had(item.read, name)


def _opened(raw: RawFile, limits: Limits, budget: _Budget | None, depth: int) -> Iterator[RawFile | SourceError]:
    """The file itself, or what is in it where it is an archive."""
    if raw.data[:4] in _ZIP:
        yield from _archive(_Zip(raw.file, raw.location, raw.data), limits, budget, depth)
    else:
        yield raw


@dataclass(frozen=True, slots=True)
class _Zip:
    """An archive on disk, which is read member by member, or one that came out of another."""

    file: str
    location: str
    held: Path | bytes

    def opened(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.held if isinstance(self.held, Path) else io.BytesIO(self.held))

    def whole(self) -> RawFile:
        data = self.held.read_bytes() if isinstance(self.held, Path) else self.held
        return RawFile(self.file, self.location, data)


def _archive(zipped: _Zip, limits: Limits, budget: _Budget | None, depth: int) -> Iterator[RawFile | SourceError]:
    """What is in an archive; a Word file, which is one too, is given whole."""
    try:
        archive = zipped.opened()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield SourceRefused(f"a damaged zip archive: {error}; fetch it again", zipped.location)
        return
    with archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names or "mimetype" in names[:1]:
            yield zipped.whole()
        elif not depth and all(info.is_dir() or _litter(info.filename) for info in archive.infolist()):
            yield SourceNotFound("there are no files in this archive; give one with texts in it", zipped.location)
        elif depth >= limits.depth:
            yield SourceRefused(f"an archive inside {depth} archives; {limits.depth} is the most", zipped.location)
        else:
            allowed = budget or _Budget(limits.total, limits.members)
            yield from _members(archive, zipped.location, limits, allowed, depth)


def _members(
    archive: zipfile.ZipFile, location: str, limits: Limits, budget: _Budget, depth: int
) -> Iterator[RawFile | SourceError]:
    for info in sorted(archive.infolist(), key=lambda item: item.filename):
        if info.is_dir() or _litter(info.filename):
            continue
        budget.members -= 1
        if budget.members < 0:
            yield SourceRefused(f"more than {limits.members:,} members; the rest was not read", location)
            return
        member = _member(archive, info, f"{location}!/{info.filename}", limits, budget)
        if isinstance(member, RawFile):
            yield from _opened(member, limits, budget, depth + 1)
        else:
            yield member


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, limits: Limits, budget: _Budget
) -> RawFile | SourceError:
    reason = _unsafe(info, limits, budget)
    if reason:
        return SourceRefused(reason, label)
    try:
        data = _unpacked(archive, info, limits, budget)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return SourceRefused(f"the member could not be unpacked: {error}", label)
    if data is None:
        return SourceRefused("unpacks to more than its archive says, or than is allowed; it was not read", label)
    return RawFile(info.filename, label, data)


def _unsafe(info: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> str | None:
    """Why a member must not be unpacked, judged by the archive's own list; ``None`` if it may be."""
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or (name.parts and name.parts[0].endswith(":")):
        return "its name climbs out of the archive; it was not read"
    if info.flag_bits & 0x1:
        return "it is encrypted; unpack it with its password first"
    if info.file_size > limits.file:
        return f"unpacks to {info.file_size:,} bytes; {limits.file:,} is the most"
    if info.file_size > budget.bytes:
        return f"the archive unpacks to more than {limits.total:,} bytes; the rest was not read"
    if _bursts(info.file_size, info, limits):
        return f"grows more than {limits.ratio}-fold when unpacked, as bombs do; it was not read"
    return None


def _bursts(size: int, info: zipfile.ZipInfo, limits: Limits) -> bool:
    return size > limits.exempt and size > limits.ratio * max(1, info.compress_size)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> bytes | None:
    """The member's bytes, counted while they come: the archive's own list may lie."""
    chunks: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > min(limits.file, budget.bytes) or _bursts(size, info, limits):
                return None
            chunks.append(chunk)
    budget.bytes -= size
    return b"".join(chunks)


def _litter(name: str) -> bool:
    return name.startswith(_LITTER[0]) or "/__MACOSX/" in name or name.rsplit("/", 1)[-1] in _LITTER
