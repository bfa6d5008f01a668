"""The layers of DESIGN: an element depends only on those below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From the bottom to the top; a module may import its own layer and those before it. A layer is the
# longest prefix here that a module's name begins with.
LOADERS = (
    ("loaders.errors", "loaders.records", "loaders.registries", "loaders.symbols", "loaders"),
    ("loaders.samples",),
    ("loaders.sources", "loaders.holdings"),
    ("loaders.formats",),
    ("loaders.references",),
    ("loaders.corpus", "loaders.compare", "loaders.executors", "loaders.recorded"),
    ("loaders.pipeline",),
    ("loaders.fetch",),
)
GRAPH = (
    ("graph", "graph.vocabulary", "graph.sessions"),
    ("graph.lineage", "graph.identifiers"),
    ("graph.network", "graph.rdf"),
    ("graph.store", "graph.queries", "graph.analysis"),
    ("graph.exports", "graph.view", "graph.check", "graph.server", "graph.results"),
    ("graph.build",),
    ("graph.cli",),
)
WORDS = {"loaders.errors", "loaders.records", "loaders.registries", "loaders.symbols", "loaders.corpus", "loaders"}


def modules(package: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> set[str]:
    """The absolute names of the project that a module imports; submodules named by ``from`` count."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if name.split(".")[0] in ("graph", "loaders")}


def layer(name: str, layers: tuple[tuple[str, ...], ...]) -> int | None:
    """The height of the longest prefix of ``name`` that is a layer's."""
    best, height = "", None
    for index, prefixes in enumerate(layers):
        for prefix in prefixes:
            if (name == prefix or name.startswith(prefix + ".")) and len(prefix) > len(best):
                best, height = prefix, index
    return height


ALL = [*modules("loaders"), *modules("graph")]


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_a_module_depends_only_on_what_is_below_it(name: str, path: Path) -> None:
    layers = LOADERS if name.startswith("loaders") else GRAPH
    own = layer(name, layers)
    assert own is not None
    package = name.split(".")[0]
    above = sorted(
        other for other in imported(path) if other.split(".")[0] == package and (layer(other, layers) or 0) > own
    )
    if name != package:
        assert not above, f"{name} imports {above}"


@pytest.mark.parametrize(("name", "path"), list(modules("loaders")), ids=[name for name, _ in modules("loaders")])
def test_loaders_knows_nothing_of_graph(name: str, path: Path) -> None:
    assert not [other for other in imported(path) if other.startswith("graph")], name


GRAPH_MODULES = [(name, path) for name, path in modules("graph") if not name.startswith("graph.cli")]


@pytest.mark.parametrize(("name", "path"), GRAPH_MODULES, ids=[name for name, _ in GRAPH_MODULES])
def test_graph_imports_of_loaders_only_its_words_and_the_record_file(name: str, path: Path) -> None:
    """Only the command line calls the pipeline."""
    foreign = {other for other in imported(path) if other.startswith("loaders")}
    beyond = {
        other
        for other in foreign
        if not any(other == word or other.startswith(word + ".") for word in WORDS - {"loaders"}) and other != "loaders"
    }
    assert not beyond, f"{name} imports {sorted(beyond)}"


def test_the_table_is_not_empty() -> None:
    """A test over nothing would pass for ever."""
    assert len(ALL) > 60
