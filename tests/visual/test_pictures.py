"""Every page looks as it did when somebody last looked at it: on paper, on a phone, on a desk.

`UPDATE_PICTURES=1 pytest tests/visual` keeps the pages as they are now. Look at them before you do.
"""

import os
from pathlib import Path

import pytest
from PIL import Image

PICTURES = Path(__file__).parent / "pictures"
MOST = 1_500_000  # bytes of all pictures together
DAYS = ("sample_day", "several_days", "empty_day")
THEMES = ("plain", "ministry")

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("day", DAYS)
def test_the_paper_looks_as_it_did(edition, paper, same_as_kept, day, theme):
    pages = paper(edition(day, theme))
    for number, page in enumerate(pages, 1):
        same_as_kept(f"{day}-{theme}-paper-{number}", page)
    beyond = [path for path in PICTURES.glob(f"{day}-{theme}-paper-*.png") if int(path.stem.rpartition("-")[2]) > len(pages)]
    if os.environ.get("UPDATE_PICTURES"):
        while beyond:
            beyond.pop().unlink()
    assert not beyond, "there were more pages"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("day", DAYS)
def test_the_screen_looks_as_it_did(edition, screen, same_as_kept, day, theme, width):
    same_as_kept(f"{day}-{theme}-screen-{width}", screen(edition(day, theme, "html"), width))


def test_the_pictures_stay_small():
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) < MOST


def test_the_two_themes_differ_at_first_sight(edition, paper, screen, unlike):
    first = [paper(edition("sample_day", theme))[0] for theme in THEMES]
    assert unlike(*first).share > 0.1
    phone = [screen(edition("sample_day", theme, "html"), 390) for theme in THEMES]
    high = min(picture.height for picture in phone)
    assert unlike(*(picture.crop((0, 0, picture.width, high)) for picture in phone)).share > 0.1


def test_a_picture_that_changed_fails_the_check_and_is_left_to_be_looked_at(same_as_kept, monkeypatch):
    monkeypatch.delenv("UPDATE_PICTURES", raising=False)
    kept = PICTURES / "empty_day-plain-paper-1.png"
    with Image.open(kept) as opened:
        page = opened.convert("L")
    same_as_kept(kept.stem, page)
    page.paste(0, (100, 100, 200, 200))
    with pytest.raises(pytest.fail.Exception, match=r"within \(100, 100, 200, 200\)[\s\S]*UPDATE_PICTURES=1"):
        same_as_kept(kept.stem, page)
    with pytest.raises(AssertionError, match="there is no picture nowhere"):
        same_as_kept("nowhere", page)
