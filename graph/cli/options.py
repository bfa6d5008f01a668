"""Options that several commands share, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Executor", "From", "Out", "Paths", "Quiet"]

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files, folders, zip archives, or - for standard input.", show_default=False),
]
Executor = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Work on a Dask scheduler's workers (tcp://host:8786), many machines if need be, instead of here.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PLACE",
        help="What was built: records (.jsonl), RDF (.ttl .nq .trig …), a store's folder, a server's address, or the "
        "folder of results whose newest build is meant. Default: the newest build in ./output.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write there; default or -: standard output.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
