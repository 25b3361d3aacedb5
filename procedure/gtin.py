"""Article numbers: GTIN-8, -12, -13, -14 and UPC-E are one number, compared as 14 digits.

References:
    GS1 General Specifications 7.9 (check digit), 5.2.2.4 (UPC-E); FIELD "Scanners".
"""

from __future__ import annotations

_LENGTHS = (8, 12, 13, 14)


def has_right_check_digit(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it.

    Examples:
        >>> has_right_check_digit("6901234567892")
        True
        >>> has_right_check_digit("6901234567893")
        False
    """
    odd = sum(map(int, digits[-2::-2]))
    even = sum(map(int, digits[-3::-2]))
    return (10 - (3 * odd + even) % 10) % 10 == int(digits[-1])


def gtin14_forms(text: str) -> tuple[str, ...]:
    """Every article number a text may be, as 14 digits; none where its check digit is wrong.

    Eight digits can be a GTIN-8 and a UPC-E at once. UPC-E without its check digit is not
    read: nothing would tell a misread.

    Examples:
        >>> gtin14_forms("6901234567892")
        ('06901234567892',)
        >>> gtin14_forms("04252614")
        ('00042100005264',)
        >>> gtin14_forms("6901234567893")
        ()
    """
    if len(text) not in _LENGTHS or not (text.isascii() and text.isdigit()):
        return ()
    forms = [text.zfill(14)] if has_right_check_digit(text) else []
    if len(text) == 8 and text[0] in "01":
        long = _upc_a_of(text)
        if has_right_check_digit(long):
            forms.append(long.zfill(14))
    return tuple(form for form in dict.fromkeys(forms) if int(form) != 0)


def _upc_a_of(upc_e: str) -> str:
    """The twelve digits that a UPC-E of eight digits stands for."""
    system, body, check = upc_e[0], upc_e[1:7], upc_e[7]
    last = body[5]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:5]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4]}"
    else:
        middle = f"{body[:5]}0000{last}"
    return f"{system}{middle}{check}"
