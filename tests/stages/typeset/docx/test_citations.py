"""Citations in Word: footnotes whose numbers are those of the references, fields that repeat them, entries with their passages."""

import random
import re
import shutil
import subprocess
from collections import Counter
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest
from lxml import etree

from briefing.edges.templates import load_design
from briefing.stages.cite import cite
from briefing.stages.typeset import typeset

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAYS = ("sample_day", "later_day", "several_days", "small_day")


def counted(document):
    """The footnotes in the order of the text: (the number every program counts, our number)."""
    marks = list(document.body.iter(f"{W}footnoteReference"))
    assert not [mark for mark in marks if mark.get(f"{W}customMarkFollows")]  # some programs show their own number beside it
    return [(number, int(mark.get(f"{W}id"))) for number, mark in enumerate(marks, 1)]


def shown(document):
    """The numbers of all citations in the order of the text, as a program shows them that counts the footnotes."""
    notes = 0
    said = []
    for run in document.body.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        for one in run.iter(f"{W}footnoteReference", f"{W}t"):
            notes += one.tag == f"{W}footnoteReference"
            if style is not None and style.get(f"{W}val") == "FootnoteReference":
                said.append(one.text or "" if one.tag == f"{W}t" else str(notes))
    return [int(number) for number in re.findall(r"\[(\d+)\]", "".join(said))]


def printed(briefing, design=None):
    """The numbers of all citations of the page in the order of its text."""
    files, _ = typeset(
        briefing, formats=("html",), design=design or load_design(), press=None, paint=None, archive="x.db", facts={}
    )
    return [int(number) for number in re.findall(r'href="#fn:\d+"[^>]*>\[(\d+)\]<', dict(files.files)["briefing.html"].decode())]


def with_glance_last(design):
    """A design whose template prints the parts in another order than that by which references are numbered."""
    glance = '{% include "parts/glance.md.j2" %}'
    changed = [
        replace(one, text=one.text.replace(glance, "") + f"\n{glance}\n") if one.name == "briefing.md.j2" else one
        for one in design.templates
    ]
    return replace(design, templates=tuple(changed))


@pytest.mark.parametrize("day", DAYS)
def test_word_counts_the_footnotes_as_we_number_the_references(word, request, day):
    briefing = cite(request.getfixturevalue(day))
    document = word(briefing)
    assert counted(document) == [(number, number) for number in range(1, len(briefing.references) + 1)]
    assert shown(document) == printed(briefing)


def test_numbers_are_right_even_where_a_template_prints_in_another_order(word, sample_day, read):
    style_of, text_of = read
    design = with_glance_last(load_design())
    document = word(sample_day, design=design)
    sections = [text_of(one) for one in document.body.iter(f"{W}p") if style_of(one).startswith("Heading2")]
    assert sections[-1] == "At a glance"
    numbers = printed(sample_day, design)
    first = list(dict.fromkeys(numbers))
    assert first != sorted(first)  # else this would test nothing
    assert shown(document) == numbers
    assert all(theirs == ours for theirs, ours in counted(document))


@pytest.mark.parametrize("day", DAYS)
def test_a_number_reads_the_same_in_text_and_field_and_leads_to_its_reference(word, request, day, read):
    _, text_of = read
    document = word(request.getfixturevalue(day))
    links = [one for one in document.body.iter(f"{W}hyperlink") if (one.get(f"{W}anchor") or "").startswith("_Source")]
    assert links
    for link in links:
        number = link.get(f"{W}anchor").removeprefix("_Source")
        assert text_of(link) == f"[{number}]"
        assert f"NOTEREF _Note{number} " in link.find(f".//{W}instrText").text
        assert 10 < len(link.get(f"{W}tooltip")) <= 260


def test_a_footnote_holds_the_source_line_and_leads_to_the_passages(word, sample_day, read):
    style_of, text_of = read
    document = word(sample_day)
    notes = {one.get(f"{W}id"): one for one in document.tree("word/footnotes.xml")}
    assert set(notes) == {"-1", "0", *(str(one.number) for one in sample_day.references)}
    entries = {text_of(one).partition("\t")[0]: text_of(one).partition("\t")[2] for one in document.paragraphs("Reference")}
    titles = {article.id: article.title for article in sample_day.articles}
    for reference in sample_day.references:
        note = notes[str(reference.number)]
        assert style_of(note[0]) == "FootnoteText"
        assert note.find(f".//{W}footnoteRef") is not None
        source = text_of(note).strip().removesuffix(" Passages")
        assert source == entries[str(reference.number)]
        assert titles[reference.article] in source
        assert f"_Source{reference.number}" in [one.get(f"{W}anchor") for one in note.iter(f"{W}hyperlink")]


def test_addresses_of_sources_are_links_in_footnotes_and_in_references(word, sample_day):
    document = word(sample_day)
    for part in ("document", "footnotes"):
        relations = etree.fromstring(document.parts[f"word/_rels/{part}.xml.rels"])
        targets = {one.get("Target") for one in relations if one.get("TargetMode") == "External"}
        assert {article.url for article in sample_day.articles if article.url} & targets
        assert all(re.match(r"https?://|mailto:", target) for target in targets)


def test_each_entry_of_the_references_has_its_passages(word, sample_day, read):
    style_of, text_of = read
    paragraphs = list(word(sample_day).body.iter(f"{W}p"))
    for reference in sample_day.references:
        at = next(
            i
            for i, one in enumerate(paragraphs)
            if style_of(one) == "Reference" and text_of(one).startswith(f"{reference.number}\t")
        )
        quoted = [quoted for quoted in reference.quoted if quoted.paragraph]
        for one, paragraph in zip(quoted, paragraphs[at + 1 :], strict=False):
            assert style_of(paragraph) == "Passage"
            assert text_of(paragraph).startswith(f"¶{one.paragraph}")


def test_a_reference_that_nothing_cites_is_listed_without_a_footnote(word, sample_day, read):
    _, text_of = read
    extra = replace(sample_day.references[0], number=len(sample_day.references) + 1, capture="0" * 64)
    document = word(replace(sample_day, references=(*sample_day.references, extra)))
    assert any(text_of(one).startswith(f"{extra.number}\t") for one in document.paragraphs("Reference"))
    assert not any(f"_Note{extra.number} " in one.text for one in document.body.iter(f"{W}instrText"))
    assert str(extra.number) not in {one.get(f"{W}id") for one in document.tree("word/footnotes.xml")}


def test_references_numbered_in_any_order_keep_their_numbers(word, sample_day):
    shuffled = list(sample_day.references)
    random.Random(6).shuffle(shuffled)
    numbered = tuple(replace(one, number=number) for number, one in enumerate(shuffled, 1))
    briefing = replace(sample_day, references=numbered)
    document = word(briefing)
    assert shown(document) == printed(briefing)
    notes = counted(document)
    assert len(notes) < len(numbered)  # else this would test nothing
    assert all(theirs == ours for theirs, ours in notes)
    assert [one.get(f"{W}id") for one in document.tree("word/footnotes.xml")] == ["-1", "0", *(str(ours) for _, ours in notes)]
    marks = {one.get(f"{W}name") for one in document.body.iter(f"{W}bookmarkStart")}
    assert {one.text.split()[1] for one in document.body.iter(f"{W}instrText") if "NOTEREF" in one.text} <= marks


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_shows_the_numbers_of_the_page(word, sample_day, tmp_path):
    sample_day = replace(sample_day, coverage=replace(sample_day.coverage, left_out=()))  # a reason there has such a number
    design = with_glance_last(load_design())
    (tmp_path / "briefing.docx").write_bytes(word(sample_day, design=design).content)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "briefing.docx")]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    with closing(pypdfium2.PdfDocument(tmp_path / "briefing.pdf")) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    seen = Counter(int(number) for number in re.findall(r"\[(\d+)\]", text))
    assert seen == Counter(printed(sample_day, design))
