"""Measure how much sense bytes make in an encoding of Chinese, Japanese or Korean.

Vocabulary
----------
common     characters of the first level of their national standard, its punctuation, or kana
familiar   the characters that make up most of what is written on Chinese building drawings
"""

from __future__ import annotations

from collections.abc import Sequence

EASTERN = frozenset({"gbk", "gb18030", "cp950", "cp932", "cp949", "johab"})

SIMPLIFIED = frozenset(
    "的一二三四五六七八九十百平面图层防火门窗墙梁板柱楼梯间电气水暖风消道路室厅房卫厨客卧阳台走廊疏散安全出口首标准"
    "屋顶地下车库位建筑结构施工设计说明目录工程项目名称单位比例日期审核校对制专业号第张页立剖详大样节点做法高度宽长"
    "厚面积尺寸标注轴线网格轮廓红界用绿化景观场登操作救援管道给排雨污废热采空调通送排烟机泵箱配照明应急插座开关线缆"
    "钢筋混凝土砌体砖石材料型编说混保护涂料瓷瓦玻璃铝合金不锈木预埋孔洞留宜应须注见按同为与及和或在以上中内外左右前后"
    "东南西北主次新旧总分区栋座层数量共计其他有无不小于米毫甲乙丙级耐限隔断吊顶地坪基础桩承台坡散沟井盖栏杆扶手踏步休息"
    "缝变形伸缩沉降构造件连接固定布置系统原理设备消火栓喷淋报警控制监视频弱强动力避雷接"
)
TRADITIONAL = frozenset(
    "的一二三四五六七八九十百平面圖層防火門窗牆樑板柱樓梯間電氣水暖風消道路室廳房衛廚客臥陽台走廊疏散安全出口首標準"
    "屋頂地下車庫位建築結構施工設計說明目錄工程項目名稱單位比例日期審核校對製專業號第張頁立剖詳大樣節點高度寬長厚面積"
    "尺寸軸線網格輪廓用綠化景觀場管給排雨污廢熱空調通送煙機泵箱配照明應急插座開關鋼筋混凝土磚石材料型編保護玻璃鋁不鏽木"
    "預埋孔洞留見按同為與及和或在以上中內外左右前後東南西北主次新舊總分區棟數量共計其他有無小於米甲乙丙級許功蓋"
)
FAMILIAR_IN = {"gbk": SIMPLIFIED, "gb18030": SIMPLIFIED, "cp950": TRADITIONAL}

_LEVELS = {
    "gbk": ((0xB0, 0xD7), (0xA1, 0xA3), 0xA1),
    "gb18030": ((0xB0, 0xD7), (0xA1, 0xA3), 0xA1),
    "cp950": ((0xA4, 0xC6), (0xA1, 0xA3), 0x40),
    "cp932": ((0x88, 0x97), (0x81, 0x83), 0x40),
    "cp949": ((0xB0, 0xC8), (0xA1, 0xA3), 0xA1),
    "johab": ((0x84, 0xD3), (0xD9, 0xDE), 0x31),
}
"""lead bytes of the common level and of punctuation and kana, and the first trail byte"""


def _iscommon(encoding: str, lead: int, trail: int) -> bool:
    level, signs, first = _LEVELS.get(encoding, _LEVELS["gbk"])
    return (level[0] <= lead <= level[1] or signs[0] <= lead <= signs[1]) and trail >= first


def decoded(line: bytes, encoding: str) -> str | None:
    """The text of bytes that are valid in an encoding, else None."""
    try:
        return line.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def valid(lines: Sequence[bytes], encoding: str) -> float:
    """Share of the lines that are valid in an encoding."""
    return sum(decoded(line, encoding) is not None for line in lines) / len(lines)


def familiar(lines: Sequence[bytes], encoding: str) -> float:
    """Share of the characters that drawings are full of; for Japanese, of kana."""
    letters = [sign for line in lines for sign in decoded(line, encoding) or "" if ord(sign) > 127]  # noqa: PLR2004 (ASCII)
    if encoding == "cp932":
        return sum("\u3040" <= sign <= "\u30ff" for sign in letters) / max(1, len(letters))
    known = FAMILIAR_IN.get(encoding, frozenset())
    return sum(sign in known for sign in letters) / max(1, len(letters))


def common(lines: Sequence[bytes], encoding: str) -> float:
    """Share of the two-byte characters that belong to the common level of their standard, or its punctuation."""
    common = pairs = 0.0
    for line in lines:
        index = 0
        while index < len(line):
            lead = line[index]
            if lead < 0x81:  # noqa: PLR2004 (first lead byte of all of them)
                index += 1
                continue
            pairs += 1
            if encoding == "cp932" and 0xA1 <= lead <= 0xDF:  # noqa: PLR2004 (half-width katakana, one byte)
                common += 0.5
                index += 1
                continue
            trail = line[index + 1] if index + 1 < len(line) else 0
            common += _iscommon(encoding, lead, trail)
            index += 4 if encoding == "gb18030" and 0x30 <= trail <= 0x39 else 2  # noqa: PLR2004 (its four-byte form)
    return common / pairs if pairs else 0.0
