"""``python -m graph.cli`` is ``recalling``."""

from __future__ import annotations

import sys

from graph.cli import main

sys.exit(main())
