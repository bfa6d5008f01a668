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
# # 2. SPARQL: ask the graph
#
# The lineage is linked data. This notebook puts it into a store in memory (Oxigraph) and asks packaged questions and
# questions of its own. It runs on the sample; where the real documents of `RECALLING_SHARED` (or `../../shared`) are
# present, it asks the same of a whole session of the General Assembly.

# %%
import os
from pathlib import Path

import matplotlib.pyplot as plt

from graph import analysis, queries, rdf
from graph.build import sample
from graph.lineage import Lineage
from graph.queries.wording import sparql_of
from graph.store.oxigraph import OxigraphStore
from graph.store.sync import data_of
from loaders import corpus, pipeline
from loaders.records import Document


def read(path):
    """The documents under a path; what cannot be read is told, and ends nothing."""
    for outcome in pipeline.load([path]):
        if isinstance(outcome, Document):
            yield outcome
        else:
            print("could not be read:", outcome)


shared = Path(os.environ.get("RECALLING_SHARED", "../../shared"))
session = shared / "data" / "gold" / "ga75-en" / "docs.zip"
records = Path("output") / ("ga75-en.jsonl" if session.exists() else "sample.jsonl")
records.parent.mkdir(exist_ok=True)
if not records.exists():  # reading a session takes some seconds: its records are kept
    corpus.write(records, read(session if session.exists() else sample()))
lineage = Lineage.of(corpus.read(records))
print(records.name, "|", len(lineage.documents), "texts,", len(lineage.nodes), "works")

# %% [markdown]
# The inferred series go into a graph of their own, `graph/inferred`, so that nobody takes them for printed words.

# %%
store = OxigraphStore()
store.fill(map(data_of, rdf.named_graphs(lineage, inferred=analysis.statements(lineage))))
triples = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values()[0][0]
print(len(store.graphs()), "named graphs,", triples, "triples")

# %% [markdown]
# ## Packaged questions

# %%
for packaged in queries.every():
    print(f"{packaged.name:24}{packaged.question}")


# %%
def show(answer, most=12):
    """The first rows of an answer."""
    print("  ".join(f"{name:28.28}" for name in answer.columns))
    for row in answer.values()[:most]:
        print("  ".join(f"{value or '':28.28}" for value in row))
    print(len(answer.rows), "rows")


show(store.query(sparql_of("relation-counts", {})))

# %%
symbol = "A/RES/67/225" if "A/RES/67/225" in {d.symbol for d in lineage.documents} else lineage.documents[0].symbol
show(store.query(sparql_of("predecessors", {"symbol": symbol})))

# %% [markdown]
# ## A question of your own
#
# Which words does a resolution use to recall which text, and where exactly? Every reference is a node with its
# governing words, its printed form and the part that holds it. The common prefixes need not be declared.

# %%
mine = """
SELECT ?verb ?words ?cited ?part WHERE {
  ?reference cito:hasCitingEntity ?text ; cito:hasCitedEntity ?work ; rcl:leadVerb ?verb ;
             rcl:surfaceForm ?words ; rcl:citingPart ?place .
  ?text dcterms:identifier "%s" . ?work dcterms:identifier ?cited . ?place rcl:wId ?part .
} ORDER BY ?part ?cited
"""
answer = store.query(mine % symbol)
assert answer.rows, "a text that cites something has references"
show(answer)

# %% [markdown]
# And what is inferred, with its evidence:

# %%
inferred = """
SELECT ?later ?earlier ?why WHERE {
  GRAPH <https://w3id.org/recalling/graph/inferred> {
    ?statement rdf:subject ?a ; rdf:predicate rcl:predecessor ; rdf:object ?b ; dcterms:description ?why .
  }
  ?a dcterms:identifier ?later . ?b dcterms:identifier ?earlier .
} ORDER BY DESC(?later) ?why LIMIT 200
"""
show(store.query(inferred), most=6)

# %% [markdown]
# ## A figure from a query: citations by the year of what is cited

# %%
by_year = """
SELECT ?year (COUNT(DISTINCT ?reference) AS ?n) WHERE {
  ?reference rcl:dateEarliest ?day . BIND(YEAR(?day) AS ?year)
} GROUP BY ?year ORDER BY ?year
"""
rows = [(int(year), int(n)) for year, n in store.query(by_year).values()]
figure, axes = plt.subplots(figsize=(9, 3))
axes.bar([year for year, _ in rows], [n for _, n in rows], color="tab:blue")
axes.set_xlabel("year printed in the citation")
axes.set_ylabel("references")
figure.tight_layout()

# %%
show(store.query(sparql_of("most-cited", {})), most=10)
