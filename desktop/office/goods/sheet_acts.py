"""Sheets of goods in and out: files become rows with a fate, rows become files (part 0)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.office.orders.actions import Outcome, refusal
from fulfilment.goods.export import export_goods
from fulfilment.goods.files.importing import TakenIn, take_in
from fulfilment.goods.sheets import GoodsKind
from fulfilment.house import Actor, House
from procedure.effects import Refused
from procedure.text import NP_
from procedure.words import Signal
from resources.catalogue import N_, Translator

ENDINGS = (".csv", ".xlsx")
_UNREADABLE = N_("{name} cannot be read. Look whether it is there and not open elsewhere.")
_ENDING = N_("A file ends in .xlsx or .csv. Choose another name.")
_EXISTS = N_("There is a file {name} already. Choose another name; nothing was written.")
_UNWRITABLE = N_("{name} cannot be written there. Choose another folder.")
_WRITTEN = NP_("{n} row is in the file {name}.", "{n} rows are in the file {name}.")
_TEMPLATE = N_("The file {name} has the columns and no rows. Fill it, then import it.")


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What became of a file; `taken` is None where it could not be read from disk."""

    signal: Signal
    sentence: str
    taken: TakenIn | None


def import_sheet(
    house: House,
    actor: Actor,
    kind: GoodsKind,
    path: Path,
    preview: bool,
    translator: Translator,
) -> SheetTaken:
    """The fate of every row of a file; without `preview` what can be taken is written.

    Raises:
        CannotNow: The database cannot be written now; nothing of the file was taken.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return SheetTaken(Signal.WRONG, translator.text(_UNREADABLE, name=path.name), None)
    taken = take_in(house, actor, kind, data, translator, preview=preview)
    if taken.report is None:
        return SheetTaken(Signal.WRONG, taken.summary, taken)
    signal = Signal.GOOD if taken.complete else Signal.ATTENTION
    return SheetTaken(signal, taken.summary, taken)


def export_sheet(
    house: House, actor: Actor, kind: GoodsKind, path: Path, translator: Translator
) -> Outcome:
    """Write everything of a kind into a new file that can be imported again.

    Raises:
        CannotNow: The database is away.
    """
    if (outcome := _unfit(path, translator)) is not None:
        return outcome
    rows = export_goods(house, actor, kind)
    if isinstance(rows, Refused):
        return refusal(rows.verdict, translator)
    from fulfilment.goods.files.sheet_writer import written  # loads a library for XLSX

    content = written(kind, rows, translator.language, path.suffix.lower())
    said = translator.plural(*_WRITTEN, len(rows), name=path.name)
    return _write(path, content, said, translator)


def write_template(kind: GoodsKind, path: Path, translator: Translator) -> Outcome:
    """Write a new file with the columns of a kind and no rows."""
    if (outcome := _unfit(path, translator)) is not None:
        return outcome
    from fulfilment.goods.files.sheet_writer import template  # loads a library for XLSX

    content = template(kind, translator.language, path.suffix.lower())
    return _write(path, content, translator.text(_TEMPLATE, name=path.name), translator)


def _unfit(path: Path, translator: Translator) -> Outcome | None:
    if path.suffix.lower() not in ENDINGS:
        return Outcome(Signal.ATTENTION, translator.text(_ENDING), False)
    if path.exists():
        return Outcome(Signal.ATTENTION, translator.text(_EXISTS, name=path.name), False)
    return None


def _write(path: Path, content: bytes, said: str, translator: Translator) -> Outcome:
    part = path.with_suffix(path.suffix + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        return Outcome(Signal.WRONG, translator.text(_UNWRITABLE, name=path.name), False)
    return Outcome(Signal.GOOD, said, True)
