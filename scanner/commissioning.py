"""Five test codes that tell how a scanner is set up: which fault it has, and none where it is good.

Each trigger pull gives one raw text, with everything that was sent, ends of line included. A
hypothesis is a way a scanner may be set up wrong; it says what would be sent for each code. The
simplest hypothesis that explains all codes is the finding. A Caps Lock that is on and a scanner
that folds letters cannot be told from a scanner that folds the other way: one fault is named.

References:
    FIELD "Scanners"; ISO/IEC 15424 (AIM identifiers); AIM ITS/04-001 (ECI).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from scanner.keyboards import MISMATCHES, Mismatch
from scanner.payload import GS


class Fault(StrEnum):
    """What is wrong with the way a scanner is set up, in the order in which it is cured."""

    LAYOUT = "layout"
    CAPS_LOCK = "caps_lock"
    CASE_FOLD = "case_fold"
    NO_SUFFIX = "no_suffix"
    DOUBLE_SUFFIX = "double_suffix"
    DROPPED = "dropped"
    NO_AIM = "no_aim"
    GS_LOST = "gs_lost"
    ECI = "eci"
    UNKNOWN = "unknown"
    """What came is none of the test codes, whatever one supposes."""


class TestSymbology(StrEnum):
    """How a test code is drawn."""

    __test__ = False

    CODE128 = "code128"
    EAN13 = "ean13"
    GS1_128 = "gs1_128"
    QR_ECI = "qr_eci"


@dataclass(frozen=True, slots=True)
class TestCode:
    """One of the five.

    Attributes:
        body: What a good scanner sends behind the AIM identifier.
        aims: AIM identifiers it may come with.
        has_eci: It names its alphabet, and ends with a letter that no keyboard types surely.
    """

    __test__ = False

    symbology: TestSymbology
    body: str
    aims: tuple[str, ...]
    has_eci: bool = False


EAN = "2012345678903"
"""A number for use inside a house; it is no product's."""
GS1_ELEMENTS = (("01", f"0{EAN}"), ("10", "Lot7a"), ("21", "Sn9z"))
"""Application identifiers and values of the GS1 code; the lot is ended by GS."""

TEST_CODES: tuple[TestCode, ...] = (
    TestCode(TestSymbology.CODE128, "Pb1-AqZwY;m@#_/\\Xx", ("]C0",)),
    TestCode(TestSymbology.EAN13, EAN, ("]E0",)),
    TestCode(TestSymbology.GS1_128, f"010{EAN}10Lot7a{GS}21Sn9z", ("]C1",)),
    TestCode(TestSymbology.QR_ECI, "Pb4-Qr@Lm9", ("]Q1", "]Q2"), has_eci=True),
    TestCode(TestSymbology.CODE128, "Pb5-0918273645KdLfMgNhRjTkVs", ("]C0",)),
)
FREE_LETTER = "é"
"""Ends the code that names its alphabet: only with it does the drawn code say which one."""

_ECI = "\\000026"
_END = re.compile(r"[\r\n\t\x03]*\Z")
_ONE_END = frozenset({"\r", "\n", "\r\n", "\t", "\x03"})
_MOST_FREE = 6
_LEAST_KEPT = 0.5
_ENOUGH_CODES = 2
_GS_KEPT = (GS, "~")
_GS_LOST = ("", " ", "|", "^", "#", "<GS>", "[GS]", "{GS}", "^]", "\\x1d")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the test codes say.

    Attributes:
        faults: In the order in which they are cured; none for a good scanner.
        layout: The keyboards that do not fit, or None where they are not known or fit.
    """

    faults: tuple[Fault, ...]
    layout: Mismatch | None = None


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    """What happens to every character on its way."""

    faults: frozenset[Fault]
    alter: Callable[[str], str]
    layout: Mismatch | None = None


def diagnose(seen: Sequence[str | None]) -> Finding:
    """What is wrong with the scanner that sent these.

    Args:
        seen: What came of each test code, raw; None for one that was left out.

    Examples:
        >>> diagnose(["]C0" + TEST_CODES[0].body, None, None, None, None]).faults
        (<Fault.NO_SUFFIX: 'no_suffix'>,)
    """
    pairs = [(code, raw) for code, raw in zip(TEST_CODES, seen, strict=True) if raw is not None]
    texts = [(code, _END.sub("", raw)) for code, raw in pairs]
    ends = [raw[len(_END.sub("", raw)) :] for _, raw in pairs]
    explained = [found for each in _hypotheses() if (found := _explain(each, texts)) is not None]
    best = min(explained, key=lambda found: _cost(found.faults), default=None)
    if best is None:
        best = _Hypothesis(frozenset({_of_unknown(texts)}), str)
    faults = best.faults | _faults_of_ends(ends)
    return Finding(tuple(fault for fault in Fault if fault in faults), best.layout)


def _cost(faults: frozenset[Fault]) -> int:
    """Fewest faults first; lost characters explain much, so they are supposed last."""
    return len(faults) + 4 * (Fault.DROPPED in faults)


def _faults_of_ends(ends: Sequence[str]) -> frozenset[Fault]:
    found = set()
    if ends and not any(ends):
        found.add(Fault.NO_SUFFIX)
    elif "" in ends:
        found.add(Fault.DROPPED)
    if any(end and end not in _ONE_END for end in ends):
        found.add(Fault.DOUBLE_SUFFIX)
    return frozenset(found)


# what may happen to all characters ------------------------------------------------------


@cache
def _hypotheses() -> tuple[_Hypothesis, ...]:
    """Every way of letters and keys, the plain one first."""
    letters: tuple[tuple[frozenset[Fault], Callable[[str], str]], ...] = (
        (frozenset[Fault](), str),
        (frozenset({Fault.CAPS_LOCK}), str.swapcase),
        (frozenset({Fault.CASE_FOLD}), str.upper),
        (frozenset({Fault.CASE_FOLD}), str.lower),
    )
    made = [_Hypothesis(faults, alter) for faults, alter in letters]
    for (faults, alter), layout in product(letters, MISMATCHES):
        both = _typed_after(alter, layout, Fault.CAPS_LOCK in faults)
        made.append(_Hypothesis(faults | {Fault.LAYOUT}, both, layout))
    return tuple(made)


def _typed_after(
    alter: Callable[[str], str], layout: Mismatch, at_keyboard: bool
) -> Callable[[str], str]:
    """A scanner folds before it types; Caps Lock works on what the keyboard gives."""
    if at_keyboard:
        return lambda text: alter(layout.typed(text))
    return lambda text: layout.typed(alter(text))


# what may happen to one code ------------------------------------------------------------


def _explain(hypothesis: _Hypothesis, texts: Iterable[tuple[TestCode, str]]) -> _Hypothesis | None:
    """The hypothesis with what it needs besides, or None where it does not explain a code."""
    faults = hypothesis.faults
    for code, text in texts:
        needed = _needed(code, text, hypothesis.alter)
        if needed is None:
            return None
        faults |= needed
    return _Hypothesis(faults, hypothesis.alter, hypothesis.layout)


def _needed(code: TestCode, text: str, alter: Callable[[str], str]) -> frozenset[Fault] | None:
    """What must be wrong besides for this text to come of a code; None where nothing explains it.

    Of several explanations with lost characters the one that has lost fewest is taken.
    """
    variants = [(faults, alter(sent)) for faults, sent in _variants(code)]
    exact = [faults for faults, sent in variants if _is_same(code, sent, text)]
    if exact:
        return min(exact, key=len)
    lossy = [
        (len(sent) - len(text), len(faults), faults)
        for faults, sent in variants
        if len(text) >= len(sent) * _LEAST_KEPT and _is_rest_of(text, sent, code.has_eci)
    ]
    if not lossy:
        return None
    return min(lossy, key=lambda each: each[:2])[2] | {Fault.DROPPED}


def _variants(code: TestCode) -> Iterator[tuple[frozenset[Fault], str]]:
    """What may be sent for a code, and what is wrong then."""
    aims = [(frozenset[Fault](), aim) for aim in code.aims] + [(frozenset({Fault.NO_AIM}), "")]
    alphabets = [(frozenset[Fault](), "")]
    if code.has_eci:
        alphabets.append((frozenset({Fault.ECI}), _ECI))
    bodies = [(frozenset[Fault](), code.body)]
    if GS in code.body:
        bodies = [(frozenset[Fault](), code.body.replace(GS, each)) for each in _GS_KEPT]
        lost = frozenset({Fault.GS_LOST})
        bodies += [(lost, code.body.replace(GS, each)) for each in _GS_LOST]
    for (no_aim, aim), (eci, prefix), (gs, body) in product(aims, alphabets, bodies):
        yield no_aim | eci | gs, aim + prefix + body


def _is_same(code: TestCode, sent: str, text: str) -> bool:
    if not code.has_eci:
        return text == sent
    return text.startswith(sent) and len(text) - len(sent) <= _MOST_FREE


def _is_rest_of(text: str, sent: str, has_free_end: bool) -> bool:
    """Whether a text is what is left of another when characters are lost."""
    left = iter(sent)
    kept = 0
    for char in text:
        if char not in left:
            break
        kept += 1
    return kept == len(text) or (has_free_end and kept > 0 and len(text) - kept <= _MOST_FREE)


# what is none of the known --------------------------------------------------------------


def _of_unknown(texts: Sequence[tuple[TestCode, str]]) -> Fault:
    """A keyboard we have no table of, where every character is always taken for the same other."""
    taken: dict[str, str] = {}
    lengths = 0
    for code, text in texts:
        sent = next((s for _, s in _variants(code) if len(s) == len(text)), None)
        if sent is None and not code.has_eci:
            return Fault.UNKNOWN
        lengths += sent is not None
        for wanted, got in zip(sent or "", text, strict=False):
            if taken.setdefault(wanted, got) != got:
                return Fault.UNKNOWN
    return Fault.LAYOUT if lengths >= _ENOUGH_CODES else Fault.UNKNOWN
