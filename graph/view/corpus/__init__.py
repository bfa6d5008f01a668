"""The corpus page: many thousand texts and their citations in one file that asks no host for anything.

``plan`` says where everything stands, ``data`` and ``evidence`` what the page knows, ``bundle`` where
its script (sigma and graphology, from npm) comes from, and ``render`` puts them together. The
sources of the script are in ``page/``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import DictLoader, Environment

from graph.analysis.series import spines
from graph.lineage import Lineage
from graph.view import shell
from graph.view.corpus.bundle import BundleError, script
from graph.view.corpus.data import citations, page_data
from graph.view.corpus.evidence import pack
from graph.view.corpus.plan import plan
from graph.view.labels import clean
from graph.view.works import works

__all__ = ["TEXTS", "BundleError", "render", "write"]

TEXTS = 6_000_000
"""The most bytes that the citing paragraphs may take in a page, packed."""


def render(
    lineage: Lineage,
    *,
    series: Iterable[Sequence[str]] | None = None,
    title: str | None = None,
    texts: int = TEXTS,
) -> str:
    """Give the page of a corpus as HTML.

    Parameters
    ----------
    lineage
        Up to some 25,000 works and 150,000 references.
    series
        Series as work keys, oldest first; by default those that `graph.analysis.series` infers.
    title
        The page's heading; by default how many texts are held.
    texts
        The most bytes for the citing paragraphs: they are shortened to fit, or left out (0).

    Raises
    ------
    BundleError
        In a checkout without Node, where nothing made the page's script before.

    """
    bundle = script()
    known = works(lineage)
    edges = citations(lineage)
    drawing = plan(lineage, known, series if series is not None else spines(lineage))
    heading = clean(title) if title else _heading(lineage)
    style = shell.style(_asset("corpus.css"))
    page = Environment(loader=DictLoader({"corpus.html": _asset("corpus.html")}), autoescape=True)
    return page.get_template("corpus.html").render(
        heading=heading,
        policy=shell.policy([bundle], [style]),
        style=style,
        script=bundle,
        scene=_data(page_data(lineage, known, drawing, edges) | {"title": heading}),
        evidence=pack(lineage, edges, texts) if texts else "",
    )


def write(
    lineage: Lineage,
    path: str | os.PathLike[str],
    *,
    series: Iterable[Sequence[str]] | None = None,
    title: str | None = None,
    texts: int = TEXTS,
) -> Path:
    """Write the page as UTF-8 beside ``path`` and put it in its place at once; give the path."""
    return shell.put(path, render(lineage, series=series, title=title, texts=texts))


def _heading(lineage: Lineage) -> str:
    held = sum(node.held for node in lineage.nodes.values())
    return "1 text and what it cites" if held == 1 else f"{held:,} texts and what they cite"


def _data(content: object) -> str:
    """JSON that can stand inside an element: nothing in it opens or closes one."""
    text = json.dumps(content, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@cache
def _asset(name: str) -> str:
    return files("graph.view.corpus").joinpath(name).read_text(encoding="utf-8")
