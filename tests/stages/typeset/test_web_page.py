"""The pages behind the links in mails: small, whole in themselves, in any language, and the same for everybody."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from briefing.edges.templates import load_design
from briefing.stages.typeset.web_page import KINDS, web_page

DESIGN = load_design()
ASKING = {"leave": "leave", "confirm": "confirm", "left": "back", "spent-leave": "back"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_needs_nothing_from_outside_and_runs_nothing(kind):
    page = web_page(kind, DESIGN, language="en", title="Harbour daily").html
    assert not re.search(r"<script|<img|<link|<iframe|http-equiv|\son\w+=|https?://|url\(|@import", page)
    assert len(page) < 6_000


@pytest.mark.parametrize("kind", KINDS)
def test_its_one_style_is_the_one_its_source_allows(kind):
    page = web_page(kind, DESIGN, language="en")
    [style] = re.findall(r"<style>(.*?)</style>", page.html, re.DOTALL)
    assert page.style == f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    assert "prefers-color-scheme: dark" in style
    assert " style=" not in page.html


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_posts_to_where_the_page_stands(kind):
    tree = html.document_fromstring(web_page(kind, DESIGN, language="en", title="Harbour").html)
    asked = [("POST", None, ASKING[kind])] if kind in ASKING else []
    assert [(form.method, form.action, form.find("button[@name='do']").get("value")) for form in tree.iter("form")] == asked
    assert len(tree.findall(".//button")) == len(asked)
    assert len(tree.findall(".//h1")) == 1
    assert tree.findall(".//input") == tree.findall(".//a") == []


def test_the_list_is_named_where_it_is_known():
    assert "Harbour daily" in web_page("leave", DESIGN, language="en", title="Harbour daily").html
    assert 'class="list"' not in web_page("spent-leave", DESIGN, language="en").html


@given(title=st.text(), kind=st.sampled_from(KINDS))
@settings(max_examples=40)
def test_a_title_is_text_whatever_it_says(title, kind):
    made = web_page(kind, DESIGN, language="en", title=f"<script>{title}").html
    plain = web_page(kind, DESIGN, language="en", title="x").html
    assert re.findall(r"<[a-z]+", made) == re.findall(r"<[a-z]+", plain)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_in_its_language(kind):
    assert '<html lang="uk">' in web_page(kind, DESIGN, language="uk").html
    english = html.document_fromstring(web_page(kind, DESIGN, language="tlh").html)
    assert english.get("lang") == "en"


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits_a_phone_and_a_desk_and_its_button_is_large_enough(chromium, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    shown = context.new_page()
    for kind in KINDS:
        shown.set_content(web_page(kind, DESIGN, language="en", title="Harbour daily " + "x" * 60).html)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        for button in shown.query_selector_all("button"):
            assert button.bounding_box()["height"] >= 44
        paper = shown.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (max(map(int, re.findall(r"\d+", paper)[:3])) < 60) == (scheme == "dark")
    context.close()
