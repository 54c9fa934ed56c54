"""The examples of docs/templates.md are run, and its lists are whole."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from briefing.edges.templates import load_design, own_templates
from briefing.stages.typeset import typeset
from briefing.stages.typeset.restraint import Budget

TEXT = (Path(__file__).parents[3] / "docs" / "templates.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"`templates/([a-z./0-9-]+)`:\n\n```\w+\n(.*?)```", TEXT, re.DOTALL)
filling = import_module("briefing.stages.typeset.fill")


@pytest.fixture
def evening(tmp_path):
    """The design that the document's files make."""
    for name, content in EXAMPLES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return load_design("evening", override=tmp_path)


def made(briefing, design):
    edition, failures = typeset(briefing, formats=("md", "html"), design=design, press=None, archive="", facts={})
    assert not failures
    return {name: content.decode() for name, content in edition.files}


def named_in(table: str) -> set[str]:
    """The names at the beginning of each code in the first column of a table."""
    rows = TEXT.partition(f"| {table} |")[2].partition("\n\n")[0].splitlines()[2:]
    return {re.match(r"\w+", code)[0] for row in rows for code in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_there_are_examples():
    assert {name for name, _ in EXAMPLES} >= {"themes/evening/theme.css", "parts/glance.md.j2"}


def test_the_examples_make_an_edition(evening, sample_day, empty_day):
    full, empty = made(sample_day, evening), made(empty_day, evening)
    assert "--accent: #7a2e1d" in full["briefing.html"]
    glance = full["briefing.md"].partition("## At a glance")[2].partition("##")[0]
    assert glance.count("\n- ") == len(sample_day.highlights)
    assert glance.rstrip().endswith(f"*{sample_day.highlights[-1].label}*")
    assert "next edition" in empty["briefing.md"].partition("## No news in this period")[2].partition("##")[0]


def test_every_function_and_filter_there_is_stands_in_the_document(sample_day, monkeypatch):
    seen = []
    original = filling.sandbox
    monkeypatch.setattr(filling, "sandbox", lambda *given, **more: seen.append(original(*given, **more)) or seen[-1])
    filling.fill(sample_day, load_design(), for_page=True)
    environment, jinjas = seen[0], set(Budget(None).filters())
    assert named_in("function") == set(environment.globals)
    assert named_in("filter") == set(environment.filters) - jinjas
    listed = set(re.findall(r"`(\w+)`", TEXT.partition("Of Jinja's own filters there are")[2].partition("\n\n")[0]))
    assert listed == jinjas - {"e", "escape"}


def test_every_custom_property_in_the_document_is_one_of_the_style_sheets():
    styles = (own_templates() / "page.css").read_text(encoding="utf-8")
    named = set(re.findall(r"`(--[a-z0-9-]+)`", TEXT.partition("| custom property |")[2].partition("\n\n")[0]))
    assert named
    assert {name for name in named if f"{name}:" not in styles} == set()


def test_every_class_in_the_document_may_stand_on_the_page():
    page = import_module("briefing.stages.typeset.page")
    named = set(re.findall(r"`([a-z-]+)`", TEXT.partition("| class |")[2].partition("\n\n")[0]))
    assert named <= set(page._CLASSES)


def test_every_file_in_the_document_is_there():
    table = TEXT.partition("| file |")[2].partition("\n\n")[0]
    names = {name for row in table.splitlines()[2:] for name in re.findall(r"`([a-z/0-9-]+\.[a-z0-9.]+)`", row.split("|")[1])}
    assert {name for name in names if not (own_templates() / name).is_file()} == {"theme.css"}
