"""What every test run stands on; the parts are in `tests/plugins`."""

from __future__ import annotations

import os

# Before anything loads Qt: tests need no display and disturb none.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.plugins.run_folder",
    "tests.plugins.cups_server",
    "tests.plugins.needs",
    "tests.plugins.sop_trace",
    "tests.plugins.databases",
    "tests.plugins.statements",
    "tests.plugins.houses",
    "tests.plugins.everything",
    "tests.plugins.cable",
    "tests.plugins.benches",
    "tests.plugins.packaging_shelf",
    "tests.plugins.stock_floor",
    "tests.plugins.handhelds",
    "tests.plugins.browsers",
]

# No deadlines: a busy machine must not fail a test. `bootstrap.py faults` and `heavy` ask for more.
_no_clock = [HealthCheck.too_slow]
settings.register_profile("ordinary", deadline=None, suppress_health_check=_no_clock)
settings.register_profile("long", parent=settings.get_profile("ordinary"), max_examples=3000)
settings.load_profile("long" if os.environ.get("PACKBENCH_HEAVY") == "1" else "ordinary")
