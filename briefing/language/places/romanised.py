"""Ukrainian written in Latin letters, as Ukraine's table of 2010 has it."""

_LETTERS = dict(
    zip(
        "абвгґдежзиіїйклмнопрстуфхцчшщьюяє-",
        "a b v h g d e zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia ie -".split(),
        strict=True,
    )
) | {" ": " ", "'": "", "’": "", "ʼ": "", "ь": ""}
_FIRST = {"ї": "yi", "й": "y", "ю": "yu", "я": "ya", "є": "ye"}


def ukrainian_in_latin(name: str) -> str | None:
    """A Ukrainian name in small Latin letters, None where a letter is not Ukrainian."""
    small = name.casefold()
    made = []
    for at, letter in enumerate(small):
        before = small[at - 1] if at else " "
        if letter not in _LETTERS:
            return None
        if before == "з" and letter == "г":
            made.append("gh")
        else:
            made.append(_FIRST.get(letter, _LETTERS[letter]) if before in " -" else _LETTERS[letter])
    return "".join(made)
