"""Keeps the fate of every row of a file, so that no row has none and none has two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from fulfilment.intake.files import MAX_FINDINGS, Fate, Param, RowCounts, RowFinding, RowKind

_NOTHING: Mapping[str, Param] = {}


class RowLedger:
    """Fates as they become known; rows come in any order."""

    def __init__(self) -> None:
        self._fates: dict[int, Fate] = {}
        self._kinds: dict[Fate, Counter[RowKind]] = {fate: Counter() for fate in Fate}
        self._findings: list[RowFinding] = []
        self.total = 0
        """Rows seen, counted apart from their fates, so that a row without one shows."""
        self.left_out = 0
        """Findings beyond `MAX_FINDINGS`; they are counted all the same."""

    def has(self, row_no: int) -> bool:
        """True where the row has its fate."""
        return row_no in self._fates

    def take(self, row_no: int) -> None:
        """The row is taken.

        Raises:
            ValueError: It has its fate.
        """
        self._set(row_no, Fate.TAKEN)

    def put(
        self, row_no: int, fate: Fate, kind: RowKind, params: Mapping[str, Param] = _NOTHING
    ) -> None:
        """The row is skipped or broken, and why.

        Raises:
            ValueError: It has its fate.
        """
        self._set(row_no, fate)
        self._say(RowFinding(row_no, fate, kind, params))

    def note(self, row_no: int, kind: RowKind, params: Mapping[str, Param]) -> None:
        """Something worth a word about a row that is taken."""
        self._say(RowFinding(row_no, Fate.TAKEN, kind, params))

    def counts(self) -> RowCounts:
        """All rows by fate and kind."""
        fates = Counter(self._fates.values())
        return RowCounts(
            total=self.total,
            taken=fates[Fate.TAKEN],
            skipped=dict(self._kinds[Fate.SKIPPED]),
            broken=dict(self._kinds[Fate.BROKEN]),
            noted=dict(self._kinds[Fate.TAKEN]),
        )

    def findings(self) -> tuple[RowFinding, ...]:
        """What there is to say, by row."""
        return tuple(sorted(self._findings, key=lambda finding: finding.row_no))

    def _set(self, row_no: int, fate: Fate) -> None:
        if row_no in self._fates:
            raise ValueError(f"row {row_no} is {self._fates[row_no]} already")
        self._fates[row_no] = fate

    def _say(self, finding: RowFinding) -> None:
        self._kinds[finding.fate][finding.kind] += 1
        if len(self._findings) < MAX_FINDINGS:
            self._findings.append(finding)
        else:
            self.left_out += 1
