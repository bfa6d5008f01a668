"""Real SPARQL servers on the loopback address, started for a test session and ended with it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import requests

VIRTUOSO_PASSWORD = "dba"  # noqa: S105 - the password of a database that lives for one test run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_binary() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def virtuoso_binary() -> str | None:
    return shutil.which("virtuoso-t")


@contextmanager
def running(command: list[str], url: str, folder: Path, seconds: float) -> Generator[None]:
    """Run a server until the block ends; wait until it answers HTTP at all."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(url, process, folder, seconds)
        yield
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], folder: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=5)
            return
        except requests.exceptions.ConnectionError:
            assert process.poll() is None, (folder / "server.log").read_text("utf-8", "replace")
            time.sleep(0.1)
    raise AssertionError(
        f"no answer from {url} in {seconds} s: {(folder / 'server.log').read_text('utf-8', 'replace')}"
    )


@contextmanager
def oxigraph(folder: Path) -> Generator[str]:
    root = f"http://127.0.0.1:{free_port()}"
    command = [
        str(oxigraph_binary()),
        "serve",
        "--location",
        str(folder / "data"),
        "--bind",
        root.removeprefix("http://"),
    ]
    with running(command, f"{root}/", folder, 20):
        yield f"oxigraph+{root}"


@contextmanager
def virtuoso(folder: Path) -> Generator[str]:
    # ServerPort stands in two sections, SQL and HTTP; both must name the loopback address.
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="ascii")
    command = [str(virtuoso_binary()), "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with running(command, f"http://127.0.0.1:{http}/sparql", folder, 60):
        yield f"virtuoso+http://127.0.0.1:{http}"


_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""
