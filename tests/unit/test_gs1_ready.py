"""Once it is ready, no GS1 code is the first to wait for what reads it."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
from procedure import gs1
assert not any(name.startswith("biip") for name in sys.modules), "loaded only when it is needed"
gs1.get_ready()
before = set(sys.modules)
assert gs1.gs1_facts("010690123456789215261001310300015010B2401\\x1d21S-1").serial == "S-1"
assert gs1.link_facts("HTTPS://ID.GS1.ORG/01/06901234567892/21/S-1").serial == "S-1"
assert set(sys.modules) == before, set(sys.modules) - before
"""


def test_nothing_is_loaded_by_the_first_code() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
