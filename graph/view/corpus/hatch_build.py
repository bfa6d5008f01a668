"""Puts the corpus page's script into the wheel, so that who installs it needs no Node.

Without Node the wheel is built without the script, with a warning; ``RECALLING_BUNDLE=required``
makes that an error, as a release must.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_HERE = Path(__file__).resolve().parent
_INSIDE = "graph/view/corpus/bundle.js"


def _making() -> ModuleType:
    """``making`` by its file: the packages of this project cannot be imported while it is being built."""
    spec = importlib.util.spec_from_file_location("recalling_making", _HERE / "making.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot read {_HERE / 'making.py'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class BundleHook(BuildHookInterface[Any]):
    """Makes the bundle beside the tree and adds it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the wheel is written; an editable install makes the bundle when first asked for."""
        if version == "editable" or (_HERE / "bundle.js").exists():
            return
        making = _making()
        try:
            made = making.make()
        except making.BundlingError as error:
            if os.environ.get("RECALLING_BUNDLE") == "required":
                raise
            self.app.display_warning(f"without the corpus page's script: {error}")
            return
        self._folder = tempfile.mkdtemp(prefix="recalling-bundle-")
        place = Path(self._folder) / "bundle.js"
        place.write_text(made, encoding="utf-8", newline="\n")
        build_data["force_include"][str(place)] = _INSIDE
