"""Accidents, disasters and unrest called after the country they happened in: "the Peru bus crash", "Greek wildfires", "Iran's unrest".

An attack so called is left alone: its country may be the one that attacked. So is what sails or flies, which is its country's anywhere.
"""

import re

from briefing.language.places import Place, country
from briefing.language.speakers.nations import nations

# What goes before the noun; no verb, nothing of a war, nothing that travels abroad.
_BEFORE = (
    r"(?:[\s-]+(?:bus|gas|mass|school|(?!(?:and|or|in|on|at|to|of|for|with|has|have|had|is|was|are|were|will|after|as|over|by|from|amid|said|says|say|may|might|can|could|would|should|must|did|does|do|not|also|again|now|then|open|under|against|return|ceasefire|cease|"
    r"air|army|navy|naval|military|force|troop|soldier|rocket|artillery|drone|missile|mortar|tank|sniper|gun|small|enemy|friendly|embassy|consulate|tourist|citizen|"
    r"ship|vessel|tanker|submarine|cruise|jet|plane|aircraft|airliner|helicopter|flight|cargo|airlines?)\b)[^\W\d_]+(?<!s)(?<!ed)(?<!ing))){0,3}"
)
_NOUN = (
    r"(?P<noun>crash|derailment|collision|pile-?up|fire|blaze|inferno|wildfires?|bushfires?|floods?|flooding|landslides?|mudslides?|avalanches?|earthquakes?|quakes?|tsunami|hurricane|cyclone|typhoon|"
    r"storm|tornado(?:es)?|eruption|stampede|crowd\s+crush|heatwave|famine|drought|outbreak|protests|unrest|riots|uprising|demonstrations|(?:mass|school)\s+shootings?)"
)
_CALLED_AFTER = re.compile(rf"(?:['’]s)?{_BEFORE}[\s-]+{_NOUN}(?![\w-])", re.IGNORECASE)
# "Iran protests the killing": the verb; "protests in London": elsewhere.
_NO_NOUN = re.compile(
    r"\s+(?:the|its|his|to|against\s+its|killings?|at\s+(?!least)|in\s+[A-Z]|outside|near\s+[A-Z])\b|\s+in\s+(?=[A-Z])"
)


def called_after(text: str) -> tuple[tuple[int, int, Place], ...]:
    """The accidents called after a country: where the name and the noun stand in `text`, and the country."""
    made = []
    for nation in nations(text):
        match = _CALLED_AFTER.match(text, nation.end)
        # A capital is a place itself; a country and "fire" alone may be gunfire.
        if not match or nation.form == "capital" or _NO_NOUN.match(text, match.end()) or match[0].strip().casefold() == "fire":
            continue
        if place := country(nation.country):
            made.append((nation.start, match.end(), place))
    return tuple(made)
