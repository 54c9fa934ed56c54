"""Day expressions of Microsoft's Recognizers-Text (MIT) against the day an article is from: the share we resolve as they do.

Their cases are commands to an assistant, so many lie ahead or are written as no news text writes; what is left out is named below
with its reason. Cases are split by the hash of their text: even ones were looked at while the rules were made, odd ones were not.
"""

import hashlib
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.stages.measure.timing.moments import moments

SPECS = Path(__file__).parents[3] / "shared" / "data" / "text_specs.tar.gz"
FOLDER = "text_specs/recognizers/Specs/DateTime/English/"
FILES = ("DateParser", "DateTimeParser", "DateTimeModel")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
HALF_A_YEAR = 183
LEFT = {
    "written in figures with strokes, points or hyphens without a four-digit year first or last, which in prose are scores and sections": (
        rf"\d[./,-]\d|\d[./-]{MONTH}|{MONTH}[./-]\d|\d-\d"
    ),
    "a day number without its month": (
        rf"^(?!.*{MONTH})(?!.*(?:day|year|month|week|ago))\D*\d{{1,2}}(?:st|nd|rd|th)?\b|\bon (?:the )?\d{{1,2}}$|day \d{{1,2}}\b(?!th|st|rd|nd)"
    ),
    "a day of the month spelled out as a word, which news writes in figures": (
        r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twent\w+|thirt\w+|fifteen)\b"
    ),
    "a length of time in months and years, or of odd parts": r"(?:month|year|week|business day|few)s?\b",
    "a time of day or an order to an assistant": (
        r"\b(?:now|end of|eod|my day|this day|this night|the day|past day|last day|hours?|minutes?|mins?|possible|asap|noon|midnight|otd|present|present time)\b"
    ),
    "a year before 1990, or one in words or of two figures": r"\b1[0-8]\d\d|19[0-8]\d|\b(?:nineteen|seventeen|thousand)\b|\bof \d\d$",
    "a feast": r"\b(?:earth|independence|christmas|easter|thanksgiving|mother|father|labor|new year|eve|halloween|hallow|lee|tree|may day|eid)",
    "the clock between day and year": r"\d:\d\d:\d\d \d{4}",
    "a weekday written small": r"(?-i:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
    "a day in eight figures": r"^\d{8}$",
    "no such day": r"feb 30|2/29/2019|fifth sunday",
}


def cases() -> Iterator[tuple[str, date, int, int, set[str]]]:
    """(text, day it is from, start, end, days it may mean) of every case with one expression that means a day."""
    if not SPECS.exists():
        pytest.skip(f"{SPECS} is not there")
    with tarfile.open(SPECS) as archive:
        for name in FILES:
            member = archive.extractfile(f"{FOLDER}{name}.json")
            assert member is not None
            for case in json.loads(member.read().decode("utf-8-sig")):
                if len(case["Results"]) == 1 and "Context" in case:
                    result = case["Results"][0]
                    if days := meant(result):
                        start = case["Input"].lower().find(result["Text"].lower())
                        reference = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
                        yield case["Input"], reference, start, start + len(result["Text"]), days


def meant(result: dict) -> set[str]:
    if result.get("Type", result.get("TypeName", "")).rpartition(".")[2] not in ("date", "datetime"):
        return set()
    if result.get("Value"):
        past = result["Value"].get("PastResolution") or {}
        return {str(past[name])[:10] for name in ("date", "dateTime") if name in past}
    values = (result.get("Resolution") or {}).get("values") or []
    return {value["value"][:10] for value in values if value.get("value", "")[:4].isdigit()}


def verdict(text: str, reference: date, start: int, end: int, days: set[str]) -> str:
    found = [
        moment for moment in moments(text, reference) if moment.start < end and start < moment.end and moment.use != "background"
    ]
    firm = [moment for moment in found if not moment.loose] or found
    got = {str(moment.day) for moment in firm if moment.day}
    return "none" if not got else "right" if got <= days else "wrong"


def reason(text: str, reference: date, days: set[str]) -> str | None:
    if re.search(r"day$", text) and min(days) <= str(reference) and (reference - date.fromisoformat(min(days))).days == 6:
        return "a weekday six days back, which in news is as often the next day"
    if not re.search(r"\d{4}", text) and (reference - date.fromisoformat(min(days))).days > HALF_A_YEAR:
        return "a date without its year that lies nearer ahead than back, which may be a plan or another year's"
    if min(days) > str(reference):
        return "still to come, and no figure is of a day to come"
    return next((why for why, pattern in LEFT.items() if re.search(pattern, text, re.IGNORECASE)), None)


@pytest.mark.parametrize(("half", "floor"), [(0, 0.95), (1, 0.65)], ids=["looked at", "held out"])
def test_days_that_news_names_are_resolved_as_the_published_cases_have_them(half, floor):
    judged: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for text, reference, start, end, days in cases():
        if int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 2 != half:
            continue
        got = verdict(text, reference, start, end, days)
        why = reason(text[start:end], reference, days)
        if why:
            left[why, got] += 1
        else:
            judged[got] += 1
            if got != "right":
                print(got, reference, text, sorted(days))
    print(judged, *left.items(), sep="\n")
    assert judged["right"] / judged.total() >= floor
    assert judged["wrong"] / judged.total() <= 0.05
