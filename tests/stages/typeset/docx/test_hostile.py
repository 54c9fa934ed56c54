"""Whatever sources write, the document is one that opens: every part is XML, every text is text."""

import io
import time
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.edges.templates import load_design
from briefing.stages.typeset.docx import document
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.page import convert

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DESIGN = load_design()
HOSTILE = (
    "\x00\x01\x0b\x0c\x1f\x7f\x85",
    "\ud800 lone \udfff",
    "\ufffe\uffff",
    "]]><w:p/>",
    "</w:t></w:r><w:r><w:fldSimple w:instr='DDEAUTO c:\\\\windows'/>",
    '{ INCLUDETEXT "http://x.example/" } HYPERLINK "\\\\evil"',
    "W" * 100_000,
    "ש" * 400 + "abc" + "١٢٣ " * 50,
    "\u202e\u2066gnp.exe",
    "a\u0301" * 300,
    "&#0; &#x1F; &amp;lt; &unknown;",
    "javascript:alert(1)",
    " \t\n ",
    "",
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=60), min_size=1, max_size=12))
def test_every_part_of_a_poisoned_edition_is_xml_with_our_elements_alone(word, small_day, poisoned, words):
    document = word(poisoned(small_day, words), paint=None, design=DESIGN)
    plain = word(small_day, paint=None)
    known = {element.tag for tree in plain.trees for element in tree.iter()} | {f"{W}rtl", f"{W}bidi", f"{W}lang"}
    for tree in document.trees:
        assert {element.tag for element in tree.iter()} <= known
    orders = [one.text.split()[0] for one in document.body.iter(f"{W}instrText")]
    assert set(orders) <= {"NOTEREF", "TOC"}


def test_addresses_that_are_no_plain_links_lead_nowhere(word, small_day, poisoned):
    document = word(
        poisoned(small_day, ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "https://a.example/ok"]), paint=None
    )
    for name, part in document.parts.items():
        if name.startswith("word/_rels/"):
            targets = [one.get("Target") for one in etree.fromstring(part) if one.get("TargetMode") == "External"]
            assert all(target.startswith(("https://", "http://", "mailto:")) for target in targets)


@pytest.mark.slow
def test_four_hundred_stories_take_seconds(sample_day):
    first = sample_day.chapters[0].reports[0]
    many = tuple(replace(first, story=f"s{number}", thread=f"t-{number}") for number in range(400))
    large = replace(sample_day, chapters=(replace(sample_day.chapters[0], reports=many),))
    body = convert(fill(large, DESIGN, for_page=True))
    began = time.process_time()
    content = document(large, body, DESIGN, None)
    assert time.process_time() - began < 12
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.read("word/document.xml").count(b'"Heading3"') == 400
