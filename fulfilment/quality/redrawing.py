"""Drawing a lot's sample again from what is stored, to prove that nobody chose it (3.2.3b)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from db.views.inspection_lots import LotRow, drawn_positions
from procedure.policy import InspectionPolicy
from procedure.sampling import LotPlan, draw, ranking


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A sample drawn again.

    Attributes:
        stored: The positions that were stored when the lot was opened, ascending.
        again: The same, drawn now from the stored seed, size and plan.
        topped_up: Positions added when the lot had turned out smaller, in the order of the seed.
        in_order: Whether those are positions of the lot that the first draw left out.
    """

    lot_no: str
    stored: tuple[int, ...]
    again: tuple[int, ...]
    topped_up: tuple[int, ...]
    in_order: bool

    @property
    def is_same(self) -> bool:
        """Whether what is stored is what the seed draws."""
        return self.stored == self.again and self.in_order


def draw_again(connection: Connection, lot: LotRow) -> Redrawn:
    """A lot's sample, drawn anew.

    What was added later went by which parcels were still here then: only that it follows the
    first draw can be proved, not that nothing before it was here.
    """
    positions = drawn_positions(connection, lot.lot_id)
    stored = tuple(sorted(at for at, topped_up in positions.items() if not topped_up))
    plan = LotPlan(lot.sample_size, lot.accept_major, lot.accept_minor)
    policy = InspectionPolicy(lot.sampling, lot.every_nth)
    again = draw(policy, plan, lot.planned, lot.seed)
    added = {at for at, topped_up in positions.items() if topped_up}
    in_rank = tuple(at for at in ranking(lot.seed, max(lot.taken, 1)) if at in added)
    in_order = len(in_rank) == len(added) and not added & set(again)
    return Redrawn(lot.lot_no, stored, again, in_rank, in_order)
