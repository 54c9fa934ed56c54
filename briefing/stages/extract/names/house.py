"""Which names are houses and desks, not persons: "The Example Post news desk", "Staff", "Redaktion"."""

import re

_DESK = re.compile(
    r"(?:^|\s+)(?:news\s+)?(?:desk|staff|editors?|newsroom|reporters?|team|editorial(?:\s+(?:board|team))?|correspondents?|writers?|redaktion|rédaction|redazione|redacción|redakcja|redaksjonen|редакція|редакция)$",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:News|Times|Post|Press|Agency|Agencies|Media|Radio|TV|Television|Journal|Tribune|Herald|Gazette|Independent|Guardian|Observer|Telegraph|Chronicle|Daily|Weekly|Network|Broadcasting|Service|Institute|Council|Foundation|Center|Centre|Zeitung|Nachrichten|Rundfunk|Magazine?|Online|Pravda|Gazeta|Project|Bureau|University|Ministry)\b"
)
_DESK_WORDS = re.compile(
    r"\b(?:desk|staff|newsroom|editorial|team|редакц\w+|redaktion|rédaction|redazione|redacción|redakcja|служба|agencies|wires?)\b",
    re.IGNORECASE,
)


def is_house(name: str) -> bool:
    """True where the name is made like an outlet's or an institution's: by its words, its article, its address."""
    return (
        bool(_HOUSE.search(name))
        or name.startswith(("The ", "the "))
        or bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", name))
    )


def is_desk(name: str) -> bool:
    """True where the name says itself that it is a desk or a staff."""
    return bool(_DESK_WORDS.search(name))


def without_desk(name: str) -> str:
    """The house of a desk: "The Example Post news desk" is The Example Post's; a name without a desk stays."""
    return _DESK.sub("", name).strip()
