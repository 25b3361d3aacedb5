"""Which texts may become the code of a product, and under which key they are found.

References:
    FIELD "Scanners" (GTINs compare as 14 digits, reserved prefixes, GS1 only with its AIM
    identifier).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from procedure.gs1 import GS1_AIM_IDS, gs1_facts
from procedure.gtin import gtin14_forms
from procedure.reading import RESERVED_PREFIXES, matching_key
from procedure.verdicts import Verdict, VerdictKind, verdict

SHORTEST, LONGEST = 3, 64
"""Characters of a code; a shorter one is too easily a misread."""

MOST_UNITS = 10_000
"""Units of a carton; more than that is a mistake in the file."""

_GTIN_LENGTHS = (8, 12, 13, 14)


@dataclass(frozen=True, slots=True)
class GoodsCode:
    """A text that may be a product's code.

    Attributes:
        key: Matching key, or the article number as 14 digits.
        shown: As it is printed on the goods.
    """

    key: str
    shown: str


def goods_code(text: str, aim: str | None = None) -> GoodsCode | Verdict:
    """The code a text makes, or why it may not be one.

    Args:
        aim: The AIM identifier the scanner sent. Of a GS1 code only the article is learned, not
            the lot and date of this one piece.

    Examples:
        >>> goods_code("6901234567892")
        GoodsCode(key='06901234567892', shown='6901234567892')
        >>> goods_code("loc-a-01").params["why"]
        'reserved'
        >>> goods_code("6901234567893").params["why"]
        'check_digit'
    """
    key = matching_key(text)
    if aim in GS1_AIM_IDS:
        facts = gs1_facts(key)
        if facts is None or facts.gtin is None:
            return _refused("no_article", key)
        return GoodsCode(facts.gtin, facts.gtin)
    if not key:
        return _refused("empty", key)
    if key.startswith(RESERVED_PREFIXES):
        return _refused("reserved", key)
    if not SHORTEST <= len(key) <= LONGEST:
        return _refused("length", key)
    if not _is_plain(key):
        return _refused("characters", key)
    if key.isascii() and key.isdigit() and len(key) in _GTIN_LENGTHS:
        forms = gtin14_forms(key)
        return GoodsCode(forms[0], key) if forms else _refused("check_digit", key)
    return GoodsCode(key, key)


def sku_refusal(sku: str) -> Verdict | None:
    """Why a text may not be a SKU, or None: it is scanned too, so it must not look like ours.

    Examples:
        >>> sku_refusal("MUG-BL-350") is None, sku_refusal("BOX-1").params["why"]
        (True, 'reserved')
    """
    if not sku:
        return verdict(VerdictKind.PRODUCT_REFUSED, why="sku_missing")
    if sku.startswith(RESERVED_PREFIXES):
        return _refused("reserved", sku)
    if len(sku) > LONGEST or not _is_plain(sku):
        return _refused("characters", sku)
    return None


def _is_plain(key: str) -> bool:
    """Whether a scanner can send it and a person can read it: no controls, nothing unassigned."""
    return "\ufffd" not in key and not any(
        unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp") for c in key
    )


def _refused(why: str, key: str) -> Verdict:
    shown = "".join(filter(str.isprintable, key))[:LONGEST]
    return verdict(VerdictKind.CODE_REFUSED, why=why, code=shown)
