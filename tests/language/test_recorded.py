"""What is recorded in English is known by its form and said in another language, whatever stands in its gaps."""

import ast
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.catalogue import catalogue
from briefing.language.recorded import LONGEST
from briefing.language.records import COUNTED, MESSAGES

ROOT = Path(__file__).parents[2] / "briefing"
UKRAINIAN = catalogue("uk")
# Where records are made: modules, and there the functions and names that are handed one.
MADE_BY = {
    "Refusal": "reason",
    "When": "evidence",
    "Reason": "what",
    "LeftOut": "reason",
    "Dropped": "reason",
    "Failure": "reason",
    "Broken": "reason",
    "_Tear": "reason",
    "Listing": "wrong",
    "Feed": "wrong",
    "NoAnswer": "reason",
}
HANDED = {
    "UnreadableError": 0,
    "_made": 1,
    "structured": 2,
    "NotFetchedError": 0,
    "UnpackingError": 0,
    "ImapError": 0,
}
RETURNED = ("stages/verify", "stages/extract/refusal/refuse.py", "stages/gather/answered.py", "stages/gather/remarks.py")
FREE = {"", "7"}
# What stands for 7 in these is one of a few things, with each of which they are messages.
OF_A_FEW_VALUES = {
    "article 7 has no 7",
    "“7” in 7",
    "“7” in the dateline7",
    "“7” in the text, the first from “7” in 7 on",
    "names a 7",
    "the server ended the connection 7",
    "7 more than the 7 that are read of 7",
}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("the page is empty", "сторінка порожня"),
        ("too little text for an article (41 words)", "замало тексту для статті (41 слово)"),
        (
            "War and violence holds 8 stories, and this one ranks lower",
            "у розділі «War and violence» лише 8 сюжетів, а цей нижчий за рангом",
        ),
        ("1 article that was read is dated outside the period.", "1 прочитана стаття датована поза цим періодом."),
        ("2,140 articles that were read are dated outside the period.", "2\u00a0140 прочитаних статей датовано поза цим періодом."),
        ("23,000 without power", "23\u00a0000 без електрики"),
        ("dozens injured", "поранених: dozens"),
        ("1.2 billion USD", "1,2\u00a0млрд USD"),
        ("the page says only when it was updated: the feed", "сторінка вказує лише час оновлення: стрічка новин"),
        (
            "The page writes “Monday, January 23”; 23 January 2024 was a Tuesday.",
            "На сторінці написано «Monday, January 23», але 23\u00a0січня 2024 року — це вівторок.",
        ),
        (
            "none of its articles was published on or speaks of 2024-01-02",
            "жодну зі статей не опубліковано 2\u00a0січня 2024 року, і жодна не згадує цього дня",
        ),
        ("Articles read by language: en 21, not known 3.", "Прочитані статті за мовами: en 21, невідомо 3."),
    ],
)
def test_a_record_is_said_in_ukrainian(record, said):
    assert UKRAINIAN.retold(record) == said


@pytest.mark.parametrize(
    "record", ["", "errno 7 on a day of wind", "сторінка порожня", "the page is empty!", "9" * 20 + " killed and gone"]
)
def test_what_has_no_known_form_is_left_to_the_caller(record):
    assert UKRAINIAN.retold(record) is None


def test_english_says_every_record_as_it_is():
    assert catalogue("en").retold("errno 7") == "errno 7"


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_looked_up_without_harm(one, other):
    for words in (one, f"“{one}” in “{other}”", f"{one} holds {other} stories, and this one ranks lower", f"{one} billion {other}"):
        said = UKRAINIAN.retold(words)
        assert said is None or "%(" not in said or "%(" in one + other


def test_looking_up_takes_no_long_time_whatever_is_looked_up():
    hostile = ("“" + "” in “" * 200)[: LONGEST - 1] + "”"
    started = time.perf_counter()
    for _ in range(20):
        UKRAINIAN.retold(hostile)
    assert time.perf_counter() - started < 2
    assert UKRAINIAN.retold("the page is empty" + " " * LONGEST) is None


def sample(node: ast.expr) -> list[str]:
    """What an expression may say, each value in it written as 7: of a constant, an f-string, a choice between such."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)]
    if isinstance(node, ast.IfExp):
        return [*sample(node.body), *sample(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [one for value in node.values for one in sample(value)]
    if isinstance(node, ast.Subscript):
        return sample(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strip":
        return sample(node.func.value)
    return []


def made(path: Path) -> list[str]:
    """The records a module makes, as far as they stand where they are handed on."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found += [
                one.value for one in node.keywords if one.arg == MADE_BY.get(name) or (name == "replace" and one.arg == "evidence")
            ]
            if name in HANDED and len(node.args) > HANDED[name]:
                found.append(node.args[HANDED[name]])
        if isinstance(node, ast.Return) and node.value is not None and any(part in path.as_posix() for part in RETURNED):
            found.append(node.value)
    return [words for node in found for words in sample(node) if words not in FREE]


def test_every_record_a_module_makes_is_among_the_messages():
    folders = ("stages", "edges", "collecting", "language/feeds")
    modules = [*(path for folder in folders for path in (ROOT / folder).rglob("*.py")), ROOT / "pipeline.py"]
    records = {(path.name, words) for path in modules for words in made(path)}
    assert len(records) > 60
    unknown = {words for _, words in records if UKRAINIAN.retold(words) is None}
    assert unknown == OF_A_FEW_VALUES


def test_every_message_is_known_by_its_own_form():
    for message in MESSAGES:
        assert UKRAINIAN.retold(message.replace("%(", "(").replace(")s", ")")) is not None, message
    for one, many in COUNTED:
        for count, form in ((1, one), (2, many), (5, many)):
            said = UKRAINIAN.retold(form.replace("%(n)s", str(count)).replace("%(section)s", "A").replace("%(languages)s", "b"))
            assert said is not None, form
            assert str(count) in said, form
