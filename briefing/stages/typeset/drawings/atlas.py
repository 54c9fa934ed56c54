"""The map of the places where something happened."""

from collections.abc import Sequence

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.recorded import recorded
from briefing.model import Spot
from briefing.stages.typeset.drawings import ground, labels, locator, marks, svg
from briefing.stages.typeset.drawings.labels import Room
from briefing.stages.typeset.drawings.shapes import Box, Point
from briefing.stages.typeset.drawings.view import WIDTH, View, fitted, together

MAP_CREDIT = recorded("Map: Natural Earth.")  # public domain; said as thanks and so that borders have a name to them
_ENGLISH = catalogue("en")
NAME, SMALL, LEGEND = 12.5, 10.6, 11.0  # sizes of the names of places, of the scale, of what stands below the map


def map_svg(spots: Sequence[Spot], words: Catalogue = _ENGLISH) -> str:
    """An SVG element (no script, no style sheet of others, nothing fetched) of the spots, numbered in their order, in our `words`.

    Spots too far from the others to share a map stand with their numbers in a line under it; "" where these are more than those on
    the map, or there are no spots at all. The width is `view.WIDTH` units.
    """
    points = [(spot.longitude, spot.latitude) for spot in spots]
    shown = together(points, [spot.country for spot in spots]) if spots else ()
    if 2 * len(shown) < max(1, len(spots)):
        return ""
    view = fitted([points[i] for i in shown])
    room = Room(frame=view.frame.grown(-2))
    places = view.places(points[i] for i in shown)
    scale = _scale_bar(view, room, words)
    named = [words.place(spot.place) for spot in spots]
    room.lines += ground.borders(view)
    at, beside = labels.settled(places, [named[i] for i in shown], NAME, room)
    names = [_name(named[i], where) for i, where in zip(shown, beside, strict=True) if where]
    overview = locator.inset(view, room)
    ties = [_tie(place, where) for place, where in zip(places, at, strict=True) if where != place]
    marked = [_marker(spots[i], named[i], i + 1, where) for i, where in zip(shown, at, strict=True)]
    under = ground.drawn(view, room, [spots[i].place for i in shown], places, words)
    below, height = _below(spots, named, shown, view.frame.high, words)
    wide = svg.number(view.frame.right)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" viewBox="0 0 {wide} {svg.number(height)}" font-family="{svg.FONT}">'
        f"<title>{svg.plain(_titled(named, words))}</title><desc>{svg.plain(_described(spots, named))}</desc>"
        f"{under}{scale}{overview}{''.join(ties)}{''.join(marked)}{''.join(names)}"
        f'<rect x="0.5" y="0.5" width="{svg.number(view.frame.right - 1)}" height="{svg.number(view.frame.high - 1)}" '
        f'fill="none" stroke="{svg.RULE}"/>{below}</svg>'
    )


def _titled(names: Sequence[str], words: Catalogue) -> str:
    """What the map is, as a reader hears it who cannot see it: a PDF has the title alone."""
    return words.say(
        "Map of places by number: %(places)s", places=", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    )


def _described(spots: Sequence[Spot], names: Sequence[str]) -> str:
    """All that the map says, in words."""
    return " ".join(
        f"{number}. {name}{': ' + says if (says := marks.says(spot)) else ''}."
        for number, (spot, name) in enumerate(zip(spots, names, strict=True), 1)
    )


def _tie(place: Point, at: Point) -> str:
    """What ties a marker that had to move aside to its place."""
    ends = " ".join(f'{end}="{svg.number(value)}"' for end, value in zip(("x1", "y1", "x2", "y2"), (*place, *at), strict=True))
    dot = f'<circle cx="{svg.number(place[0])}" cy="{svg.number(place[1])}" r="2" fill="{svg.INK}"/>'
    return f'<line {ends} stroke="{svg.INK}" stroke-width="0.8"/>{dot}'


def _marker(spot: Spot, name: str, number: int, at: Point) -> str:
    """A marker that tells what it stands for when pointed at."""
    said = marks.says(spot)
    title = f"<title>{svg.plain(f'{number} {name}' + (f': {said}' if said else ''))}</title>"
    return f"<g>{title}{marks.numbered(marks.form(spot), at, number)}</g>"


def _name(name: str, at: labels.Place) -> str:
    """The name beside a marker; one without room is left to its number."""
    return svg.text(at[0], at[1], name, size=NAME, anchor=at[2], weight=600, halo=svg.PAPER)


def _scale_bar(view: View, room: Room, words: Catalogue) -> str:
    """A bar of a round number of kilometres, true in the middle of the map."""
    length = next((km for km in (1000, 500, 200, 100, 50) if km * view.scale <= 80), 50)
    x, y = 10.0, view.frame.high - 8
    wide = length * view.scale
    said = words.say("%(length)s km", length=words.number(length))
    room.take(Box(left=x - 4, low=y - 12, right=x + wide + 8 + svg.width(said, SMALL), high=y + 4))
    ticks = "".join(f"M{svg.number(at)} {svg.number(y - 4)}v4" for at in (x, x + wide))
    line = f'<path d="{ticks}M{svg.number(x)} {svg.number(y)}h{svg.number(wide)}" fill="none"'
    bar = f'{line} stroke="{svg.PAPER}" stroke-width="3.5" stroke-linecap="round"/>{line} stroke="{svg.QUIET}" stroke-width="1"/>'
    return bar + svg.text(x + wide + 4, y, said, size=SMALL, fill=svg.QUIET, halo=svg.PAPER)


def _below(spots: Sequence[Spot], names: Sequence[str], shown: Sequence[int], top: float, words: Catalogue) -> tuple[str, float]:
    """Under the map: what the forms mean, and the numbers of places it does not reach; and the height of it all."""
    out, y = marks.legend((marks.form(spots[i]) for i in shown), (6.0, top + 16), WIDTH - 6, LEGEND, words)
    away = [f"{i + 1} {name}" for i, name in enumerate(names) if i not in shown]
    line = ""
    for i, place in enumerate(away):
        more = f"{line}, {place}" if line else words.say("Off this map: %(places)s", places=place)
        if line and svg.width(more, LEGEND) > WIDTH - 12:
            y += 14
            out += svg.text(6, y, line + ",", size=LEGEND, fill=svg.QUIET)
            more = place
        line = more
        if i == len(away) - 1:
            y += 14
            out += svg.text(6, y, line, size=LEGEND, fill=svg.QUIET)
    return out, y + 5
