"""What can be asked of a lineage: where a text comes from, what was built on it, what is live today.

Every function takes a `graph.lineage.Lineage`, and a work by its symbol in any spelling::

    from graph import analysis

    analysis.ancestors(lineage, "A/RES/67/225").generations     what it builds on, by generation
    analysis.series(lineage, "A/RES/67/225").latest             the live text of its series
    analysis.difference(lineage, "A/RES/67/225", "A/RES/65/175").added
    analysis.main_path(lineage).works                           the chain most of the lineage flows through
    analysis.in_force(lineage, date(2020, 12, 31)).standings    mandates of the Security Council

Modules, each of which depends only on those above it::

    citations              the simple graph, filtered: works, one edge from citing to cited
    walks  cycles          generations, paths, roots; cycles and the condensation
    backbone  mainpath     the transitive reduction; search path counts and main paths
    measures  kinship      counts, PageRank, communities; co-citation and bibliographic coupling
    difference             what one text cites that another does not
    wording period agenda cues known evidence
    series                 which text succeeds which, and why it is thought so
    expiry acts mandates   who may do what until when
    statements             the series as linked data
"""

from __future__ import annotations

from graph.analysis.backbone import backbone
from graph.analysis.citations import EVERYTHING, Filter, citations
from graph.analysis.cycles import cycles
from graph.analysis.difference import difference
from graph.analysis.errors import AnalysisError, UnknownWork
from graph.analysis.kinship import co_cited, co_cited_pairs, coupled
from graph.analysis.mainpath import main_path
from graph.analysis.mandates import in_force, mandates
from graph.analysis.measures import communities, counts, most_cited, pagerank
from graph.analysis.series import predecessor, series, spines, succession, successors
from graph.analysis.statements import statements
from graph.analysis.walks import all_paths, ancestors, descendants, roots, shortest_paths

__all__ = [
    "EVERYTHING",
    "AnalysisError",
    "Filter",
    "UnknownWork",
    "all_paths",
    "ancestors",
    "backbone",
    "citations",
    "co_cited",
    "co_cited_pairs",
    "communities",
    "counts",
    "coupled",
    "cycles",
    "descendants",
    "difference",
    "in_force",
    "main_path",
    "mandates",
    "most_cited",
    "pagerank",
    "predecessor",
    "roots",
    "series",
    "shortest_paths",
    "spines",
    "statements",
    "succession",
    "successors",
]
