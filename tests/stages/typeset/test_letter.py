"""What the mail says: the same in both parts, nothing the edition does not say, every statement with its number and its source."""

import os
import re
import time
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from briefing.edges.templates import load_design
from briefing.errors import ProfileError
from briefing.language.catalogue import languages
from briefing.model import STYLES, Marks, Template
from briefing.stages.typeset.inert import tidy
from briefing.stages.typeset.letter import letter_body
from briefing.stages.typeset.plain.lines import columns
from briefing.stages.typeset.spacing import respaced

GOLDEN = Path(__file__).parents[2] / "golden"
DESIGN = load_design()
DAYS = ("sample_day", "later_day", "several_days", "empty_day")
PLACE = "https://briefing.example.org/ukraine/2025-03-12/"
OUT = "https://briefing.example.org/u/Zm9vYmFyYmF6cXV4MTIzNA"


@pytest.fixture(params=DAYS)
def day(request):
    return request.getfixturevalue(request.param)


def made(briefing, style="pdf", **changed):
    given = {"design": DESIGN, "link": PLACE, "enclosed": 1_234_567, "way_out": OUT} | changed
    return letter_body(briefing, style=style, **given)


def html(body):
    return OUT.join(body.html)


def text(body):
    return OUT.join(body.text)


def seen(page):
    """The words a reader of the HTML sees, the hidden line for lists of mails left out."""
    page = re.sub(r'<head>.*?</head>|<div class="preheader".*?</div>|<!--.*?-->', "", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", page))


def stream(words):
    """Words without spaces and directions."""
    return re.sub(r"[\s\u2066-\u2069\u202a-\u202e]", "", words).casefold()


def tokens(words):
    return Counter(re.findall(r"\w+", words.casefold()))


def spoken(statement):
    return stream(tidy(respaced(statement.text, statement.language)))


@pytest.mark.parametrize("style", ["pdf", "html"])
def test_a_mail_is_set_as_the_golden_files_have_it(sample_day, style):
    """After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/stages/typeset`, then look at the difference."""
    body = made(sample_day, style)
    for ending, content in (("txt", text(body)), ("html", html(body))):
        file = GOLDEN / f"mail-{style}.{ending}"
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_bytes(content.encode())
        assert content.encode() == file.read_bytes(), "not as before; if that is meant: UPDATE_GOLDEN=1 pytest tests/stages/typeset"


@pytest.mark.parametrize("style", STYLES)
def test_both_parts_say_the_same(day, style):
    body = made(replace(day, marks=Marks(classification="TLP:AMBER", contact="The desk", disclaimer="Not for print.")), style)
    addressed = re.sub(r"<a [^>]*>[a-z0-9.-]+\.[a-z]+(?:/[^< ]*)?</a>", " ", html(body))
    page, plain = (
        tokens(seen(addressed)),
        tokens(re.sub(r"<https?:[^>]*>|^ *\d+\. ", " ", text(body).replace(OUT, ""), flags=re.MULTILINE)),
    )
    heads = set(tokens(" ".join(re.findall(r"<th\b[^>]*>(.*?)</th>", html(body)))))
    assert dict(page - plain - Counter(["unsubscribe"])) == {}
    assert set(plain - page) <= heads | {"to"}  # "To unsubscribe:"; and a row of a wide table names its columns


def test_the_whole_edition_in_a_mail_prints_every_statement_of_it_in_both_parts(day):
    body = made(day, "html")
    page = stream(seen(html(body)))
    statements = list(day.printed())
    assert [one.text for one in statements if spoken(one) not in page and str(one.text) not in seen(html(body))] == []
    passages = [stream(tidy(quoted.text)) for reference in day.references for quoted in reference.quoted if quoted.paragraph]
    assert [words for words in passages if words not in page or words not in stream(text(body))] == []


def test_a_short_mail_prints_the_first_of_the_edition_and_cites_each_statement(day):
    page = seen(html(made(day, "pdf")))
    told = [line.statement for line in day.highlights] + [one.headline for chapter in day.chapters for one in chapter.reports]
    told += [one for item in day.changes.corrections for one in (item.printed, item.now) if one is not None]
    told += [side.statement for total in day.totals for side in total.sides]
    told += [side.statement for tally in day.leading for side in tally.shown]
    for statement in told:
        if len(statement.text) > 16:  # a figure stands large, its citation behind the name below it
            assert re.search(re.escape(spoken(statement)) + r"[.”\"]*\*?\[\d+\]", stream(page)), statement.text


@pytest.mark.parametrize("style", STYLES)
def test_every_number_has_its_reference_and_every_reference_its_citation(day, style):
    body = made(day, style)
    page, plain = html(body), text(body)
    cited = set(re.findall(r'class="cite"[^>]*><a[^>]*>\[(\d+)\]', page))
    listed = set(re.findall(r'id="ref-(\d+)"', page))
    assert cited == listed == {match[1] for match in re.finditer(r"^\[(\d+)\] ", plain, re.MULTILINE)}
    assert cited == set(re.findall(r"\[(\d+)\]", plain))
    if style == "html":
        assert len(listed) == len(day.references)


def test_a_citation_leads_to_the_words_at_the_source_or_to_its_reference(several_days, sample_day):
    for briefing in (several_days, sample_day):
        urls = {str(one.number): one for one in briefing.references}
        articles = {(one.id, one.capture): one for one in briefing.articles}
        found = re.findall(r'class="cite"[^>]*><a href="([^"]*)"[^>]*>\[(\d+)\]', html(made(briefing)))
        assert found
        for address, number in found:
            reference = urls[number]
            read = articles[reference.article, reference.capture]
            known = unescape(address).partition("#:~:text=")[0]
            assert known == read.url if read.url and read.url.startswith("http") else address == f"#ref-{number}"


def test_the_address_of_the_way_out_belongs_once_into_each_part(day):
    for style in STYLES:
        body = made(day, style)
        assert OUT not in "".join((*body.text, *body.html))
        assert body.html[0].endswith('href="')
        assert body.html[1].startswith('"')
        assert body.text[0].endswith("To unsubscribe:\n")
        assert body.text[1].startswith("\n")
        assert made(day, style, way_out="mailto:desk@example.org?subject=leave") == body


def test_a_source_cannot_write_what_stands_for_the_way_out(small_day, poisoned):
    body = made(poisoned(small_day, ["https://way-out.invalid/ https://way-out.invalid/-"]), "html")
    assert body.html[0].endswith('href="')
    assert "Unsubscribe" in body.html[1]
    assert "Unsubscribe" not in body.html[0]


def test_without_a_way_out_nothing_is_split(sample_day):
    body = made(sample_day, way_out="")
    assert (body.text[1], body.html[1]) == ("", "")
    assert "nsubscribe" not in body.text[0] + body.html[0]


@pytest.mark.parametrize(
    ("style", "link", "enclosed", "said"),
    [
        ("pdf", None, 84_321, "The whole edition is attached (PDF, 84 kB)."),
        ("pdf", None, None, "The whole edition is not attached to this mail."),
        ("pdf", PLACE, None, "The whole edition is not attached to this mail. Read it on the web: briefing.example.org"),
        ("pdf", PLACE, 7_000_000, "The whole edition is attached (PDF, 7 MB). On the web: briefing.example.org"),
        ("link", PLACE, None, "Read the whole edition: briefing.example.org/ukraine/2025-03-12"),
        ("link", None, None, "The whole edition is not attached to this mail."),
        ("html", None, 1_000, "This is the whole edition. It is attached as a PDF too (1 kB)."),
        ("html", PLACE, None, "This is the whole edition. On the web: briefing.example.org"),
    ],
)
def test_the_mail_says_where_the_whole_edition_is(sample_day, style, link, enclosed, said):
    body = made(sample_day, style, link=link, enclosed=enclosed)
    assert said in " ".join(seen(html(body)).split())
    plain = " ".join(text(body).split())
    assert said.partition("briefing.example.org")[0] in plain
    assert (f"<{link}>" in plain) == (link is not None)


def test_a_note_stands_above_the_edition_as_words(sample_day):
    body = made(sample_day, note="This edition is <late> & [was](due) at 06:30.")
    for part in (text(body), seen(html(body))):
        note = part.index("This edition is <late> & [was](due) at 06:30.")
        assert part.index("Covers") < note < part.index("At a glance")


def test_a_note_has_the_language_of_its_edition_whatever_that_of_the_mail(sample_day):
    assert '<p class="note" style="' in html(made(sample_day, note="Late."))
    assert '<span lang="en">Late.</span>' in html(made(sample_day, note="Late.", language="uk"))
    late = made(replace(sample_day, language="uk"), note="Випуск запізнився.")
    assert re.search(r'<p class="note"[^>]*>Випуск запізнився\.</p>', html(late))


def test_lines_of_plain_text_fit_a_mail_but_for_addresses(day):
    for style in STYLES:
        long = [line for line in text(made(day, style)).split("\n") if columns(line) > 76]
        assert [line for line in long if "http" not in line] == []


def test_the_marking_stands_first_in_the_subject_and_at_the_head_and_foot_of_both_parts(sample_day):
    body = made(replace(sample_day, marks=Marks(classification="tlp amber+strict")))
    assert body.subject.startswith("TLP:AMBER+STRICT Ukraine daily briefing")
    for part in (text(body), seen(html(body))):
        assert part.count("TLP:AMBER+STRICT") == 2
        assert part.split()[0] == part.split()[-1] == "TLP:AMBER+STRICT"
    assert (
        len(re.findall(r'class="classification tlp-amber" style="[^"]*background-color:#000000[^"]*color:#ffc000', html(body))) == 2
    )


def test_a_usual_short_mail_is_small_enough_not_to_be_clipped(day):
    for style in ("pdf", "link"):
        assert len(html(made(day, style)).encode()) < 60_000


def test_a_mail_in_ukrainian_has_our_words_in_ukrainian(sample_day):
    body = made(sample_day, language="uk")
    assert body.language == "uk"
    assert '<html lang="uk"' in body.html[0]
    assert "Повний випуск додано до листа (PDF, 1,2 МБ)." in " ".join(text(body).split())
    assert 'lang="en"' in body.html[0]  # what the sources say stays in their language
    ours = ("Unsubscribe", "unsubscribe", "Headlines", "Sources", "Key figures", "At a glance", "Coverage", "subscribed")
    assert [word for word in ours if word in text(body)] == []


def test_a_language_we_have_no_words_in_gets_english_ones(sample_day):
    assert "de" not in languages()
    assert (made(sample_day, language="de").language, "At a glance" in text(made(sample_day, language="de"))) == ("en", True)


def test_a_users_template_takes_the_place_of_ours(sample_day):
    mine = Template(name="mail.html.j2", text="<p>{{ main }}</p><a href='{{ way_out }}'>Go</a>{{ title }}", origin="mine")
    design = replace(DESIGN, templates=(*(one for one in DESIGN.templates if one.name != mine.name), mine))
    body = made(sample_day, design=design)
    assert "role" not in body.html[0].partition("At a glance")[0]
    assert body.html[1].startswith('">Go</a>Ukraine daily briefing')


def test_a_users_text_that_prints_more_has_the_references_of_it(sample_day):
    mine = Template(
        name="mail.md.j2", text='{% include "parts/stories.md.j2" %}\n\n{% include "parts/references.md.j2" %}', origin="mine"
    )
    design = replace(DESIGN, templates=(*(one for one in DESIGN.templates if one.name != mine.name), mine))
    page = html(made(sample_day, design=design))
    assert "[^" not in page
    cited = set(re.findall(r'class="cite"[^>]*><a[^>]*>\[(\d+)\]', page))
    assert cited == set(re.findall(r'id="ref-(\d+)"', page))
    assert len(cited) > len(set(re.findall(r"ref-(\d+)", html(made(sample_day, "pdf")))))


@pytest.mark.parametrize("wrapper", ["<p>{{ main }}</p>", "<a href='{{ way_out }}'>Go</a>{{ way_out }}"])
def test_a_template_that_leads_out_not_once_is_a_mistake(sample_day, wrapper):
    mine = Template(name="mail.html.j2", text=wrapper, origin="mine")
    design = replace(DESIGN, templates=(*(one for one in DESIGN.templates if one.name != mine.name), mine))
    with pytest.raises(ProfileError, match="the address of leaving, way_out, has to stand there once"):
        made(sample_day, design=design)


def test_a_hundred_kinds_of_mail_are_made_in_seconds(sample_day):
    start = time.process_time()
    for number in range(10):
        made(sample_day, STYLES[number % 3], sections=(("strikes",), ("nato", "strikes"), ())[number % 3])
    assert time.process_time() - start < 5  # a tenth of them; ten times what was measured on two cores
