"""Invented news, as much as is wanted: the same numbers give the same pages, on every machine.

A day has affairs, some begun on the two days before it; of each, one to four outlets write with words of their own and the
affair's names and numbers. Every item is a page of text of some 1,700 characters, as long as a short report.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from briefing.model import Article, Capture, Harvest, When

LAST = date(2026, 6, 30)
NEW, OF_DAY_BEFORE, OF_TWO_BEFORE = 0.28, 0.08, 0.04  # affairs for an item of the day; with 2.5 items each that is the day
PROFILE = """\
title = "River towns"
timezone = "UTC"
day_starts = "00:00"

[[section]]
id = "rescue"
title = "Rescue"
about = "crews, boats and hospitals that save people"
terms = ["rescue", "crew", "boat", "hospital", "injured", "evacuated"]

[[section]]
id = "damage"
title = "Damage"
about = "what water, fire and storms destroyed"
terms = ["damaged", "flooded", "collapsed", "roof", "bridge", "outage"]

[[section]]
id = "money"
title = "Money"
about = "grants, budgets, insurance and rebuilding"
terms = ["grant", "budget", "million", "fund", "insurance", "rebuild"]
"""
_OPENINGS = "br ch d dr f g gl h k kr l m n p pl r s sk st t tr v w z".split()
_MIDDLES = "a e i o u ai ea ou".split()
_CLOSINGS = "b ck d l lm n nd r rn s st t th v x".split()
_ENDS = "ford ham bury ton mouth field stow wick".split()
_THINGS = (
    "weir lock pumphouse granary tannery viaduct ferry orchard foundry reservoir sawmill greenhouse mill quay depot archive".split()
)
_NOUNS = """alley anchor apron attic barge barrel basin beam bench bicycle boiler bollard brick bucket cable canal canvas cart cellar
chapel chimney clinic clock coal corridor crane culvert dam ditch door drain engine fence filter floor forge fuse garage garden gate
generator girder glass gravel grove gutter hall hatch hedge hinge hostel jetty kiosk kitchen ladder lamp landing lane lantern lift lodge
market meadow meter mooring mortar nursery oven paddle pane parapet path pavement pier pipe plank platform pond post pump raft rail ramp
reed roof rope sack sail sand school shed shelf shop sign siren slope spire stable stair station stone stove street tank tent terrace tile
tower track tractor tram trench truck tunnel valve van vault wagon wall warehouse well wharf wheel winch window yard""".split()
_VERBS = """blocked bent buried burst carried checked cleared closed counted covered cracked crossed cut drained dug emptied examined filled
fixed flooded held inspected lifted locked lost measured mended moved opened patched pulled pumped pushed raised reached reopened repaired
replaced scraped searched sealed shut split swept tied tore towed turned washed watched""".split()
_HOW = """broken narrow old new muddy heavy low high wooden iron dry wet loose empty last first second third northern southern eastern western
upper lower long short cold rusty painted rented borrowed""".split()
_WHEN = """before dawn|at noon|after dark|within an hour|for two days|since the weekend|by the evening|during the night|all morning|at short notice|
without warning|for a week|until the rain stopped|as the water fell|when the wind turned""".replace("\n", "").split("|")
_SAID = "said told|added|wrote|explained|confirmed|warned|promised|recalled|insisted".replace("said told", "said").split("|")
_TITLES = (
    "{place} {thing} hit by storm, {n} injured",
    "{n} people hurt as {thing} in {place} gives way",
    "Storm at {place}: {thing} damaged, {n} injured",
    "{person} asks for {m} million to rebuild {place} {thing}",
)
_FIGURES = (
    "At least {n} people were injured at the {thing} in {place} on {weekday}, the {org} said.",
    "{person} of the {org} said {n} people had been injured in {place}.",
    "Around {place} {h} households were without power, said {person}.",
    "Some {e} people were evacuated from {place}, according to the {org}.",
    "The {org} puts the cost at {m} million euros.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One page: the capture and what extraction would make of it."""

    capture: Capture
    harvest: Harvest

    @property
    def article(self) -> Article:
        return self.harvest.articles[0]


def day_of(number: int) -> date:
    """The date of a day; 0 is the last, 1 the day before it."""
    return LAST - timedelta(days=number)


def items(number: int, size: int) -> Iterator[Item]:
    """The items of a day, `size` of them."""
    active = [(number, one) for one in range(int(size * NEW) + 1)]
    active += [(number + 1, one) for one in range(int(size * OF_DAY_BEFORE))]
    active += [(number + 2, one) for one in range(int(size * OF_TWO_BEFORE))]
    chance = random.Random(f"day {number}")
    chance.shuffle(active)
    made = 0
    while made < size:
        for begun, affair in active:
            known = facts(begun, affair, day_of(number))
            for outlet in chance.sample(range(200), chance.randint(1, 4)):
                if made == size:
                    return
                yield page(number, made, outlet, known, chance)
                made += 1


def page(number: int, item: int, outlet: int, known: dict[str, str], chance: random.Random) -> Item:
    """A page an outlet has on an affair."""
    publisher = f"The {_name(random.Random(f'outlet {outlet}'))} {('Post', 'Courier', 'Ledger', 'Gazette')[outlet % 4]}"
    at = datetime.combine(day_of(number), datetime.min.time(), UTC) + timedelta(minutes=(item * 7) % 1440)
    title = chance.choice(_TITLES).format_map(known)
    counted = [one.format_map(known) for one in chance.sample(_FIGURES, 3)]
    chosen = [counted[0], *(_sentence(known, chance) for _ in range(9)), *counted[1:]]
    paragraphs = [" ".join(chosen[start : start + 2]) for start in range(0, 12, 2)]
    text = "\n\n".join((title, f"{at:%d %B %Y, %H:%M} UTC", *paragraphs))
    url = f"https://{outlet}.example.org/{number}/{item}"
    article = Article(
        id=hashlib.sha256(url.encode()).hexdigest()[:16],
        capture="",
        item=0,
        title=title,
        publisher=publisher,
        url=url,
        published=When(day=at.date(), at=at, precision="minute"),
        language="en",
        paragraphs=tuple(paragraphs),
    )
    return _captured(article, text, at + timedelta(minutes=20))


def changed(item: Item) -> Item:
    """The same page a day later, with another first sentence."""
    was = item.article
    first = f"The count given here was corrected. {was.paragraphs[0]}"
    text = item.capture.body.decode().replace(was.paragraphs[0], first)
    article = replace(was, paragraphs=(first, *was.paragraphs[1:]))
    return _captured(article, text, item.capture.fetched_at + timedelta(days=1))


def _captured(article: Article, text: str, fetched_at: datetime) -> Item:
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    url = article.url or ""
    capture = Capture(sha256=sha256, name=url, media_type="text/plain", body=raw, fetched_at=fetched_at, url=url)
    return Item(capture=capture, harvest=Harvest(capture=sha256, articles=(replace(article, capture=sha256),)))


def _sentence(known: dict[str, str], chance: random.Random) -> str:
    """A sentence of the affair's names and words that stand together nowhere else."""
    subject = chance.choice(
        (known["person"], f"The {known['org']}", f"A {chance.choice(_NOUNS)} crew", f"The {chance.choice(_NOUNS)}")
    )
    what = f"the {chance.choice(_HOW)} {chance.choice(_NOUNS)}"
    other = f"{chance.choice(_HOW)} {chance.choice(_NOUNS)}"
    clause = f"{subject} {chance.choice(_VERBS)} {what} and {chance.choice(_VERBS)} the {other} {chance.choice(_WHEN)}"
    where = chance.choice((f" near {known['place']}", f" behind the {known['thing']}", ""))
    who = chance.choice((f", {known['person']} {chance.choice(_SAID)}", f", the {known['org']} {chance.choice(_SAID)}", ""))
    return f"{clause}{where}{who}."


def facts(begun: int, affair: int, today: date) -> dict[str, str]:
    """The names and numbers of an affair, some days after it began: its numbers rise."""
    age = (today - day_of(begun)).days
    chance = random.Random(f"affair {begun} {affair}")
    count = chance.randint(2, 40) + 3 * age
    return {
        "place": _name(chance) + chance.choice(_ENDS),
        "thing": f"{_name(chance).lower()} {chance.choice(_THINGS)}",
        "org": f"{_name(chance)} River Board",
        "person": f"{_name(chance)} {_name(chance)}",
        "n": str(count),
        "b": str(chance.randint(3, 30) + age),
        "h": f"{chance.randint(2, 90) * 100 + 100 * age:,}",
        "e": str(chance.randint(5, 90) * 10 + 10 * age),
        "m": str(chance.randint(2, 60)),
        "weekday": f"{today:%A}",
    }


def _name(chance: random.Random) -> str:
    parts = (chance.choice(_OPENINGS) + chance.choice(_MIDDLES) + chance.choice(_CLOSINGS) for _ in range(2))
    return "".join(parts).capitalize()
