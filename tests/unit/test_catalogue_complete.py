"""Nobody meets English in a Chinese window, nor simplified signs in a traditional one."""

from __future__ import annotations

import pytest

from resources.catalogue import LANGUAGES
from resources.extraction import extracted, read, sentences

SIMPLIFIED = frozenset(
    "与专东丢两严个临为么乡买亏产仅从仓们价优会传体侧储关写决冻减击则刚创删别办务动区协单县发变号吗员响围国图场坏墙处备复够头实宽对导将尝尽层属岗币带帮库应废开弃张当"
    "录态执扫报拣拦拨择损换揽搁数断无旧时显暂术机权条来枪标栏样检残毕没浅满点状独现电画盘码确种积筛签简类级纸线组细终经绑结给络绝统继绪续缓编缩网联脑节补装见规览觉计"
    "订认让议记许设访识诉试话询该详误说请诺读谁调负责账货质购贴费资赠踪车转轻载较输边达过运还这进连适选递邮钟销锁错键镇长门闭问闲间际险随隐静页项顺须预领题额颠验齐"
)
"""Signs of the program's own sentences that are never written so in traditional Chinese."""


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_sentence_of_the_program_is_translated(language: str) -> None:
    there = sentences(read(language))
    missing = [msgid for msgid in sentences(extracted()) if not all(there.get(msgid, [""]))]
    assert not missing, "run `python3 bootstrap.py messages`, then translate these"


def test_traditional_sentences_have_no_simplified_signs() -> None:
    there = sentences(read("zh_TW"))
    mixed = [msgid for msgid, said in there.items() if SIMPLIFIED.intersection("".join(said))]
    assert not mixed, "write these with traditional signs in zh_TW"
