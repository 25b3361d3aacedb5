"""What is wrong with a scanner and how it is cured, in words for the person who holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from resources.catalogue import N_, Translator
from scanner.commissioning import Fault, Finding
from scanner.station_setup import GAP_MS


@dataclass(frozen=True, slots=True)
class Cure:
    """One fault in finished words.

    Attributes:
        fault: What is wrong, in a few words.
        cure: What to do.
    """

    fault: str
    cure: str


GOOD = N_("This scanner is set up well. It can be used at every station.")
"""What to say where nothing is wrong; a msgid."""

_ENOUGH_PULLS = 2
_UNKNOWN_LAYOUT = N_(
    "The scanner types for another keyboard than this computer has. In the scanner's manual, scan "
    'the code of this computer\'s keyboard ("keyboard country"), then test again.'
)
_CURES: Mapping[Fault, tuple[str, str]] = MappingProxyType(
    {
        Fault.LAYOUT: (
            N_("Another keyboard layout"),
            N_(
                'The scanner types for the keyboard "{scanner}", this computer has "{computer}". '
                'In the scanner\'s manual, scan the keyboard country "{computer}", then test again.'
            ),
        ),
        Fault.CAPS_LOCK: (
            N_("Caps Lock is on"),
            N_(
                "Large and small letters are exchanged. Press Caps Lock on the keyboard once, so "
                "that its light goes out, then test again."
            ),
        ),
        Fault.CASE_FOLD: (
            N_("Letters are changed"),
            N_(
                'The scanner makes all letters large, or all small. In its manual, scan "no case '
                'conversion", then test again.'
            ),
        ),
        Fault.NO_SUFFIX: (
            N_("Nothing ends a code"),
            N_(
                "The scanner sends no Enter after a code, so each scan waits for silence. In its "
                'manual, scan "add CR suffix" (also called Enter), then test again.'
            ),
        ),
        Fault.DOUBLE_SUFFIX: (
            N_("A code ends twice"),
            N_(
                "The scanner sends more than one Enter or Tab after a code. In its manual, scan "
                '"remove all suffixes", then "add CR suffix" once, then test again.'
            ),
        ),
        Fault.DROPPED: (
            N_("Characters are lost"),
            N_(
                "Not every character arrives. Plug the scanner into the computer itself, bring a "
                "radio scanner closer; in its manual, choose a pause of 10 ms between characters. "
                "On a serial line, set the same speed here and at the scanner. Then test again."
            ),
        ),
        Fault.NO_AIM: (
            N_("The kind of code is not sent"),
            N_(
                "Some codes can then be read in two ways. In the scanner's manual, scan \"transmit "
                'AIM code ID for all codes", then test again.'
            ),
        ),
        Fault.GS_LOST: (
            N_("The separator of GS1 codes is lost"),
            N_(
                "Lot and serial number run together. In the scanner's manual, scan \"transmit FNC1 "
                'as GS (ASCII 29)", or let it send ~ instead, then test again.'
            ),
        ),
        Fault.ECI: (
            N_("The alphabet's number is sent before the text"),
            N_(
                "QR codes begin with a number that belongs to no text. In the scanner's manual, "
                'scan "do not transmit ECI", then test again.'
            ),
        ),
        Fault.UNKNOWN: (
            N_("These are none of the test codes"),
            N_(
                "Begin again and scan the codes in their order. If it stays so, set the scanner "
                "back to its factory settings by its manual, then test again."
            ),
        ),
    }
)


def cures(finding: Finding, translator: Translator) -> tuple[Cure, ...]:
    """A cure for each fault of a finding, in the order in which they are to be cured."""
    return tuple(_cure(fault, finding, translator) for fault in finding.faults)


def _cure(fault: Fault, finding: Finding, translator: Translator) -> Cure:
    name, cure = _CURES[fault]
    if fault is not Fault.LAYOUT:
        return Cure(translator.text(name), translator.text(cure))
    layout = finding.layout
    if layout is None:
        return Cure(translator.text(name), translator.text(_UNKNOWN_LAYOUT))
    words = translator.text(cure, scanner=layout.scanner, computer=layout.computer)
    return Cure(translator.text(name), words)


def slow_keys(pauses_ms: Sequence[int], gap_ms: int, translator: Translator) -> Cure | None:
    """The cure of a scanner that types more slowly than the station reckons with, or None.

    Args:
        pauses_ms: Longest pause of each pull. One alone may be the computer's.
        gap_ms: What is set.
    """
    slow = sorted(pause for pause in pauses_ms if pause > gap_ms)
    if len(slow) < _ENOUGH_PULLS:
        return None
    wanted = min(GAP_MS[1], slow[-1] // 10 * 10 + 20)
    return Cure(
        translator.text(N_("The keys come slowly")),
        translator.text(
            N_(
                "The scanner pauses up to {pause} ms between two keys, more than the {gap} ms that "
                "are set. Under Scanners, Keyboard scanners, set the pause to {wanted} ms, or "
                "choose a shorter pause between characters in the scanner's manual."
            ),
            pause=slow[-1],
            gap=gap_ms,
            wanted=wanted,
        ),
    )
