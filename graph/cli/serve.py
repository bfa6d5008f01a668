"""``recalling serve``: a small read-only SPARQL endpoint on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from graph.cli.options import From

__all__ = ["serve"]


def serve(
    place: From = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8425,
    timeout: Annotated[float, typer.Option(min=0.01, help="Seconds that one query may run.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="Rows that one query may give.")] = 10_000,
) -> None:
    """Answer SPARQL queries over HTTP, on 127.0.0.1 only and for reading only, until Ctrl-C.

    Example: `recalling serve --port 8425` then `curl --data-urlencode 'query=ASK {}' http://127.0.0.1:8425/sparql`
    """
    from graph.cli.places import store_at
    from graph.server import Server

    with Server(store_at(place), port=port, timeout=timeout, limit=limit) as server:
        typer.echo(f"{server.address} answers until Ctrl-C", err=True)
        server.serve_until_interrupted()
