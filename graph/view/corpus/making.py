"""Makes the script of the corpus page from its sources and from sigma and graphology, by npm and esbuild.

Needs Node and npm, and the standard library only: the build of the wheel runs it before anything of
this project is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["SOURCES", "BundlingError", "digest", "heading", "make"]

SOURCES = Path(__file__).resolve().parent / "page"
_INSTALL = ("install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund")
_BUNDLE = ("--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=ascii", "--log-level=warning")
_SECONDS = 300
_OWN_TOOLS = ("esbuild", "@esbuild")


class BundlingError(Exception):
    """Node or npm is missing, or one of them failed; the message says what to do."""


def digest() -> str:
    """What the sources are, in 16 hexadecimal digits: a bundle of other sources is stale."""
    whole = hashlib.sha256()
    for path in sorted(SOURCES.iterdir()):
        whole.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def heading() -> str:
    """The first line of a bundle, which says of which sources it is."""
    return f"/* recalling corpus page {digest()} */"


def make(sources: Path = SOURCES) -> str:
    """Give the bundle as one script.

    Parameters
    ----------
    sources
        A folder with ``main.js`` and a ``package.json`` whose dependencies hold esbuild.

    Raises
    ------
    BundlingError
        If Node or npm is not there, or installing or bundling fails.

    """
    node, npm = _program("node"), _program("npm")
    with tempfile.TemporaryDirectory(prefix="recalling-page-") as name:
        folder = Path(name) / "page"
        shutil.copytree(sources, folder)
        _run([npm, *_INSTALL], folder)
        modules = folder / "node_modules"
        out = folder / "bundle.out"
        _run([node, str(modules / "esbuild/bin/esbuild"), "main.js", *_BUNDLE, f"--outfile={out}"], folder)
        return "\n".join((heading(), _licences(modules), out.read_text(encoding="utf-8")))


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BundlingError(
            f"the corpus page's script is made with Node.js, and there is no `{name}` on the path. "
            "Install Node.js 18 or later with npm, or install recalling from a wheel, which carries the script."
        )
    return found


def _run(command: list[str], folder: Path) -> None:
    quiet = {**os.environ, "npm_config_update_notifier": "false", "npm_config_fetch_retry_maxtimeout": "10000"}
    try:
        done = subprocess.run(  # noqa: S603 - the programs are npm and node, the arguments our own
            command, cwd=folder, env=quiet, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BundlingError(f"the corpus page's script could not be made: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-800:]
        raise BundlingError(
            f"the corpus page's script could not be made: `{Path(command[0]).name}` ended with {done.returncode}: "
            f"{said}\nIt fetches sigma, graphology and esbuild from npm once; check the network, or install a wheel."
        )


def _licences(modules: Path) -> str:
    """The licences of what is bundled, as their terms ask."""
    said: list[str] = []
    for package in sorted(modules.glob("*/package.json")):
        if package.parent.name.startswith(_OWN_TOOLS):
            continue
        about = json.loads(package.read_text(encoding="utf-8"))
        terms = (text.read_text(encoding="utf-8").strip() for text in sorted(package.parent.glob("LICENSE*")))
        said += (f"{about['name']} {about['version']}\n{each}" for each in terms)
    return "/*!\n" + "\n\n".join(said).replace("*/", "* /") + "\n*/"
