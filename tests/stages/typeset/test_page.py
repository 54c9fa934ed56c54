"""The page: inert, whole, accessible, the same text as the Markdown."""

import re
import tarfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.errors import ProfileError
from briefing.model import Template
from briefing.stages.typeset.drawings import MAP_CREDIT, bars_svg, map_svg
from briefing.stages.typeset.fill import fill, language_tag
from briefing.stages.typeset.inert import tidy
from briefing.stages.typeset.page import DEEPEST, TooLargeError, convert, wrap

DESIGN = load_design()
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://tracker.example/p.png)",
    "[^1]: a source of my own",
    "[^99]",
    "| a | b |",
    "# x {#top onclick=alert(1)}",
    "{: .meta style=x }",
    "```",
    "***",
    "1. x",
    "> x",
    "<!-- x",
    "&lt;script&gt; &#60;b&#62;",
    "{{ cycler.__init__ }} {% for %}",
    "\x02klzzwxh:0000\x03",
    "\u202egnp.exe",
    "a\ud800b",
    "[TOC]",
    "///Footnotes Go Here///",
    "x" * 400,
    "שלום [עולם](http://a.example)",
    "Їжак, ґанок і “лапки”",
    "",
)


def markdown(briefing, *, for_page):
    return fill(briefing, DESIGN, for_page=for_page)


def page(briefing):
    return wrap(briefing, convert(markdown(briefing, for_page=True)), DESIGN)


def words(html):
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


class Elements(HTMLParser):
    """The elements of a page with their attributes, in order."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def skeleton(html):
    """The elements without what may rightly differ between texts: directions, languages, links to sources, the description."""
    return [
        (
            tag,
            {
                name: value
                for name, value in attributes.items()
                if name not in ("content", "lang") and (name != "href" or value.startswith("#"))
            },
        )
        for tag, attributes in Elements(html).found
        if tag not in ("bdi", "span", "a") or attributes.get("href", "").startswith("#")
    ]


def dangerous(html):
    """What no edition may contain, as a reader's program would see it."""
    for tag, attributes in Elements(html).found:
        if tag in ("script", "img", "svg", "iframe", "object", "embed", "base", "form", "input", "video", "audio", "link", "math"):
            yield tag
        yield from (name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset", "action"))
        if not re.match(r"#|https?://|mailto:", attributes.get("href", "#")):
            yield attributes["href"]


texts = st.lists(
    st.sampled_from(HOSTILE) | st.text(max_size=30) | st.text(alphabet="\\`*_[]<>&|{}#!^$:", max_size=12), min_size=1, max_size=9
)
slow_to_set = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow_to_set
@given(texts)
def test_the_file_and_the_page_read_the_same_whatever_the_sources_write(small_day, poisoned, words_):
    briefing = poisoned(small_day, words_)
    read, set_ = convert(markdown(briefing, for_page=False)), convert(markdown(briefing, for_page=True))
    assert words(read.head) == words(set_.head)
    assert words(read.main) == words(set_.main)


@slow_to_set
@given(texts.map(lambda drawn: [text or "x" for text in drawn]))  # an empty text may be left out, with what stands around it
def test_no_text_of_a_source_changes_what_the_page_is_made_of(small_day, poisoned, words_):
    harmless = [f"plain words {words_.index(text)}" for text in words_]  # equal where the hostile ones are: reasons are joined
    hostile, plain = page(poisoned(small_day, words_)), page(poisoned(small_day, harmless))
    assert skeleton(hostile) == skeleton(plain)
    assert list(dangerous(hostile)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_printed_as_the_words_it_is(small_day, poisoned, text):
    made = page(poisoned(small_day, [text]))
    assert list(dangerous(made)) == []
    assert tidy(text, 80) in words(made)


def drawings(briefing):
    return {"map": map_svg(briefing.spots), "chart-1": bars_svg(briefing.charts[0])}


def drawn_page(briefing):
    return wrap(briefing, convert(markdown(briefing, for_page=True), drawings(briefing)), DESIGN)


def test_the_map_and_the_charts_stand_on_the_page_each_with_what_says_the_same(several_days):
    made = drawn_page(several_days)
    found = [tag for tag, _ in Elements(made).found]
    assert found.count("svg") == 2
    for name, svg in drawings(several_days).items():
        _, _, rest = made.partition(f'id="drawing-{name}"')
        assert rest.partition(">")[2].startswith(svg)
        assert ("<ol>" if name == "map" else "<table>") in rest.partition("</section>")[0]
    assert MAP_CREDIT in words(made)
    assert "Izmail" in words(made.partition('aria-labelledby="map"')[2].partition("<ol>")[2])


def test_a_page_without_drawings_has_no_empty_place_for_them(several_days):
    made = page(several_days)
    assert 'class="drawing"' not in made
    assert MAP_CREDIT not in words(made)


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 9))
def test_hostile_texts_draw_nothing_and_move_no_drawing(small_day, poisoned, start):
    made = drawn_page(poisoned(small_day, HOSTILE[start : start + 9]))
    found = Elements(made).found
    assert [tag for tag, _ in found].count("svg") <= 2
    drawn = "".join(re.findall(r"<svg .*?</svg>", made, re.DOTALL))
    assert list(dangerous(made.replace(drawn, ""))) in ([], ["svg"] * 2)
    allowed = set("svg title desc g path circle rect line polyline polygon ellipse text tspan".split())
    assert {tag for tag, _ in Elements(drawn).found} <= allowed
    assert not [name for _, attributes in Elements(drawn).found for name in attributes if name.startswith("on") or "href" in name]


def test_words_that_look_like_the_place_of_a_drawing_are_words(small_day, poisoned):
    text = '<p id="drawing-map" class="drawing">x</p>'
    made = drawn_page(poisoned(replace(small_day, spots=()), [text]))
    assert not [attributes for _, attributes in Elements(made).found if attributes.get("id") == "drawing-map"]
    assert text in words(made)


def test_every_statement_of_the_sample_is_printed_with_its_references(sample_day):
    made = words(page(sample_day))
    numbers = {reference.article: reference.number for reference in sample_day.references}
    for chapter in sample_day.chapters:
        for report in chapter.reports:
            for statement in report.statements:
                cited = "".join(f"[{numbers[passage.article]}]" for passage in statement.passages)
                assert f"{statement.text}{cited}" in made


def test_numbers_of_references_are_those_of_the_briefing_and_lead_there_and_back(sample_day):
    made = page(sample_day)
    items = re.findall(r'<li id="fn:(\d+)">\s*<p><strong>(.*?)</strong>', made)
    publishers = {article.id: article.publisher or "Publisher not named" for article in sample_day.articles}
    assert [(int(number), unescape(name)) for number, name in items] == [
        (reference.number, publishers[reference.article]) for reference in sample_day.references
    ]
    ids, targets = set(re.findall(r' id="([^"]+)"', made)), set(re.findall(r'href="#([^"]+)"', made))
    assert targets <= ids
    assert {name for name in ids if name.startswith("fnref")} <= targets


def test_citations_of_one_reference_are_counted_from_the_top(sample_day):
    met = re.findall(r'<sup id="(fnref\d*:1)">', page(sample_day))
    assert met == ["fnref:1", *(f"fnref{count}:1" for count in range(2, len(met) + 1))]


def test_the_page_needs_nothing_from_outside(sample_day):
    made = page(sample_day)
    assert "url(" not in made
    assert "@import" not in made
    assert not {tag for tag, _ in Elements(made).found} & {"script", "link", "img", "iframe"}
    policy = [attributes["content"] for tag, attributes in Elements(made).found if attributes.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


def test_the_page_has_landmarks_a_language_a_way_past_the_contents_and_one_first_heading(sample_day):
    found = Elements(page(sample_day)).found
    names = [tag for tag, _ in found]
    assert found[0] == ("html", {"lang": "en"})
    assert [names.count(tag) for tag in ("header", "nav", "main", "footer", "h1", "title")] == [1] * 6
    assert ("a", {"class": "skip", "href": "#main"}) in found
    assert [attributes for tag, attributes in found if tag == "th"] == [{"scope": "col"}] * 4
    labelled = [attributes["aria-labelledby"] for tag, attributes in found if tag == "section"]
    assert labelled == [attributes["id"] for tag, attributes in found if tag == "h2"]


def test_foreign_words_carry_their_language(sample_day):
    made = page(sample_day)
    assert (
        '<span class="said" lang="uk">За її словами, збитки попередньо оцінюють у 310 млн ₴; об’єкт № 7 відновленню не підлягає.</span>'
        in made
    )
    assert '<span class="said" lang="ru">только по военным складам</span>' in made
    assert 'lang="en"' not in made.partition("<body>")[2]


@pytest.mark.parametrize(
    ("tag", "kept"), [("uk", "uk"), ("PT-BR", "pt-BR"), ("x", None), ('en" onclick="', None), (None, None), ("", None)]
)
def test_a_language_tag_is_one_or_is_left_out(tag, kept):
    assert language_tag(tag) == kept


def test_a_day_without_stories_says_so_and_shows_its_coverage(empty_day):
    made = words(page(empty_day).partition("<body>")[2])
    assert "No news in this period Nothing was received." in made
    assert "Coverage" in made
    assert "At a glance" not in made
    assert "References" not in made


def test_a_page_too_deep_or_too_large_is_refused():
    assert convert("> " * (DEEPEST - 3) + "x")
    with pytest.raises(TooLargeError, match="nests"):
        convert("> " * (DEEPEST + 1) + "x")
    with pytest.raises(TooLargeError, match=r"nests|deeper"):
        convert("> " * 2_000 + "x")


def test_the_templates_never_switch_escaping_off():
    for template in DESIGN.templates:
        code = " ".join(re.findall(r"\{[{%].*?[%}]\}", template.text, re.DOTALL)) if template.name.endswith(".j2") else ""
        assert not re.search(r"\|\s*(safe|e|escape|forceescape|join)\b|\bautoescape\b|~|\bMarkup\b", code)


def with_text(name, text):
    """The design with one template of another text."""
    return replace(
        DESIGN, templates=(*(one for one in DESIGN.templates if one.name != name), Template(name=name, text=text, origin=name))
    )


def test_a_template_that_prints_a_thing_is_stopped(small_day):
    with pytest.raises(ProfileError, match="line 1: only text and whole numbers are printed; this is a list"):
        fill(small_day, with_text("briefing.md.j2", "{{ briefing.references }}"), for_page=True)


def test_a_template_cannot_reach_into_the_program(small_day):
    with pytest.raises(ProfileError, match="'__class__' of a Briefing is not to be had"):
        fill(small_day, with_text("briefing.md.j2", "{{ briefing.__class__.__mro__ }}"), for_page=True)


def corpus():
    folder = Path(__file__).parents[4] / "shared" / "data"
    return folder / "hostile.tar.gz"


@pytest.mark.slow
def test_lists_of_hostile_strings_change_nothing(small_day, poisoned):
    if not corpus().is_file():
        pytest.skip("the lists of hostile strings are not here")
    strings = set()
    with tarfile.open(corpus()) as archive:
        for member in archive:
            if (
                member.isfile()
                and member.size < 2_000_000
                and re.search(r"(blns|naughty|xss|inject).*\.(txt|json|md)$", member.name.lower())
            ):
                strings.update(archive.extractfile(member).read().decode("utf-8", "replace").splitlines())
    strings = sorted(text for text in strings if text.strip())
    assert len(strings) > 5_000
    plain = skeleton(page(poisoned(small_day, [f"plain words {number}" for number in range(120)])))
    for start in range(0, len(strings) - 120, 120):
        briefing = poisoned(small_day, strings[start : start + 120])
        made = page(briefing)
        assert list(dangerous(made)) == []
        assert skeleton(made) == plain
        assert words(convert(markdown(briefing, for_page=False)).main) == words(convert(markdown(briefing, for_page=True)).main)
