"""What stands between a hostile text and a parser."""

import unicodedata
from html import unescape

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown_it import MarkdownIt

from briefing.stages.typeset.inert import LONGEST_WORD, MOST_MARKS, NOTHING, inert, readable, tidy

MARKUP = st.text(alphabet="\\`*_{}[]()#+-.!|<>&~^$=:;%'\"@/ \n\tab19é", max_size=40)
ANY = st.text(max_size=60) | MARKUP | st.text(alphabet="a\u0301\u0302\u200d\u202e\u00ad \u2028́їґ§\ud800", max_size=40)
LINES = (
    "1. First, nothing",
    "23) no list",
    "- dash",
    "+ plus",
    "> not a quotation",
    "# no heading #",
    "=== ",
    "---",
    ": no definition",
    "~~~ no fence",
    "[^1]: no source of ours",
    "[TOC]",
    "![a](http://b.example/c.png)",
    "![a][b] Run!",
    "<script>alert(1)</script> &lt;b&gt; &copy; &#60;",
    "a | b \\| c",
    "{#x onmouseover=alert(1)} {: .y }",
    "**b** __b__ *i* _i_ `c` ``c` c``",
    "<https://a.example> <a@b.example>",
    "\\* \\\\ \\` \\",
    "x ^2^ ~2~ ~~gone~~ $a$ and $5 to $6",
    "    four spaces",
    "{{ 7 * 7 }} {% raw %}",
)


def converted(markdown):
    made = Markdown(extensions=[TableExtension(), AttrListExtension(), FootnoteExtension()]).convert(markdown)
    return " ".join(unescape(nh3.clean(made, tags=set())).split(" ")).strip()


def tags(html):
    return set(nh3.clean(html, tags={"p"}).split()) and nh3.clean(html, tags=set()) != html


@given(ANY)
def test_a_tidy_text_stays_as_it_is_when_tidied_again(text):
    assert tidy(tidy(text)) == tidy(text)


@given(ANY)
def test_a_tidy_text_is_one_line_of_visible_composed_characters(text):
    tidied = tidy(text)
    assert tidied == unicodedata.normalize("NFC", tidied).strip()
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") for char in tidied)
    assert not set(tidied) & set("\u202a\u202b\u202d\u202e\u2066\u2069\u00ad\ufeff\u200b")
    assert tidied


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("Їжак  з’їв\nґанок — 10 000 ₴, об’єкт № 7", "Їжак з’їв ґанок — 10 000 ₴, об’єкт № 7"),
        ("Ещё раз: подъём", "Ещё раз: подъём"),
        ("і\u0308", "ї"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्‍ष", "क्‍ष"),
        ("pass\u200dword", "password"),
        ("gnp.\u202eexe", "gnp.exe"),
        ("\x00\x1b[31m\x02wzxhzdk:0\x03", "[31mwzxhzdk:0"),
        ("\ud83d x", "\ufffd x"),
        ("\ud83d\ude80", "🚀"),
        ("  ", NOTHING),
        ("\u200b\u2060", NOTHING),
    ],
)
def test_texts_are_tidied_and_letters_survive(text, tidied):
    assert tidy(text) == tidied


def test_a_letter_carries_no_more_than_a_few_marks():
    assert tidy("ẩ" + "\u0301" * 100_000).count("\u0301") == MOST_MARKS


def test_a_word_without_end_is_cut_and_unspaced_scripts_are_not():
    assert tidy("x" * 5_000) == "x" * (LONGEST_WORD - 1) + "…"
    assert tidy("漢" * 300) == "漢" * 300


def test_a_text_is_cut_at_the_length_asked_for():
    assert tidy("word " * 100, 20) == "word word word word…"
    assert len(tidy("a b" * 10_000)) == 4_000


@given(ANY)
def test_an_inert_text_has_no_ascii_punctuation_but_its_references(text):
    left = nh3.clean(inert(text), tags=set())
    assert unescape(left) == tidy(text)
    assert not set(inert(text).replace("<bdi>", "").replace("</bdi>", "")) & set("\\`*_{}[]()<>!|\"'~^$=:@/+-.%?,")


@given(ANY)
def test_conversion_gives_an_inert_text_back_exactly(text):
    assert converted(inert(text)) == tidy(text)


@given(ANY | st.sampled_from(LINES))
def test_conversion_gives_a_readable_text_back_exactly(text):
    assert converted(f"{readable(text)}[^1]\n\n[^1]: source").startswith(tidy(text))
    assert converted(readable(text)) == tidy(text)


@given(ANY | st.sampled_from(LINES))
def test_a_second_parser_reads_a_readable_text_as_plain_text(text):
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(readable(text))
    assert rendered.startswith("<p>")
    assert rendered.endswith("</p>\n")
    assert "<" not in rendered[3:-5]
    assert unescape(rendered[3:-5]) == tidy(text)


@pytest.mark.parametrize("text", LINES)
def test_lines_that_would_open_a_block_are_read_as_words(text):
    assert converted(readable(text)) == converted(inert(text)) == tidy(text)


@pytest.mark.parametrize(
    "text", ["12 people, 5.5 km", "“Plain words,” she said.", "Їжак — 310 млн ₴; № 7", "M&S and R&D", "$1.2 billion"]
)
def test_ordinary_sentences_stay_readable_as_they_are(text):
    assert readable(text) == text


@pytest.mark.parametrize("text", ["&#x3c", "a &lt", "R&D", "&#60"])
def test_a_semicolon_of_the_template_makes_no_reference_of_the_end_of_a_text(text):
    assert converted(f"drawn from {readable(text)}; more") == f"drawn from {text}; more"
