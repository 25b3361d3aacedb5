"""A label with everything on it, as a printer gets it: people masked, codes and marks there."""

from __future__ import annotations

from datetime import UTC, datetime

from printing.documents import GoodsLine, Party, WaybillLabel
from procedure.masking import mask_address_for_label, mask_name, mask_phone_for_label

NAME, PHONE = "陈文静", "13800138034"
STREET, ROOM = "浙江省杭州市西湖区文新街道文三路478号", "3幢2单元1203室"

QR = "MMM={'k1':'571BX','k2':'018','k5':'SF1340267715208'}"

LABEL = WaybillLabel(
    carrier_name="顺丰速运",
    service_name="特快",
    number="SF1340267715208",
    route_code="571-BX-018",
    carrier_qr=QR,
    receiver=Party(
        mask_name(NAME), mask_phone_for_label(PHONE), mask_address_for_label(STREET + ROOM)
    ),
    sender=Party("林*", "0579-******21", "浙江省金华市义乌市福田街道****"),
    goods=(GoodsLine("马克杯 蓝 350ml", 3), GoodsLine("龙井茶 250g", 1)),
    pieces=4,
    weight_g=1290,
    payment="月结",
    marks=("易碎", "保价 ¥500"),
    order_no="20261123000042",
    parcel_index=1,
    parcel_count=2,
    box_code="BOX-000317",
    printed_at=datetime(2026, 11, 23, 9, 12, tzinfo=UTC),
    time_zone="Asia/Shanghai",
    station="S-01",
    operator="李雯",
)
