"""Find, bind and describe every reference of a document: `find` is the one public name."""

from __future__ import annotations

from loaders.references.finder import find

__all__ = ["find"]
