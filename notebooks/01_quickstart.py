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
# # 1. Quick start: one resolution and what it recalls
#
# This notebook reads the built-in sample, General Assembly resolution A/RES/67/225 on industrial development
# cooperation, finds every reference in it, and draws its lineage. Nothing here needs the internet.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import SVG, Markdown, display

from graph import analysis
from graph.build import sample
from graph.lineage import Lineage
from graph.view import page, picture
from graph.view.palette import relation_style
from loaders import corpus, pipeline
from loaders.records import Document


def read(path):
    """The documents under a path; what cannot be read is told, and ends nothing."""
    for outcome in pipeline.load([path]):
        if isinstance(outcome, Document):
            yield outcome
        else:
            print("could not be read:", outcome)


document = next(read(sample()))
print(document.symbol, "|", document.title, "|", document.adopted, "|", document.report)
print(len(document.parts), "parts,", len(document.references), "references")

# %% [markdown]
# ## References, proven to the character
#
# A reference knows its verb, its relation, what it cites, the printed date, the subject phrase, and the exact
# span of the words. The assertion below is the promise: the span always selects the words.

# %%
texts = {part.id: part.text for part in document.parts}
for reference in document.references:
    assert texts[reference.part][reference.start : reference.end] == reference.text
    cited = reference.cited or f"({reference.reason})"
    print(f"{reference.paragraph:8} {reference.verb[:16]:17}{reference.relation:22}{cited:44.44}{reference.date or ''}")

# %% [markdown]
# The words, marked in their paragraph:


# %%
def marked(part: str) -> str:
    """A paragraph with the words of its references in bold."""
    text, end = "", 0
    for reference in sorted((r for r in document.references if r.part == part), key=lambda r: r.start):
        text += texts[part][end : reference.start] + f"**{reference.text}**"
        end = reference.end
    return text + texts[part][end:]


display(Markdown(marked("pp1")))

# %% [markdown]
# ## The lineage
#
# Works are nodes, references are edges. The *series* is inferred: which earlier texts on its own subject does the
# resolution succeed? Each succession carries its evidence.

# %%
lineage = Lineage.of([document])
series = analysis.series(lineage, "A/RES/67/225")
print(" ← ".join(reversed(series.works)))
print("period:", series.period, "| predecessor:", series.predecessor, "| latest known here:", series.latest)
for reason in series.links[-1].evidence:
    print(f"  {reason.kind} {reason.weight:+g}: “{reason.words}” ({reason.text} {reason.part})")
assert series.predecessor == "A/RES/65/175"

# %% [markdown]
# ## Figures
#
# What the text does with what it cites, and when that was adopted.

# %%
by_relation = analysis.counts(lineage).by_relation
years = {key: node.date.earliest.year for key, node in lineage.nodes.items() if node.date}
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.4), width_ratios=(1, 1.6))
left.barh(list(by_relation), list(by_relation.values()), color=[relation_style(r).ink.light for r in by_relation])
left.set_xlabel("references")
for key, year in years.items():
    in_series = key in series.works
    right.plot(year, 1 if in_series else 0, "o", color="tab:blue" if in_series else "tab:grey", alpha=0.8)
right.set_yticks([0, 1], ["other works", "its series"])
right.set_ylim(-0.6, 1.6)
right.set_title("dated works of the lineage")
figure.tight_layout()

# %% [markdown]
# The same lineage as the page draws it, with the series on one line:

# %%
display(SVG(picture.svg(lineage, spines=analysis.spines(lineage))))

# %% [markdown]
# ## Files to keep
#
# A page that works offline in any browser, and the records from which everything can be made again.

# %%
output = Path("output")
output.mkdir(exist_ok=True)
page.write(lineage, output / "A_RES_67_225.html", spines=analysis.spines(lineage))
corpus.write(output / "A_RES_67_225.jsonl", [document])
for path in sorted(output.glob("A_RES_67_225.*")):
    print(path, f"{path.stat().st_size:,} bytes")

# %% [markdown]
# The same from the command line: `recalling build`, then `recalling show A/RES/67/225` and
# `recalling lineage A/RES/67/225 --series`. Next: [SPARQL](02_sparql.ipynb), [lineage of a whole
# session](03_lineage.ipynb), [publishing](04_publish.ipynb).
