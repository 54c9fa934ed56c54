"""The figures of an edition as CSV: each printed value once, with its passage, safe to open."""

import csv
import io
from dataclasses import replace

import pytest

from briefing.stages.typeset.printed_table import COLUMNS, printed_csv


def read(briefing):
    data = printed_csv(briefing)
    assert data.startswith(b"\xef\xbb\xbf")  # else a spreadsheet guesses another encoding
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sides(briefing):
    tallies = [*briefing.tallies, *(tally for spot in briefing.spots for tally in spot.tallies)]
    tallies += [tally for chapter in briefing.chapters for report in chapter.reports for tally in report.differences]
    found = [side for tally in tallies for side in tally.sides] + [side for total in briefing.totals for side in total.sides]
    return found + [bar.side for chart in briefing.charts for bar in chart.bars]


@pytest.mark.parametrize("name", ["sample_day", "several_days"])
def test_every_printed_value_is_there_and_once(request, name):
    briefing = request.getfixturevalue(name)
    rows = [row for row in read(briefing) if row["relation"] != "sum"]
    for side in sides(briefing):
        spot = side.statement.passages[0]
        place = (spot.article, str(spot.paragraph), spot.sha256, side.said_by)
        there = [row for row in rows if (row["article"], row["paragraph"], row["sha256"], row["said_by"]) == place]
        same = [row for row in there if int(row["start"]) < spot.end and spot.start < int(row["end"])]
        same = [row for row in same if (float(row["value"]) if row["value"] else None) == side.value]
        kinds = [row["kind"] for row in same]
        assert kinds
        assert len(kinds) == len(set(kinds))


def test_a_number_and_the_clause_around_it_are_one_value(sample_day):
    tally = sample_day.tallies[0]
    side = tally.sides[0]
    (spot,) = side.statement.passages
    whole = next(one for one in sample_day.articles if one.id == spot.article).paragraphs[spot.paragraph - 1]
    clause = replace(side.statement, text=whole, passages=(replace(spot, start=0, end=len(whole)),))
    longer = replace(tally, sides=(replace(side, statement=clause),))
    assert len(read(replace(sample_day, tallies=(tally, longer)))) == len(read(replace(sample_day, tallies=(tally,))))


def test_a_row_holds_all_that_the_page_says_of_a_value(sample_day):
    row = next(row for row in read(sample_day) if row["as_printed"] == "four")
    assert (row["label"], row["kind"], row["place"], row["event_date"]) == ("Killed, Izmail", "killed", "Izmail", "2025-03-12")
    assert (row["said_by"], row["as_of"], row["relation"], row["stance"]) == (
        "State Emergency Service",
        "2025-03-12",
        "revised",
        "said",
    )
    assert (row["section"], "figures" in row["printed_in"], "story" in row["printed_in"]) == ("Strikes", True, True)
    article = next(one for one in sample_day.articles if one.id == row["article"])
    paragraph = article.paragraphs[int(row["paragraph"]) - 1]
    assert paragraph[int(row["start"]) : int(row["end"])] == "four"
    assert "four" in row["sentence"]
    assert row["sentence"] in paragraph
    numbers = {(one.article, one.capture): str(one.number) for one in sample_day.references}
    assert row["references"] in {numbers.get((article.id, row["sha256"])), numbers.get((article.id, ""))}
    assert (row["publisher"], row["title"], row["url"]) == (article.publisher or "", article.title, article.url or "")


def test_a_sum_names_all_its_parts(several_days):
    sums = [row for row in read(several_days) if row["relation"] == "sum"]
    assert len(sums) == sum(total.sum is not None for total in several_days.totals)
    assert all(row["value"] and row["references"] and row["further_passages"] for row in sums)


def test_rows_are_numbered_so_that_the_mark_clings_to_no_name(sample_day):
    rows = read(sample_day)
    assert [row["row"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    header = printed_csv(sample_day).decode("utf-8").splitlines()[0]
    assert header.split(",")[1:] == list(COLUMNS[1:])


def test_an_edition_without_figures_is_a_header(empty_day):
    assert printed_csv(empty_day).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_spreadsheet_runs_nothing_a_source_says(sample_day, start):
    evil = f'{start}HYPERLINK("http://example.org","x")'
    articles = tuple(replace(one, publisher=evil, title=evil, url=evil) for one in sample_day.articles)
    tallies = tuple(
        replace(tally, label=evil, place=evil, sides=tuple(replace(side, said_by=evil) for side in tally.sides))
        for tally in sample_day.tallies
    )
    rows = read(replace(sample_day, articles=articles, tallies=tallies))
    assert rows
    for row in rows:
        for column in ("publisher", "title", "url", "label", "place", "said_by"):
            assert not row[column].startswith(start)


def test_the_same_briefing_gives_the_same_bytes(sample_day):
    assert printed_csv(sample_day) == printed_csv(sample_day)
