"""An edition made of a live blog that was read again and again while it grew: its figures follow each other as its entries do."""

import json
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.errors import Exit

ADDRESS = "https://harbour.example.org/war-live"
SAID = "The Ukrainian air force said {} drones were shot down over the Kharkiv region since the morning of Monday."
SO_FAR = (
    "All day drones have come from the north, and the Ukrainian air force has shot down {} drones over the Kharkiv region so far."
)


def blog(entries: int, standfirst: str) -> str:
    """The page with its first entries, listed in its metadata and shown, the newest on top."""
    listed = [
        {
            "@type": "BlogPosting",
            "headline": f"Drones over the river, report {at}",
            "url": f"{ADDRESS}#{at}",
            "datePublished": f"2025-05-19T17:{8 + 5 * at:02}:00+03:00",
            "articleBody": SAID.format(10 + at),
        }
        for at in range(entries)
    ]
    about = {
        "@type": "LiveBlogPosting",
        "headline": "War in Ukraine: live",
        "datePublished": "2025-05-19T15:08:00+03:00",
        "liveBlogUpdate": listed,
    }
    shown = "".join(f"<p><b>17:{8 + 5 * at:02}</b> {SAID.format(10 + at)}</p>" for at in reversed(range(entries)))
    above = f"<p>{standfirst.format(9 + entries)}</p>" if standfirst else ""
    return (
        f'<!doctype html><html lang="en"><head><title>War in Ukraine: live</title><link rel="canonical" href="{ADDRESS}">'
        f'<meta property="og:site_name" content="The Harbour Post"><script type="application/ld+json">{json.dumps(about)}</script>'
        f"</head><body><article><h1>War in Ukraine: live</h1>{above}{shown}</article></body></html>"
    )


@pytest.mark.slow
@pytest.mark.parametrize("standfirst", ["", SO_FAR], ids=["entries alone", "a standfirst with the newest figure"])
def test_figures_of_a_live_blog_run_from_its_first_entry_to_its_newest(
    standfirst: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for reading, entries in enumerate((1, 3, 5)):
        Path(f"pages/{reading}.html").write_text(blog(entries, standfirst))
        words = ["run", "--input", "pages", "--date", "2025-05-19", "--now", f"2025-05-19T2{reading}:30:00+03:00"]
        assert main([*words, "--formats", "md"]) in (Exit.OK, Exit.NOTHING)
    text = Path("output/ukraine/2025-05-19/briefing.md").read_text()
    assert "Revised upward: 10 → 11 → 12 → 13 → 14." in text
    assert "Revised downward" not in text
    (row,) = (line for line in text.splitlines() if line.startswith("| **Drones"))
    assert row.split("|")[2].strip() == "**14**"
