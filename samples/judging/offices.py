"""The habits of four made design offices: how each names its layers, and how it leaves its files.

Vocabulary is that of the package. A layer that no office names is drawn under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TARCH = {
    "AXIS": "DOTE",
    "WALL": "WALL",
    "COLUMN": "COLUMN",
    "DOOR": "WINDOW",
    "WINDOW": "WINDOW",
    "WINDOW_TEXT": "WINDOW_TEXT",
    "STAIR": "STAIR",
    "RAILING": "HANDRAIL",
    "SPACE": "SPACE",
    "FURNITURE": "LVTRY",
    "DIM": "PUB_DIM",
    "TEXT": "PUB_TEXT",
    "ELEV_MARK": "DIM_ELEV",
    "SYMBOL": "DIM_SYMB",
    "HATCH": "PUB_HATCH",
    "TITLEBLOCK": "PUB_TITLE",
    "SITE_BOUNDARY": "用地红线",
    "ROAD_REDLINE": "道路红线",
    "BLDG_CTRL_LINE": "建筑控制线",
    "BLDG_OUTLINE": "新建建筑",
    "ROAD": "道路",
    "FIRE_LANE": "消防车道",
    "CLIMB_GROUND": "消防登高场地",
    "GREEN": "绿地",
    "PARKING": "车位",
    "CAR_LANE": "车道线",
    "FIRE_COMP": "防火分区",
    "HYDRANT": "消火栓",
    "SPRINKLER": "喷头",
    "EXTINGUISHER": "灭火器",
    "PIPE": "PIPE-给水",
    "LP_STRIP": "WIRE-避雷",
    "LP_DOWN": "引下线",
    "TEL": "弱电",
    "CD": "人防",
    "TANK": "水箱",
}

NATIONAL = TARCH | {
    "AXIS": "A-AXIS",
    "WALL": "A-WALL",
    "COLUMN": "A-COLS",
    "DOOR": "A-DRWD",
    "WINDOW": "A-GLAZ",
    "WINDOW_TEXT": "A-DRWD-IDEN",
    "STAIR": "A-FLOR-STRS",
    "RAILING": "A-FLOR-HRAL",
    "SPACE": "A-AREA",
    "FURNITURE": "A-FTMT",
    "DIM": "A-ANNO-DIMS",
    "TEXT": "A-ANNO-TEXT",
    "ELEV_MARK": "A-ANNO-LEVL",
    "SYMBOL": "A-ANNO-SYMB",
    "HATCH": "A-FLOR-PATT",
    "TITLEBLOCK": "A-ANNO-TTLB",
    "SITE_BOUNDARY": "C-PROP",
    "ROAD_REDLINE": "C-ROAD-PROP",
    "BLDG_CTRL_LINE": "C-PROP-BSBK",
    "BLDG_OUTLINE": "C-BLDG",
    "ROAD": "C-ROAD",
    "FIRE_LANE": "C-FIRE",
    "GREEN": "L-PLNT",
    "PARKING": "A-PRKG",
    "CAR_LANE": "C-PKNG-MRKG",
    "FIRE_COMP": "A-AREA-FIRE",
    "HYDRANT": "F-HYDT",
    "SPRINKLER": "F-SPRN",
    "EXTINGUISHER": "F-EXTG",
    "PIPE": "P-DOMW",
    "LP_STRIP": "E-LTNG",
    "TEL": "T-CABL",
    "TANK": "P-TANK",
}

CHINESE = TARCH | {
    "AXIS": "建筑-轴线",
    "WALL": "建筑-墙体",
    "COLUMN": "结构-柱",
    "DOOR": "建筑-门",
    "WINDOW": "建筑-窗",
    "WINDOW_TEXT": "建筑-窗-编号",
    "STAIR": "建筑-楼梯",
    "RAILING": "建筑-栏杆",
    "SPACE": "建筑-房间",
    "FURNITURE": "建筑-洁具",
    "DIM": "尺寸",
    "TEXT": "文字",
    "ELEV_MARK": "标高",
    "SYMBOL": "索引",
    "HATCH": "填充",
    "TITLEBLOCK": "图框",
    "BLDG_OUTLINE": "建筑轮廓",
    "CLIMB_GROUND": "登高操作场地",
    "GREEN": "绿化",
    "PARKING": "停车-车位",
    "PIPE": "给水管",
    "LP_STRIP": "接闪带",
    "TEL": "通信",
    "TANK": "水池",
}


@dataclass(frozen=True, slots=True)
class Office:
    """How one office names, turns, nests and saves."""

    name: str
    layers: Mapping[str, str]
    unit: float
    """drawing units in a metre"""
    version: str
    encoding: str = "utf-8"
    turn: float = 0.0
    """degrees by which every draft lies in its frame"""
    mirror: bool = False
    away: tuple[float, float] = (0.0, 0.0)
    """metres from the origin to the first frame"""
    nested: bool = False
    """all strokes of a draft stand in one block, other blocks inside it"""
    exploded: bool = False
    """no blocks; what was in them stands by itself"""
    shuffled: bool = False
    """entities in another order"""
    noise: bool = False
    """axes, notes, patterns and stray lines lie around and across"""
    prefix: str = ""
    """what binding a reference left before every layer's name"""


OFFICES = {
    office.name: office
    for office in (
        Office("tarch", TARCH, 1000.0, "R2018"),
        Office("chinese", CHINESE, 1.0, "R2000", encoding="gbk", away=(496_000.0, 3_507_000.0), noise=True),
        Office("national", NATIONAL, 1000.0, "R2010", turn=30.0, nested=True),
        Office(
            "bound", NATIONAL, 1000.0, "R2018", turn=-17.5, exploded=True, shuffled=True, noise=True, prefix="base$0$"
        ),
    )
}
"""by name"""

PAIRS = (("tarch", "chinese"), ("national", "bound"), ("tarch", "bound"), ("chinese", "national"))
"""which two offices draw a scene that names none, in turn"""
