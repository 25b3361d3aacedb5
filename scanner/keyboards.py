"""What keys give on the keyboards of several countries, and a text typed for one on another.

A scanner that types presses keys. It reckons with one keyboard; when the computer reckons with
another, other characters come out.

References:
    ISO/IEC 9995 (places of keys); the layouts as Windows has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

US = "English (US)"

_LAYOUTS: Mapping[str, str] = MappingProxyType(
    {
        US: "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
        '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
        "English (UK)": "`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./"
        '¬!"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?',
        "Français (AZERTY)": "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!"
        "²1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
        "Deutsch (QWERTZ)": "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-"
        "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
        "Español": "º1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.-"
        'ª!"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_',
        "Italiano": "\\1234567890'ìqwertyuiopè+ùasdfghjklòàzxcvbnm,.-"
        '|!"£$%&/()=?^QWERTYUIOPé*§ASDFGHJKLç°ZXCVBNM;:_',
        "日本語": "`1234567890-^qwertyuiop@[]asdfghjkl;:zxcvbnm,./"
        "~!\"#$%&'()0=~QWERTYUIOP`{}ASDFGHJKL+*ZXCVBNM<>?",
        "Dvorak": "`1234567890[]',.pyfgcrl/=\\aoeuidhtns-;qjkxbmwvz"
        '~!@#$%^&*(){}"<>PYFGCRL?+|AOEUIDHTNS_:QJKXBMWVZ',
    }
)
"""What each key gives, first plain, then with Shift, in the order of the US keyboard's keys."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A scanner set to one keyboard on a computer set to another.

    Attributes:
        scanner: The keyboard the scanner reckons with.
        computer: The keyboard the computer reckons with.
    """

    scanner: str
    computer: str

    def typed(self, text: str) -> str:
        """What comes out of a text; characters that are on no key stay.

        Examples:
            >>> Mismatch(US, "Français (AZERTY)").typed("Qa1-;")
            'Aq&)m'
        """
        return text.translate(_table(self.scanner, self.computer))


def _table(scanner: str, computer: str) -> dict[int, str]:
    return {
        ord(wanted): got
        for wanted, got in zip(_LAYOUTS[scanner], _LAYOUTS[computer], strict=True)
        if wanted != got
    }


MISMATCHES: tuple[Mismatch, ...] = tuple(
    mismatch
    for layout in _LAYOUTS
    if layout != US
    for mismatch in (Mismatch(US, layout), Mismatch(layout, US))
)
"""Every mismatch with the US keyboard, which scanners come with, on one side."""
