"""The protocols of scales, as data. Each names where it is written down.

`weak` marks those that rest on one report, or on no writing of the maker: try them with the scale
before they are relied on. What a maker's manual leaves open is left out here, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scanner.scale_framing import Framing
from scanner.scale_layout import Bit, Check, Layout, StatusBits, read_line
from scanner.scale_reading import ScaleReading, WeightUnit
from scanner.serial_port import Parity, SerialLine

_STX, _ETX, _ACK, _LF = 0x02, 0x03, 0x06, 0x0A
_LINE = SerialLine()
_LINES = Framing()
_SEVEN_EVEN = SerialLine(9600, 7, Parity.EVEN)
_NET = {"N": True, "NT": True, "NET": True, "G": False, "GS": False, "GW": False, "B/G": False}
_SIGNED = rb"(?P<sign>[-+ ]?) *(?P<digits>[0-9]{1,8}(?:\.[0-9]{0,5})?)"
_UNIT = rb"(?P<unit>[kK][gG]|[gG]|[lL][bB]|[oO][zZ])"


@dataclass(frozen=True, slots=True)
class ScaleProtocol:
    """How one family of scales is asked and understood.

    Attributes:
        name: What is written in the settings.
        scales: Which scales speak it, for people.
        source: Where it is written down.
        layouts: Ways a line may be written, tried in order.
        request: What asks for a weight, or None where the scale speaks by itself.
        on_ack: What is sent when the scale acknowledges the request, or None.
        tare, zero: What tares the scale or sets it to zero, or None where it cannot be told.
        weak: See the head of this file.
    """

    name: str
    scales: str
    source: str
    layouts: tuple[Layout, ...]
    framing: Framing = _LINES
    line: SerialLine = _LINE
    request: bytes | None = None
    on_ack: bytes | None = None
    tare: bytes | None = None
    zero: bytes | None = None
    weak: bool = False

    def read(self, line: bytes) -> ScaleReading | None:
        """The reading a line holds, or None. Never raises."""
        for layout in self.layouts:
            reading = read_line(layout, line)
            if reading is not None:
                return reading
        return None


_AND = (
    Layout(
        # Header, perhaps gross or net, figure, unit; out of range the figure is nines or spaces.
        re.compile(
            rb"(?P<range>(?P<stable>ST|US|OL)),(?:(?P<mode>GS|NT|GW|G|N)(?:,| +))? *"
            + rb"(?:"
            + _SIGNED
            + rb"|[-+ .]+) *,? *"
            + _UNIT
            + rb" *"
        ),
        stable={"ST": True, "US": False},
        net=_NET,
        over=frozenset({"OL"}),
    ),
)
_SICS = (
    Layout(
        re.compile(
            rb"S (?:(?P<stable>[SD]) +" + _SIGNED + rb" +" + _UNIT + rb"|(?P<range>[-+])) *"
        ),
        stable={"S": True, "D": False},
        over=frozenset({"+"}),
        under=frozenset({"-"}),
    ),
)
_OHAUS = (
    Layout(
        re.compile(
            rb" *" + _SIGNED + rb" *" + _UNIT + rb" *(?P<stable>\??) *(?P<mode>G|NET|N|B/G)? *"
        ),
        stable={"": True, "?": False},
        net=_NET,
    ),
)
_UNIT_WHEN_STABLE = (
    Layout(
        # An identification of six characters may stand before it; brackets are unverified digits.
        re.compile(
            rb"(?:(?P<mode>[NGT])[A-Z0-9 #]{5})?M? *(?P<sign>[-+ ]?)[ \[]*"
            rb"(?P<digits>[0-9]{1,8}(?:\.[0-9\[]{0,6})?)\]? *(?:" + _UNIT + rb")? *"
        ),
        net={"N": True, "G": False},
        unit_shows_stable=True,
    ),
    Layout(
        re.compile(rb"(?:Stat)? *(?P<range>High|Low|H|L) *"),
        over=frozenset({"HIGH", "H"}),
        under=frozenset({"LOW", "L"}),
    ),
)
_SCP_STATUS = StatusBits(motion=Bit(0, 0), under=Bit(1, 0), over=Bit(1, 1), net=Bit(2, 2))

_ALL = (
    ScaleProtocol(
        name="toledo-8217",
        scales="Mettler Toledo Ariva, Viva, DIVA and scanner scales, 8217",
        source="Mettler Toledo DIVA Service Manual, 6.1.4 (command W, status byte)",
        layouts=(
            Layout(
                re.compile(rb"0?(?P<digits>[0-9]{2}\.[0-9]{2,3})(?P<mode>N?)(?P<stable>)"),
                # Weights are only sent when they are stable and within range.
                stable={"": True},
                net={"": False, "N": True},
                unit_of_decimals={2: WeightUnit.POUND, 3: WeightUnit.KILOGRAM},
            ),
            Layout(
                re.compile(rb"\?(?P<status>[\x40-\x7f])"),
                status=StatusBits(Bit(0, 0), over=Bit(0, 1), under=Bit(0, 2), net=Bit(0, 5)),
            ),
        ),
        framing=Framing(b"\r", _STX, seven_bits=True),
        line=_SEVEN_EVEN,
        request=b"W",
        tare=b"T",
        zero=b"Z",
    ),
    ScaleProtocol(
        name="toledo-continuous",
        scales="Mettler Toledo and indicators with Toledo continuous output",
        source="Mettler Toledo WILDCAT Technical Manual, tables 6-8 to 6-11; KERN FTC, 5.2",
        layouts=(
            Layout(
                re.compile(rb"(?P<status>[\x20-\x7f]{3})(?P<digits>[ 0-9]{6})[ 0-9]{6}"),
                status=StatusBits(
                    motion=Bit(1, 3),
                    outside=Bit(1, 2),
                    net=Bit(1, 0),
                    negative=Bit(1, 1),
                    kilograms=Bit(1, 4),
                    grams=Bit(2, 0),
                    unreadable=Bit(2, 4),
                    point_byte=0,
                ),
            ),
        ),
        framing=Framing(b"\r", _STX, seven_bits=True),
        tare=b"T\r\n",
        zero=b"Z\r\n",
    ),
    ScaleProtocol(
        name="mt-sics",
        scales="Mettler Toledo with MT-SICS, KERN with KCP",
        source="METTLER TOLEDO MT-SICS 11780711 (S, SI, T, Z); KERN KIB-TM, 1.4",
        layouts=_SICS,
        request=b"SI\r\n",
        tare=b"T\r\n",
        zero=b"Z\r\n",
    ),
    ScaleProtocol(
        name="and",
        scales="A&D on request; KERN GAB, KFN; CAS in the AND format",
        source="A&D EK-L Series, 9-2; A&D FZ-i Series, 15-1 (Q, T, Z); A&D AD-4329A, 12.1.2",
        layouts=_AND,
        request=b"Q\r\n",
        tare=b"T\r\n",
        zero=b"Z\r\n",
    ),
    ScaleProtocol(
        name="and-continuous",
        scales="The same, sending by themselves",
        source="A&D EK-L Series, 9-2 (stream mode); KERN KFN-TM, 10.3; CAS CI-600D, 10-3",
        layouts=_AND,
        tare=b"T\r\n",
        zero=b"Z\r\n",
    ),
    ScaleProtocol(
        name="cas-22",
        scales="CAS indicators and PD, PDS, sending 22 bytes by themselves",
        source="CAS CI-600D Series, 10-1; CAS PDI Series, 8-2-1",
        layouts=(
            Layout(
                re.compile(
                    rb"(?P<range>(?P<stable>ST|US|OL)),(?P<mode>GS|NT),..,? *"
                    + _SIGNED
                    + rb" *"
                    + _UNIT
                    + rb" *",
                    re.DOTALL,
                ),
                stable={"ST": True, "US": False},
                net=_NET,
                over=frozenset({"OL"}),
            ),
        ),
    ),
    ScaleProtocol(
        name="cas-ecr",
        scales="CAS shop scales (AP-1, ER, SW) that answer a till",
        source="CAS AP-1, transmission protocol (ENQ, ACK, DC1)",
        layouts=(
            Layout(
                re.compile(
                    rb"(?P<stable>[SU])(?P<sign>[- ])(?P<digits>[0-9 ]{2}\.[0-9]{3})"
                    rb"(?P<unit>kg)(?P<check>.)",
                    re.DOTALL,
                ),
                stable={"S": True, "U": False},
                check=Check.XOR_BYTE,
            ),
        ),
        framing=Framing(bytes([_ETX]), _STX),
        request=b"\x05",
        on_ack=b"\x11",
    ),
    ScaleProtocol(
        name="sartorius-sbi",
        scales="Sartorius with SBI, 16 or 22 characters",
        source="Sartorius Cubis MSE, Data Interfaces (ESC P, T, V); Entris II, output formats",
        layouts=_UNIT_WHEN_STABLE,
        request=b"\x1bP\r\n",
        tare=b"\x1bT\r\n",
        zero=b"\x1bV\r\n",
    ),
    ScaleProtocol(
        name="kern",
        scales="KERN FKB, DE, EOC and others with remote control w, s, t",
        source="KERN FKB-A, rE CR (stable values have their unit, unstable ones none)",
        layouts=_UNIT_WHEN_STABLE,
        request=b"w",
        tare=b"t",
    ),
    ScaleProtocol(
        name="ohaus",
        scales="Ohaus Defender, Ranger, Courier, Navigator",
        source="Ohaus Defender 3000 Indicators, 5.2; Courier 5000, 10.2 (IP, T, Z)",
        layouts=_OHAUS,
        request=b"IP\r\n",
        tare=b"T\r\n",
        zero=b"Z\r\n",
    ),
    ScaleProtocol(
        name="nci",
        scales="Weigh-Tronix, Brecknell, Ohaus Aviator, CAS CI-100A with W<CR>",
        source="Ohaus Aviator 7000 Service Manual, p. 47; CAS CI-100A, 23.5 (status bytes)",
        layouts=(
            Layout(
                re.compile(
                    rb"\n?(?:"
                    + _SIGNED
                    + _UNIT
                    + rb"\r\n|[_^-]+[A-Za-z]*\r\n)?S?(?P<status>[\x30-\x7f]{2,4})\r"
                ),
                status=_SCP_STATUS,
            ),
        ),
        framing=Framing(bytes([_ETX]), seven_bits=True),
        line=_SEVEN_EVEN,
        request=b"W\r",
        zero=b"Z\r",
    ),
    ScaleProtocol(
        name="sma",
        scales="Scales with the protocol of the Scale Manufacturers Association",
        source="SMA SCP-0499, 4.1 to 4.6 and 5.1",
        layouts=(
            Layout(
                re.compile(
                    rb"(?P<range>[ZOUEIT ])[0-9 ](?P<mode>[GTNgn])(?P<stable>[M ])."
                    rb" *" + _SIGNED + rb" *" + _UNIT + rb" *"
                ),
                stable={"": True, "M": False},
                net=_NET,
                over=frozenset({"O", "E", "I", "T"}),
                under=frozenset({"U"}),
            ),
        ),
        framing=Framing(b"\r", _LF),
        request=b"\nW\r",
        tare=b"\nT\r",
        zero=b"\nZ\r",
    ),
    ScaleProtocol(
        name="yaohua",
        scales="Yaohua 耀华 XK3190 indicators, sending by themselves in kilograms",
        source="One integrator's table of the line (sign, six digits, decimals, XOR in hex)",
        layouts=(
            Layout(
                re.compile(
                    rb"(?P<sign>[-+])(?P<digits>[0-9]{6})(?P<point>[0-4])(?P<check>[0-9A-Fa-f]{2})"
                ),
                unit=WeightUnit.KILOGRAM,
                check=Check.XOR_HEX,
            ),
        ),
        framing=Framing(bytes([_ETX]), _STX),
        weak=True,
    ),
    ScaleProtocol(
        name="dibal",
        scales="Dibal G-310, GDPOS and others that are asked with record 98",
        source="One integrator's page on Dibal G310 and GDPOS (98…, 99…, XOR)",
        layouts=(
            Layout(
                re.compile(rb"990(?P<digits>[0-9]{5})[0-9]{7}(?P<check>.)", re.DOTALL),
                unit=WeightUnit.GRAM,
                check=Check.XOR_BYTE,
            ),
        ),
        request=b"98000001\r\n",
        weak=True,
    ),
    ScaleProtocol(
        name="generic",
        scales="Any scale that sends lines with a figure and its unit by itself",
        source="No maker's; a figure, perhaps with a sign, directly before kg, g, lb or oz",
        layouts=(
            Layout(
                re.compile(
                    rb"(?:[^0-9+.-]*[^0-9+. -])? *"
                    + _SIGNED
                    + rb" ?"
                    + _UNIT
                    + rb"(?:[^0-9a-zA-Z].*)?"
                ),
            ),
        ),
        weak=True,
    ),
)

PROTOCOLS: Mapping[str, ScaleProtocol] = MappingProxyType({each.name: each for each in _ALL})
"""By name, in the order in which people are shown them."""

ACK = bytes([_ACK])
"""What an acknowledging scale says before it sends."""
