"""What the model of `weigh` looks at: some ninety numbers for a line of a page, from its own build and its place among the others."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from briefing.stages.extract import phrases
from briefing.stages.extract.text.lines import Line, ends_like_a_sentence

_CAP = 60  # words of one line that count
_FAR = 20  # lines from which on a distance is the same
_DECAY = 0.7  # how fast what stands near a line fades with each line between
_ENOUGH = 80  # words of prose above the heading of comments from which on it is the article that they are on
_OPEN_KINDS = frozenset(("prose", "heading", "credit", "teaser"))
_NEVER = "is one link"
_DATES = frozenset(("stamp", "published", "byline", "url"))
_TURNS = frozenset(("cue", "biography", "teaser"))
_WORD = re.compile(r"\w+")
_INNER_END = re.compile(r"[.!?]['\"”’»)]*\s+['\"“‘«(]*[^\W\d_]")
_FOOTNOTE = re.compile(r"(?:\[?\(?(?:\d{1,3}|[ivxlc]{1,8})[\]).]|\^|↑|†)\s*\S", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s[|•·›»/]\s|\s[–—-]\s")
_QUOTE = re.compile(r"[“”\"«»„]")
_ADDRESS = re.compile(r"https?:|www\.|\w@\w")
_SPEAKS = frozenset(
    """you your yours we us our ours ваш ваша ваші ваше вас вам ми наш наша наші нас нам ваши мы наши sie ihr ihre ihren ihrem
    wir uns unser unsere unseren vous votre vos nous notre nos du din ditt dine vi vår våre tu tuo tua tuoi voi vostro noi nostro
    usted su tus nosotros nuestro nuestra twój twoje wasze nasz nasze nas siz sizin biz bizim je jouw uw wij ons onze""".split()
)
# The small words running text is full of and headlines and menus are not, in the languages news comes in most.
_SMALL = frozenset(
    """the a an of to in and that for is was on with as at by from it its be are were has have had this which not but he she they his
    her their will would been who or after about when than what can could into there more also said over
    і й та в у на з із зі до за від що як це не для про по під при але або його її їх був була було були є щодо через після цього
    и во с со к ко от что как это о об под но или его ее их были из после того также который которые
    der die das und den dem des ein eine einen einem einer ist im von zu mit auf für sich nicht auch es er sie wird werden hat haben
    dass als bei nach aus wie noch nur aber sein seine war wurde wurden über
    le la les et de du des un une est dans en que qui pour pas sur avec au aux ce cette il elle ont été sont plus par se son sa ses
    il lo gli di che e è del della dei delle un una per non con si nel nella sono da al alla ha come più anche ma
    og i er det på til som en et av for at med har de ikke den var han fra om vil ble men seg kan
    el los las y por su con una del se lo como más pero fue son al este esta ha han sobre
    w z na do że się nie jest o jak po od co przez który która oraz ale dla tym są
    ve bir bu için ile de da olarak olan çok daha gibi kadar en sonra ise olduğu
    het een van dat niet zijn op te voor met aan door ook maar bij naar uit werd wordt is
    o os as em um uma não do da dos das no na com para se mais ao foi é och att som är inte""".split()
)

_OWN = (
    *("words", "log words", "letters", "ends", "colon", "open", "cut", "lower start", "linked", "bullet", "marked", "indent", "touches"),
    *("small initials", "small words", "digits", "commas", "inner ends", "quote", "capitals", "separators", "address", "footnote"),
    *("speaks", "prose", "heading", "credit", "teaser", "short prose", "long prose", "heading 6", "heading 10"),
    *("heading small", "prose small", "prose speaks", "short question", "listed words"),
)  # fmt: skip
_PLACE = (
    *("copies", "copy below", "words -1", "words -2", "words +1", "words +2", "ends -1", "ends +1", "linked -1", "linked +1"),
    *("bullet -1", "bullet +1", "heading -1", "heading +1", "credit -1", "credit +1", "stands alone"),
    *("prose before", "prose after", "rest before", "rest after", "dates before", "dates after", "short before", "short after"),
    *("cut before", "cut after", "heading between prose", "share before", "share after", "in run", "from run", "to run"),
    *("run words", "run share", "since turn", "until turn", "prose since turn", "under comments", "topic", "names"),
    *("place", "above", "below", "list length", "list words", "page words", "page linked", "page touches", "page prose", "page cut"),
    *("heading of cut page",),
)  # fmt: skip
NAMES = _OWN + _PLACE


def may_be_text(line: Line) -> bool:
    """False for what rules alone are sure of: dates, addresses, furniture, announcements, lines that are one link."""
    return line.kind in _OPEN_KINDS and line.why != _NEVER


def features(lines: Sequence[Line], run: tuple[int, int] | None) -> list[tuple[float, ...] | None]:
    """For every line that may be text the numbers named in `NAMES`, None for the others.

    `run` is where rules alone see the article, as indices: (start, stop).
    """
    page = _Page(lines, run)
    return [page.numbers(index) if may_be_text(line) else None for index, line in enumerate(lines)]


class _Seen:
    """What the neighbours of a line need to know of it."""

    __slots__ = ("bullet", "credit", "ends", "heading", "linked", "near", "prose", "words")

    def __init__(self, line: Line | None) -> None:
        kind = line.kind if line else "blank"
        self.words = min(line.words, _CAP) if line else 0
        self.ends = bool(line) and self.words >= 4 and ends_like_a_sentence(line.text) if line else False
        self.prose = self.words if kind == "prose" else 0
        self.heading, self.credit = float(kind == "heading"), float(kind == "credit")
        self.linked = line.linked if line else 0.0
        self.bullet = float(line.bullet) if line else 0.0
        cut = self.words >= 6 and not self.ends and kind in ("prose", "heading")
        self.near = (self.prose, kind != "prose", kind in _DATES, self.words <= 4, cut)


_NOTHING = _Seen(None)


class _Page:
    """A page's lines, and what is counted once for all of them."""

    def __init__(self, lines: Sequence[Line], run: tuple[int, int] | None) -> None:
        self.lines = lines
        self.seen = seen = [_Seen(line) for line in lines]
        self.start, self.stop = run or (0, 0)
        self.keys = [line.text.casefold() for line in lines]
        self.copies = Counter(self.keys)
        self.last = {key: index for index, key in enumerate(self.keys)}
        self.before, self.after = _fading(seen), _fading(seen[::-1])[::-1]
        self.lists = _lists(lines)
        self.content, self.names = Counter[str](), Counter[str]()
        for at in range(self.start, self.stop):
            if seen[at].prose:
                content, names = _topic(lines[at].text)
                self.content.update(content)
                self.names.update(names)
        self.all_prose = sum(one.prose for one in seen)
        self.run_prose = sum(one.prose for one in seen[self.start : self.stop])
        many, words = max(1, len(lines)), sum(one.words for one in seen)
        cut = sum(one.near[4] for one in seen)
        self.cut = cut / max(1, cut + sum(one.ends for one in seen))
        self.page = (
            log(1 + self.all_prose),
            sum(one.linked * one.words for one in seen) / max(1, words),
            sum(line.touches for line in lines) / many,
            sum(one.prose > 0 for one in seen) / many,
            self.cut,
        )
        self.turned = _turns(lines, seen)

    def numbers(self, index: int) -> tuple[float, ...]:
        lines, seen, mine = self.lines, self.seen, self.seen[index]
        line = lines[index]
        b1 = seen[index - 1] if index else _NOTHING
        b2 = seen[index - 2] if index > 1 else _NOTHING
        a1 = seen[index + 1] if index + 1 < len(seen) else _NOTHING
        a2 = seen[index + 2] if index + 2 < len(seen) else _NOTHING
        before, after = self.before[index], self.after[index]
        inside = self.start <= index < self.stop
        own = 1 if inside and mine.prose else 0  # a line of the run is no evidence for itself
        content, names = _topic(line.text)
        since, until, said, prose_above, comments = self.turned[index]
        return (
            *_own(line, mine),
            float(min(3, self.copies[self.keys[index]])),
            float(self.last[self.keys[index]] > index),
            float(b1.prose),
            float(b2.prose),
            float(a1.prose),
            float(a2.prose),
            float(b1.ends),
            float(a1.ends),
            b1.linked,
            a1.linked,
            b1.bullet,
            a1.bullet,
            b1.heading,
            a1.heading,
            b1.credit,
            a1.credit,
            float(not line.touches and not (index + 1 < len(lines) and lines[index + 1].touches)),
            *(number for pair in zip(before, after, strict=True) for number in pair),
            mine.heading * min(before[0], after[0]),
            prose_above / max(1, self.all_prose),
            (self.all_prose - prose_above - mine.prose) / max(1, self.all_prose),
            float(inside),
            float(max(-_FAR, min(_FAR, index - self.start))),
            float(max(-_FAR, min(_FAR, self.stop - 1 - index))),
            log(1 + self.run_prose),
            self.run_prose / max(1, self.all_prose),
            since,
            until,
            log(1 + said),
            comments,
            _overlap(content, self.content, own),
            _overlap(names, self.names, own),
            index / len(lines),
            float(min(_FAR, index)),
            float(min(_FAR, len(lines) - 1 - index)),
            *self.lists[index],
            *self.page,
            mine.heading * self.cut * min(mine.words, 12),
        )


def _own(line: Line, seen: _Seen) -> tuple[float, ...]:
    text = line.text
    tokens = _WORD.findall(text[:2000])
    folded = [token.lower() for token in tokens]
    many = max(1, len(tokens))
    small = sum(word in _SMALL for word in folded) / many
    speaks = sum(word in _SPEAKS for word in folded) / many
    prose, heading = float(line.kind == "prose"), seen.heading
    return (
        float(seen.words),
        log(1 + line.words),
        min(20.0, len(text) / many),
        float(seen.ends),
        float(text.endswith((":", "："))),
        float(text.endswith((",", ";", "–", "—", "-", "(", "“", "„"))),
        float(text.endswith(("…", "..."))),
        float(text[:1].islower()),
        line.linked,
        float(line.bullet),
        float(line.marked),
        float(min(line.indent, 8)),
        float(line.touches),
        sum(token[0].islower() for token in tokens) / many,
        small,
        sum(map(str.isdigit, text)) / max(1, len(text)),
        text.count(",") / many,
        float(min(5, len(_INNER_END.findall(text[:2000])))),
        float(bool(_QUOTE.search(text))),
        float(text.isupper()),
        float(min(5, len(_SEPARATOR.findall(text[:2000])))),
        float(bool(_ADDRESS.search(text))),
        float(bool(_FOOTNOTE.match(text))),
        speaks,
        prose,
        heading,
        seen.credit,
        float(line.kind == "teaser"),
        prose * (seen.words < 8),
        prose * (seen.words >= 25),
        heading * (seen.words >= 6),
        heading * (seen.words >= 10),
        heading * small,
        prose * small,
        prose * speaks,
        float(seen.words < 16 and text.endswith("?")),
        float(line.bullet) * seen.words,
    )


def _topic(text: str) -> tuple[set[str], set[str]]:
    """The long words of a text, and those that start with a capital within it."""
    tokens = _WORD.findall(text[:2000])
    return {token.lower() for token in tokens if len(token) >= 5}, {
        token.lower() for token in tokens[1:] if len(token) > 2 and token[0].isupper()
    }


def _overlap(mine: set[str], among: Counter[str], own: int) -> float:
    return sum(among[word] > own for word in mine) / len(mine) if mine else -0.1


def _fading(seen: Sequence[_Seen]) -> list[tuple[float, ...]]:
    """For each line what stands before it (prose, other lines, dates, short lines, cut lines), each worth less the further off."""
    found: list[tuple[float, ...]] = []
    prose = rest = dates = short = cut = 0.0
    for one in seen:
        found.append((prose, rest, dates, short, cut))
        near = one.near
        prose, rest, dates = (prose + near[0]) * _DECAY, (rest + near[1]) * _DECAY, (dates + near[2]) * _DECAY
        short, cut = (short + near[3]) * _DECAY, (cut + near[4]) * _DECAY
    return found


def _turns(lines: Sequence[Line], seen: Sequence[_Seen]) -> list[tuple[float, float, int, int, float]]:
    """For each line: how far above and below the page turns to other content, words of prose since, above, and whether it is under comments."""
    turns = [index for index, line in enumerate(lines) if line.kind in _TURNS]
    found: list[tuple[float, float, int, int, float]] = []
    last, position, since, above, comments = -_FAR, 0, 0, 0, 0.0
    for index, line in enumerate(lines):
        while position < len(turns) and turns[position] <= index:
            position += 1
        until = turns[position] - index if position < len(turns) else _FAR
        found.append((float(min(_FAR, index - last)), float(min(_FAR, until)), since, above, comments))
        since += seen[index].prose
        above += seen[index].prose
        if line.kind in _TURNS:
            last, since = index, 0
            if line.kind == "cue" and above > _ENOUGH and phrases.whole("comments", line.text):
                comments = 1.0
    return found


def _lists(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """For each line how many list items stand in a row around it, and how many words they have on average."""
    found: list[tuple[float, float]] = []
    index = 0
    while index < len(lines):
        stop = index
        while stop < len(lines) and lines[stop].bullet:
            stop += 1
        if stop == index:
            found.append((0.0, 0.0))
            index += 1
            continue
        mean = sum(min(line.words, _CAP) for line in lines[index:stop]) / (stop - index)
        found.extend([(float(min(_FAR, stop - index)), mean)] * (stop - index))
        index = stop
    return found
