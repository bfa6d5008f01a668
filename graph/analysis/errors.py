"""What can go wrong when a lineage is asked about.

::

    RecallingError
    └── AnalysisError
        └── UnknownWork      a key that the lineage neither holds nor cites
"""

from __future__ import annotations

from loaders.errors import RecallingError

__all__ = ["AnalysisError", "UnknownWork"]


class AnalysisError(RecallingError):
    """A question about a lineage cannot be answered."""


class UnknownWork(AnalysisError):
    """A work is neither held nor cited."""
