"""The edition's own words in its language: a gettext catalogue a language, English where there is none."""

import gettext
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """The words of one language; `tag` is that of the words, which is "en" where a language has no catalogue."""

    tag: str
    messages: gettext.NullTranslations

    def text(self, message: str) -> str:
        """A message of ours in this language; the English one where it is not translated."""
        return self.messages.gettext(message) if message else ""

    def counted(self, one: str, many: str, count: int) -> str:
        """The form of a message that goes with a count ("%(n)s publisher", "%(n)s publishers"); the count is not filled in."""
        return self.messages.ngettext(one, many, count)

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart: "2,140"."""
        return f"{value:,}"


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language tag ("uk", "uk-UA"); the English one where there is none."""
    del language
    return Catalogue(tag="en", messages=gettext.NullTranslations())
