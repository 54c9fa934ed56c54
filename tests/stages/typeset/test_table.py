"""The table of figures as CSV and JSON."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Figure, Listed, Party, Passage, When
from briefing.stages.typeset.table import COLUMNS, as_csv, as_json


def row(title: str = "Міст закрито", sentence: str = "Two were hurt.", url: str | None = None, **fields) -> Listed:
    article = Article(id="a1", capture="c" * 64, item=1, title=title, publisher=None, url=url, published=When(day=date(2025, 3, 4)))
    passage = Passage(article="a1", paragraph=2, start=5, end=19, sha256="c" * 64)
    figure = Figure(
        **{
            "kind": "injured",
            "value": 2,
            "written": "Two",
            "passage": passage,
            "sentence": sentence,
            "event_date": date(2025, 3, 4),
        }
        | fields
    )
    return Listed(figure=figure, article=article, story="s1", event=4, label="Injured, 4 March", relation="single")


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_both_forms_hold_the_same_rows_with_passage_and_link():
    listed = row(url="https://example.org/a", party=Party(bloc="official", country="UA"), attributed_to="the mayor")
    (line,), (found,) = read(as_csv([listed])), json.loads(as_json([listed]))
    assert list(line) == list(found) == list(COLUMNS)
    assert {name: "" if value is None else str(value) for name, value in found.items()} == line
    assert (found["value"], found["paragraph"], found["start"], found["end"]) == (2, 2, 5, 19)
    assert (found["url"], found["speaks_for"], found["country"]) == ("https://example.org/a", "official", "UA")
    assert found["title"] == "Міст закрито"


def test_what_is_not_known_is_null_and_not_a_word():
    (found,) = json.loads(as_json([row(event_date=None)]))
    assert [found[name] for name in ("event_date", "place", "attributed_to", "currency", "publisher", "url")] == [None] * 6


def test_without_figures_there_is_a_header_and_an_empty_list():
    assert as_csv([]).decode() == ",".join(COLUMNS) + "\r\n"
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_runs_nothing_a_page_says(start):
    (line,) = read(as_csv([row(title=start)]))
    assert line["title"] == f"'{start}"
    assert json.loads(as_json([row(title=start)]))[0]["title"] == start


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_stays_in_its_cell(title, sentence):
    (line,) = read(as_csv([row(title=title, sentence=sentence)]))
    said = sentence.encode("utf-8", "replace").decode()
    assert line["sentence"] in (said, f"'{said}")
    assert line["sha256"] == "c" * 64
