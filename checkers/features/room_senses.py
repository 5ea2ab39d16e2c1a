"""What the name of a room says it is for, where a rule asks whether it may lie beside, over or under another one.

Vocabulary
----------
sense   a pattern to search a room's name for, written without white space
"""

from __future__ import annotations

import re

SLEEPING = re.compile(r"卧(?!式)|寝室|宿舍(?!楼)|客房|病房|病室|(?:老人|儿童|保姆|佣人)房|(?<!起)居室")
"""rooms people live and sleep in"""

LIVED_IN = re.compile(rf"{SLEEPING.pattern}|起居|客厅")

POWER = re.compile(r"变压器|变电|变配电|配电[所房室]|开闭所|开关站|高压室|低压室")
"""transformer and switch rooms"""

PERHAPS_POWER = re.compile(r"配电间|强电间|电气(?:间|室|用房)")
"""cupboards or switch rooms, which a name alone does not tell"""

TOILET = re.compile(r"厕|卫生间|卫浴|洗手间|[男女主客次公]卫|公卫|^卫\d*$|(?<![A-Z])WC(?![A-Z])", re.IGNORECASE)

BATH = re.compile(r"浴室|淋浴|^浴|盥洗")
