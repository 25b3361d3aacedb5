"""ReportLab's TrueType font with a right text layer for characters beyond U+FFFF.

WORKAROUND(reportlab 5.1.0 writes them as one five-digit number, where PDF wants UTF-16 pairs):
names such as 𠅤 draw right but are copied and searched as garbage. Ask again at each upgrade.

References:
    ISO 32000-1, 9.10.3 (ToUnicode CMaps hold UTF-16BE).
"""

from __future__ import annotations

import re
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_BEYOND_BMP = re.compile(r"(<[0-9A-F]{2}>) <([0-9A-F]{5,6})>")


class EmbeddedFont(TTFont):  # type: ignore[misc]  # ReportLab ships no type information
    """A TrueType font, embedded as subsets of 256 characters."""

    def addObjects(self, doc: Any) -> None:
        """Write the font's objects into the document (called by ReportLab on closing)."""
        subsets = len(self.state[doc].subsets) if doc in self.state else 0
        super().addObjects(doc)
        for number in range(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            cmap = doc.idToObject["toUnicodeCMap:" + name.decode("pdfdoc")]
            cmap.content = _BEYOND_BMP.sub(_as_utf16, cmap.content)


def _as_utf16(entry: re.Match[str]) -> str:
    pair = chr(int(entry[2], 16)).encode("utf-16-be").hex().upper()
    return f"{entry[1]} <{pair}>"
