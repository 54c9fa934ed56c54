"""News outlets, agencies, institutes and public bodies by address and by name, from `outlets.tsv`.

A list of what is generally known, so that an address becomes the name a reader would cite and two spellings of a name
become one. Nothing may depend on a hit: a page of an outlet that is not listed is read all the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, cast

from briefing.language.words import squash

OutletKind = Literal["agency", "press", "broadcaster", "institute", "organisation", "government", "aggregator"]
_ARTICLE = re.compile(r"^(?:the|der|die)\s+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """One outlet: the `name` it is cited by, the further names (`forms`) it goes by, its domains, and who owns it (`family`).

    `common` says that its names are ordinary words too, or signs so short that they stand for much else.
    """

    name: str
    kind: OutletKind
    country: str
    family: str
    domains: tuple[str, ...]
    forms: tuple[str, ...]
    common: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the cited one first."""
        return (self.name, *self.forms)


def by_host(host: str) -> Outlet | None:
    """The outlet a host belongs to: of its own domain, or else of the nearest one above ("amp.example.org" → "example.org")."""
    labels = host.casefold().strip(".").split(".")
    known = _hosts()
    return next((known[name] for at in range(len(labels) - 1) if (name := ".".join(labels[at:])) in known), None)


def by_name(name: str) -> Outlet | None:
    """The outlet that goes by `name`, however it is spaced, dotted or set in capitals; of two that do, the one cited by it."""
    known = _names()
    return known.get(squash(name)) or known.get(squash(_ARTICLE.sub("", name)))


def is_agency(name: str) -> bool:
    """True where the name is a news agency's, whose texts others print."""
    found = by_name(name)
    return found is not None and found.kind == "agency"


@cache
def outlets() -> tuple[Outlet, ...]:
    """Every outlet of the list, in its order."""
    text = (resources.files("briefing") / "language" / "outlets.tsv").read_text(encoding="utf-8")
    return tuple(_outlet(line) for line in text.splitlines() if line and not line.startswith("#"))


def _outlet(line: str) -> Outlet:
    name, kind, country, family, domains, forms = line.split("\t")
    return Outlet(
        name=re.sub(r"\s\([^()]*\)$", "", name),  # the bracket tells it from a namesake of another country
        kind=cast("OutletKind", kind),
        country=country,
        family=family,
        domains=tuple(domains.split()),
        forms=tuple(form for form in forms.split("|") if form and form != "~"),
        common="~" in forms.split("|"),
    )


@cache
def _hosts() -> Mapping[str, Outlet]:
    return MappingProxyType({domain: outlet for outlet in outlets() for domain in outlet.domains})


@cache
def _names() -> Mapping[str, Outlet]:
    """Outlets by what they are called, a name before a further name, those without a namesake's bracket before those with one."""
    found: dict[str, Outlet] = {}
    for rank in (0, 1):
        for outlet in outlets():
            for name in (outlet.name,) if rank == 0 else outlet.forms:
                for key in (squash(name), squash(_ARTICLE.sub("", name))):
                    found.setdefault(key, outlet)
    return MappingProxyType(found)
