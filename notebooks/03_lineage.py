# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 3. Lineage: where a text comes from, what was built on it, what is live today
#
# Generations, series, main path, kinship and mandates, on networkx. On the sample alone much of it is small; where the
# real documents of `RECALLING_SHARED` (or `../../shared`) are present, it is two sessions of the General Assembly and a
# year of the Security Council.

# %%
import os
from collections import Counter
from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import SVG, display

from graph import analysis
from graph.analysis import Filter
from graph.build import sample
from graph.lineage import Lineage
from graph.view import picture
from loaders import corpus, pipeline
from loaders.records import Document

shared = Path(os.environ.get("RECALLING_SHARED", "../../shared"))


def read(path):
    """The documents under a path; what cannot be read is told, and ends nothing."""
    for outcome in pipeline.load([path]):
        if isinstance(outcome, Document):
            yield outcome
        else:
            print("could not be read:", outcome)


def texts(*names):
    """The texts of some sets of real documents; their records are kept in the folder of results."""
    for name in names:
        records = Path("output") / f"{name}.jsonl"
        records.parent.mkdir(exist_ok=True)
        if not records.exists():  # reading a session takes some seconds
            corpus.write(records, read(shared / "data" / "gold" / name / "docs.zip"))
        yield from corpus.read(records)


real = (shared / "data" / "gold" / "ga75-en").is_dir()
lineage = Lineage.of(texts("ga75-en", "ga76-en") if real else read(sample()))
text = "A/RES/76/192" if real else "A/RES/67/225"
print(len(lineage.documents), "texts,", len(lineage.nodes), "works,", len(lineage.edges), "references; about", text)

# %% [markdown]
# ## Generations
#
# Ancestors are what a text builds on; each has the length of the shortest chain of citations as its generation.
# Filters look at some relations, bodies, kinds or dates only.

# %%
walk = analysis.ancestors(lineage, text)
print([len(generation) for generation in walk.generations], "works by generation")
recalled = analysis.ancestors(lineage, text, only=Filter(relations=frozenset({"recalls", "reaffirms"})))
print(len(recalled), "of them through recalling or reaffirming only")
print("cycles:", [cycle.works for cycle in analysis.cycles(lineage)][:5])

# %% [markdown]
# ## The series
#
# Which text succeeds which is *inferred* from the list that a preamble recalls, its subject phrase, titles, agenda
# items and the catalogue; every succession has its evidence. Measured against the same title in neighbouring sessions,
# see `tests/benchmark/series.py`.

# %%
found = analysis.succession(lineage)
series = found.of(text)
print(" ← ".join(reversed(series.works)))
print(series.period, "| predecessor", series.predecessor, "| latest known", series.latest)
print(len(found.every()), "series;", dict(Counter(each.period.value for each in found.every())))

# %%
longest = sorted(found.every(), key=lambda each: (-len(each.works), each.works))[:12]


def year(key):
    """The earliest year of a work, if any is known."""
    node = lineage.nodes[key]
    return node.date.earliest.year if node.date else None


figure, axes = plt.subplots(figsize=(10, 0.5 + 0.4 * len(longest)))
for row, each in enumerate(reversed(longest)):
    points = [(year(key), lineage.nodes[key].held) for key in each.works if year(key)]
    axes.plot([y for y, _ in points], [row] * len(points), "-", color="lightgrey", zorder=1)
    axes.scatter([y for y, _ in points], [row] * len(points), c=["tab:blue" if h else "tab:grey" for _, h in points])
names = [(found.title(each.works) or each.works[-1])[:52] for each in reversed(longest)]
axes.set_yticks(range(len(longest)), names, fontsize=8)
axes.set_title("series: each dot a text (blue: held here)")
figure.tight_layout()

# %% [markdown]
# What did a text add and drop against its predecessor? Both must be held.

# %%
held = {key for key, node in lineage.nodes.items() if node.held}
links = [link for link in found.predecessors.values() if {link.later, link.earlier} <= held]
print(len(links), "successions between texts that are both held")
for link in sorted(links, key=lambda link: link.later != text)[:1]:
    change = analysis.difference(lineage, link.later, link.earlier)
    print(link.later, "against", link.earlier)
    print("  added  ", [each.work for each in change.added])
    print("  dropped", [each.work for each in change.dropped])
    print("  kept   ", len(change.kept))

# %% [markdown]
# ## Main path
#
# The search path count of a citation is the number of all chains of citations that run through it (Hummon and Doreian
# 1989; Batagelj 2003). The main path follows the largest counts.

# %%
path = analysis.main_path(lineage, only=Filter(kinds=frozenset({"resolution"})))
for stretch in path.stretches:
    print(f"{' = '.join(stretch.source)} → {' = '.join(stretch.target)}: {stretch.count} of {path.total} chains")

# %%
near = [other for work in path.works[:3] for other in list(analysis.ancestors(lineage, work, generations=1))[:8]]
shown = picture.restrict(lineage, {*path.works[:12], *near})
display(SVG(picture.svg(shown, path=path.works[:12], spines=[])))

# %% [markdown]
# ## The backbone
#
# A text that recalls its whole series cites each member, though each follows from the one before. The transitive
# reduction keeps only citations that no longer chain replaces.

# %%
simple, backbone = analysis.citations(lineage), analysis.backbone(lineage)
print(simple.number_of_edges(), "citations between works;", backbone.number_of_edges(), "in the backbone")

# %% [markdown]
# ## What is cited most, and with what
#
# In-degree counts the texts that cite a work: presence in the language of resolutions. PageRank asks where a reader
# ends up who keeps following citations: the foundations of this set. Neither says what matters today.

# %%
for one, other in zip(analysis.most_cited(lineage, most=8), analysis.pagerank(lineage, most=8), strict=True):
    print(f"{one.work:28.28} {one.cited_by:4}   |   {other.work:28.28} {other.value:.4f}")
for kin in analysis.coupled(lineage, text, most=5):
    print(f"cites the same as {text}: {kin.other}, {kin.shared} works (cosine {kin.cosine:.2f})")
groups = analysis.communities(lineage, only=Filter(kinds=frozenset({"resolution"})))
print("communities of resolutions:", [len(group) for group in groups][:15])

# %%
degrees = Counter(degree for _, degree in simple.in_degree() if degree)
figure, axes = plt.subplots(figsize=(5, 3.2))
axes.loglog(list(degrees), list(degrees.values()), "o", markersize=4)
axes.set_xlabel("texts that cite a work")
axes.set_ylabel("works")
axes.set_title("few works are cited by many")
figure.tight_layout()

# %% [markdown]
# ## Mandates of the Security Council
#
# What operative paragraphs establish, extend, amend and end, and what is in force on a day: as far as the texts held
# say, with what is unknown named.

# %%
if real:
    told = analysis.in_force(Lineage.of(texts("sc2020-en")), date(2020, 12, 31))
else:  # the sample says nothing of mandates: one paragraph of the Council does
    from graph.analysis.examples import mandate_text

    told = analysis.in_force(Lineage.of([mandate_text()]), date(2020, 3, 1))
print("on", told.on, "| texts held until", told.held_until, "| acts whose holder is not named:", len(told.unnamed))
for stands in told.standings:
    print(f"{stands.state.value:10}{stands.mandate.key:42.42}{stands.until or ''!s:12} {stands.unknown}")

# %%
dated = [stands for stands in told.standings if stands.until and stands.act and stands.act.adopted]
figure, axes = plt.subplots(figsize=(10, 0.8 + 0.22 * len(dated)))
for row, stands in enumerate(reversed(dated)):
    for act in stands.mandate.acts:
        if act.adopted and act.until.day:
            axes.plot([act.adopted, act.until.day], [row, row], linewidth=4, solid_capstyle="butt", alpha=0.7)
axes.axvline(told.on, color="black", linewidth=0.8)
axes.set_yticks(range(len(dated)), [stands.mandate.key for stands in reversed(dated)], fontsize=7)
axes.set_title(f"mandates by their texts; the line is {told.on}")
figure.tight_layout()
