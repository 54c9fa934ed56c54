"""For whom a speaker speaks: which sort of body, of which country."""

from briefing.model import Party


def party(name: str, sentence: str = "") -> Party:
    """Whom the speaker written `name` in `sentence` speaks for, as far as these words tell."""
    del name, sentence
    return Party()
