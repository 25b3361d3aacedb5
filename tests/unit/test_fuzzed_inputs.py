"""No input raises: through the wire's framing, the keyboard's wedge, reading and every machine.

`python -m tests.bench fuzz` sends a million of other seeds.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.floor.gauntlet import ROUND, run_round
from tests.floor.goods import MUG_EAN

SEED = 20261127
ROUNDS = 50
MANY = 1_000_000 // ROUND


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(MANY, marks=pytest.mark.heavy)])
def test_no_input_raises_and_every_machine_gets_on(rounds: int) -> None:
    seen: Counter[str] = Counter()
    for number in range(rounds):
        seen += run_round(SEED, number)
    # The inputs reach what they are for: each machine counts something, and much is refused.
    reached = {"unit_counted", "put_in_slot", "box_right", "unknown_code", "wrong_product"}
    assert reached <= set(seen)


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert run_round(SEED, 3) == run_round(SEED, 3)
    assert run_round(SEED, 3) != run_round(SEED + 1, 3)


def test_an_exception_names_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("stumbled")

    monkeypatch.setattr("tests.floor.gauntlet.read", refuse)
    monkeypatch.setattr("tests.floor.gauntlet.fuzzed", lambda _: MUG_EAN.encode())
    with pytest.raises(ValueError, match="stumbled") as caught:
        run_round(7, 1)
    assert caught.value.__notes__ == [f"seed 7, round 1, input {MUG_EAN.encode()!r}"]
