"""How the linked data is to be made: the base of its identifiers, the version that made it, the time."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from graph.identifiers import Identifiers
from loaders.errors import RecallingError

__all__ = ["Settings"]


@cache
def _version() -> str:
    try:
        return version("recalling")
    except PackageNotFoundError:  # run from a source tree that was not installed
        return "0"


@dataclass(frozen=True)
class Settings:
    """The settings of one making of the linked data.

    Parameters
    ----------
    ids
        Mints the identifiers; its base is the publisher's.
    version
        The extractor's version, by default that of the installed distribution.
    when
        The time at which references were found, or ``None``: then no time is stated anywhere and
        the same documents give the same bytes.

    """

    ids: Identifiers = field(default_factory=Identifiers)
    version: str = field(default_factory=_version)
    when: datetime | None = None

    @classmethod
    def from_environment(cls, base: str | None = None) -> Settings:
        """Settings whose time is ``SOURCE_DATE_EPOCH`` (seconds since 1970), where that is set.

        Raises
        ------
        RecallingError
            When the variable is no whole number of seconds that a date can hold.

        """
        ids = Identifiers(base) if base else Identifiers()
        stated = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not stated:
            return cls(ids)
        try:
            return cls(ids, when=datetime.fromtimestamp(int(stated), UTC))
        except (ValueError, OverflowError, OSError):
            raise RecallingError(
                f"SOURCE_DATE_EPOCH is {stated!r}; expected whole seconds since 1970, e.g. 1767225600"
            ) from None
