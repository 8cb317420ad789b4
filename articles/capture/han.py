"""What Chinese text is mostly made of, for telling encodings and scripts apart."""

from functools import cache

import opencc

# Common in any prose, the most frequent first, in simplified characters.
FREQUENT = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她"
    "本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问"
    "很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次"
    "度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何"
    "电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规"
    "万取拉格望觉术领共确传师观清今切院让识候带导争运请版责编任图片来源记者网热线亿元"
)


@cache
def frequent() -> frozenset[str]:
    """The most frequent characters, simplified and traditional."""
    return frozenset(FREQUENT + opencc.OpenCC("s2t").convert(FREQUENT))


@cache
def usual() -> frozenset[str]:
    """The first levels of GB 2312 and Big5: the characters schools teach."""
    simplified = (
        bytes([lead, trail])
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
    )
    traditional = (
        bytes([lead, trail])
        for lead in range(0xA4, 0xC7)
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    )
    return frozenset(
        "".join(pair.decode("gb2312", "ignore") for pair in simplified)
        + "".join(pair.decode("big5", "ignore") for pair in traditional)
    )


@cache
def only_simplified() -> frozenset[str]:
    """Characters that the simplified script alone has."""
    return frozenset(usual()) - frozenset(opencc.OpenCC("s2t").convert(_all_usual()))


@cache
def only_traditional() -> frozenset[str]:
    """Characters that the traditional script alone has."""
    return frozenset(usual()) - frozenset(opencc.OpenCC("t2s").convert(_all_usual()))


def _all_usual() -> str:
    return "".join(sorted(usual()))


def is_han(character: str) -> bool:
    point = ord(character)
    return (
        0x3400 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
    )
