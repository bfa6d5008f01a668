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
# # 4. Publish: linked data out, into a server
#
# For librarians and linked-data publishers: every format, identifiers under a domain of your own, the shapes that the
# data keeps, a store on disk, and a SPARQL endpoint. On the built-in sample; everything stays on this machine.

# %%
import json
from pathlib import Path
from threading import Thread

import matplotlib.pyplot as plt
import requests

from graph import analysis, check, exports, rdf
from graph.build import sample
from graph.identifiers import Identifiers
from graph.lineage import Lineage
from graph.rdf.settings import Settings
from graph.server import Server
from graph.store.disk import DiskStore
from graph.store.sync import sync
from loaders import pipeline
from loaders.records import Document


def read(path):
    """The documents under a path; what cannot be read is told, and ends nothing."""
    for outcome in pipeline.load([path]):
        if isinstance(outcome, Document):
            yield outcome
        else:
            print("could not be read:", outcome)


documents = list(read(sample()))
lineage = Lineage.of(documents)
output = Path("output")
output.mkdir(exist_ok=True)

# %% [markdown]
# ## Every format, always the same bytes

# %%
sizes = {}
for name, about in exports.FORMATS.items():
    path = output / f"published{about.suffix}"
    exports.save(name, lineage, path)
    sizes[name] = path.stat().st_size
    print(f"{name:10}{sizes[name]:>9,} bytes  {about.media_type:32}{about.about}")

# %%
figure, axes = plt.subplots(figsize=(7, 2.8))
axes.barh(list(sizes), [size / 1000 for size in sizes.values()], color="tab:blue")
axes.set_xlabel("kilobytes for one resolution")
figure.tight_layout()

# %% [markdown]
# ## Named graphs, under a domain of your own
#
# One graph a document and language, one for each work, one shared, one of plain citation edges, one for what is
# inferred, and the catalogue (DCAT, VoID). One setting moves all identifiers.

# %%
mine = Settings(ids=Identifiers("https://data.example.org/un/"))
graphs = list(rdf.named_graphs(lineage, mine, analysis.statements(lineage, mine.ids)))
for graph in graphs:
    print(f"{graph.iri:60}{len(graph.triples):>6} triples")
assert all(graph.iri.startswith("https://data.example.org/un/") for graph in graphs)

# %% [markdown]
# ## The data keeps its shapes (SHACL), and the texts are checked

# %%
findings = check.shapes(lineage)
print(len(findings), "breaks of the shapes")
assert not findings
for finding in check.check(lineage)[:5]:
    print(finding.severity.value, finding.code, "|", finding.message)

# %% [markdown]
# ## Into a store on disk
#
# Adding is one safe step: what is unchanged is skipped, what changed is replaced as a whole.

# %%
store = DiskStore(output / "published.store")
print(sync(store, documents))
print(sync(store, documents), "(the same again)")

# %% [markdown]
# ## A SPARQL endpoint
#
# Read-only, on the loopback address. `recalling serve` does the same until Ctrl-C; for a public server, `recalling
# build --store oxigraph+http://…` adds to one that speaks SPARQL 1.1 (Oxigraph, Virtuoso, Fuseki, GraphDB).

# %%
question = """
SELECT ?symbol (COUNT(?reference) AS ?references) WHERE {
  ?reference <http://purl.org/spar/cito/hasCitedEntity> ?work . ?work <http://purl.org/dc/terms/identifier> ?symbol .
} GROUP BY ?symbol ORDER BY DESC(?references) ?symbol LIMIT 5
"""
with Server(store, port=0) as server:
    Thread(target=server.serve_forever, daemon=True).start()
    accept = {"Accept": "application/sparql-results+json"}
    reply = requests.post(server.address, data={"query": question}, headers=accept, timeout=30)
    server.shutdown()
reply.raise_for_status()
rows = json.loads(reply.text)["results"]["bindings"]
for row in rows:
    print(row["symbol"]["value"], row["references"]["value"])
assert len(rows) == 5
store.close()
