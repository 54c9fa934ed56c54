"""What of its kind a figure counts: all of it, or some (soldiers, women, cruise missiles, homes)."""

import re

from briefing.language.words import fold
from briefing.model import Figure

_EVERYTHING = frozenset(
    """people person persons civilians civilian victims residents others ukrainians missiles missile rockets drones drone uavs uav shahed shaheds buildings
    людей люди людину людини осіб особи особу цивільних будинків будинки будинок будівель домов дома зданий ракет ракети дронів дрони безпілотників безпілотники бпла шахедів человек гражданских дронов беспилотников беспилотника""".split()
) | {""}
_SAME_WARE = {
    "rounds": "shells",
    "munitions": "shells",
    "projectiles": "shells",
    "soldiers": "troops",
    "servicemen": "troops",
}
_WEAPONS = frozenset(("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down"))
_MODEL = re.compile(
    r"\b(?:cruise|ballistic|hypersonic|guided|iskander|kinzhal|kalibr|zircon|onyx|tochka|kh-\d+|x-\d+|s-[34]00)|\b(?:крилат|балістичн|керован|крылат|баллистич|управляем|іскандер|искандер|кинджал|кинжал|калібр|калибр)",
    re.IGNORECASE,
)
_NEAR = 30  # characters after the number in which its model is named


def scope(figure: Figure) -> str:
    """The part of its kind that a figure counts, "" for all of it: only figures of one scope are compared.

    A make is never set against all makes: what is called drones may have decoys among them.
    """
    if figure.make:
        return fold(figure.make)
    after = figure.sentence.partition(figure.written)[2][:_NEAR]
    if figure.kind in _WEAPONS and (model := _MODEL.search(after)):
        return fold(model.group())
    unit = fold(figure.unit or "")
    return "" if unit in _EVERYTHING else _SAME_WARE.get(unit, unit)
