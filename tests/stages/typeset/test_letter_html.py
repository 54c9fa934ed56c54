"""The HTML of a mail: made of what mail programs know, inert whatever the sources write, in two parts for dark and narrow screens."""

import os
import re
import tarfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.stages.typeset.letter import letter_body
from briefing.stages.typeset.letter_html import for_mail

DESIGN = load_design()
OUT = "https://briefing.example.org/u/abc"
ELEMENTS = set("html head meta title style body div table tbody thead tr th td p h1 h2 h3 ul ol li a span strong em br bdi".split())
ATTRIBUTES = set("role aria-label aria-hidden aria-roledescription lang dir class style id href width align valign scope".split())
ATTRIBUTES |= {"cellpadding", "cellspacing", "border", "http-equiv", "content", "name"}
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></head><svg onload=alert(1)>",
    '" onmouseover="alert(1)" style="x',
    "<![endif]--><b>",
    "<!--[if mso]><v:rect>",
    "javascript:alert(1)",
    "[x](javascript:alert(1)) ![x](https://tracker.example/p.png)",
    "[^1]: a source of my own [^99]",
    "{: .foot style=x }",
    "&lt;b&gt; &#60;i&#62;",
    "{{ cycler.__init__ }}",
    "\u202egnp.exe",
    "a\ud800b\x00\r\nBcc: x@example.org",
    "x" * 400,
    "שלום [עולם](http://a.example)",
    "",
)


def html(briefing, style="html", **changed):
    given_ = {"design": DESIGN, "link": "https://briefing.example.org/d/2025-03-12/", "enclosed": 9_000, "way_out": OUT} | changed
    return OUT.join(letter_body(briefing, style=style, **given_).html)


class Elements(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def dangerous(page):
    """What no mail may contain, as a mail program would see it."""
    for tag, attributes in Elements(page).found:
        if tag not in ELEMENTS:
            yield tag
        yield from (f"{tag} {name}" for name in attributes if name not in ATTRIBUTES)
        if not re.match(r"#ref-\d+$|https?://|mailto:", attributes.get("href", "#ref-1")):
            yield attributes["href"]
        if "url(" in attributes.get("style", "") or "expression" in attributes.get("style", ""):
            yield attributes["style"]


def skeleton(page):
    """The elements of a mail but for those that may rightly differ between texts: directions, languages, sources, words kept together."""
    return [tag for tag, _ in Elements(page).found if tag not in ("bdi", "span", "a")]


@pytest.mark.parametrize("day", ["sample_day", "later_day", "several_days", "empty_day"])
@pytest.mark.parametrize("style", ["pdf", "link", "html"])
def test_a_mail_is_made_of_what_mail_programs_know(request, day, style):
    page = html(request.getfixturevalue(day), style)
    assert list(dangerous(page)) == []
    assert page.startswith("<!DOCTYPE html>")
    assert page.index("charset=utf-8") < 300
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert not re.search(r"https?://", re.sub(r'href="[^"]*"|>[^<]*<', "", page))  # nothing is fetched


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(HOSTILE[:-1]) | st.text(min_size=1, max_size=30), min_size=1, max_size=9))
def test_no_text_of_a_source_changes_what_a_mail_is_made_of(small_day, poisoned, words):
    harmless = [f"plain words {words.index(text)}" for text in words]
    hostile, plain = html(poisoned(small_day, words)), html(poisoned(small_day, harmless))
    assert list(dangerous(hostile)) == []
    assert skeleton(hostile) == skeleton(plain)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("style", ["pdf", "html"])
def test_a_hostile_day_leaves_both_parts_whole(small_day, poisoned, text, style):
    body = letter_body(
        replace(poisoned(small_day, [text]), title=text or "x"),
        design=DESIGN,
        style=style,
        link=None,
        enclosed=None,
        note=text,
        way_out=OUT,
    )
    page = OUT.join(body.html)
    assert list(dangerous(page)) == []
    assert page.count(OUT) == 1
    assert re.search(f'<a href="{OUT}"[^>]*>Unsubscribe</a>', page)
    plain = "".join(body.text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", plain + body.subject)
    assert "\n" not in body.subject


@pytest.mark.slow
def test_lists_of_hostile_strings_stay_words(small_day, poisoned):
    corpus = Path(__file__).parents[4] / "shared" / "data" / "hostile.tar.gz"
    if not corpus.is_file():
        pytest.skip("the lists of hostile strings are not here")
    strings = set()
    with tarfile.open(corpus) as archive:
        for member in archive:
            if (
                member.isfile()
                and member.size < 2_000_000
                and re.search(r"(blns|naughty|xss|inject).*\.(txt|json|md)$", member.name.lower())
            ):
                strings.update(archive.extractfile(member).read().decode("utf-8", "replace").splitlines())
    strings = sorted(text for text in strings if text.strip())
    tried = strings if os.environ.get("BRIEFING_LONG") else strings[::4]
    for start in range(0, len(tried), 120):  # fewer than the day has texts, so that each is printed
        assert list(dangerous(html(poisoned(small_day, tried[start : start + 120])))) == []


def test_rules_for_dark_and_narrow_screens_outlive_their_writing_into_the_elements(sample_day):
    page = html(sample_day)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert page.index("</style>") < page.index("</head>")
    assert "@media (prefers-color-scheme: dark)" in style
    assert "@media only screen and (max-width: 480px)" in style
    assert "var(" not in page
    rules = re.findall(r"\{[^{}]*\}", style)
    assert all("!important" in part for rule in rules for part in rule.strip("{} \n").split(";") if part.strip())
    classes = {name for _, attributes in Elements(page).found for name in (attributes.get("class") or "").split()}
    assert {"page", "glance", "box-cell", "data", "cell", "number", "whole"} <= classes
    for meta in ('name="color-scheme" content="light dark"', 'name="supported-color-schemes" content="light dark"'):
        assert meta in page


def test_the_looks_stand_in_the_elements(sample_day):
    page = html(sample_day, "pdf")
    assert re.search(r"<h1 [^>]*style=\"[^\"]*color:#1a1a1a", page)
    assert re.search(r'<div class="glance" style="[^"]*background-color:#f2f5f8', page)
    green = html(sample_day, "pdf", design=load_design("ministry"))
    assert "#14507d" not in green
    assert re.search(r"<h2 [^>]*style=\"[^\"]*color:#17513f", green)


def test_key_figures_and_references_are_tables_for_the_eye_alone(several_days):
    page = html(several_days)
    tables = re.findall(r"<table [^>]*>", page)
    data = [one for one in tables if re.search(r'class="(?:data|grid)"', one)]
    assert len(data) == 2
    assert [one for one in tables if one not in data and 'role="presentation"' not in one] == []
    cells = re.findall(r'<td class="cell"[^>]*>(.*?)</td>', page, re.DOTALL)
    assert len(cells) % 2 == 0
    assert len([cell for cell in cells if 'class="fig"' in cell]) == len(several_days.totals) + len(several_days.leading)


def test_each_matter_in_dispute_is_a_box_of_its_own(sample_day):
    page = html(sample_day)
    reports = [report for chapter in sample_day.chapters for report in chapter.reports]
    assert page.count('class="box"') == sum(len(one.differences) + len(one.opposed) for one in reports) > 2


def test_a_quotation_without_paragraphs_loses_no_word():
    made = for_mail("<blockquote>bare <em>words</em> stay</blockquote><p>after</p>", {})
    assert re.sub(r"<[^>]*>", "", made) == "bare words stayafter"


@pytest.mark.parametrize(
    "sentence", ["<p>It rose.{}</p>", "<p><strong>Four</strong> died.{} Next</p>", "<p>one{}</p>", "<p>.{}</p>"]
)
def test_a_citation_stays_with_the_word_before_it_and_no_word_moves(sentence):
    mark = '<span class="cites" data-at="3.0"><sup id="fnref:3"><a class="footnote-ref" href="#fn:3">[3]</a></sup></span>'
    made = for_mail(sentence.format(mark), {"3.0": "https://a.example/x"})
    assert re.sub(r"<[^>]*>", "", made) == re.sub(r"<[^>]*>", "", sentence.format("[3]"))
    assert '<a href="https://a.example/x">[3]</a>' in made
    assert ("kept" in made) == ("." in sentence)
