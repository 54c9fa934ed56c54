"""Templates as texts."""

import pytest

from briefing.edges.templates import NAMES, load_templates
from briefing.errors import ProfileError


def test_every_template_of_an_edition_is_found():
    texts = load_templates()
    assert tuple(texts) == NAMES
    assert all(texts.values())


def test_a_folder_of_ones_own_replaces_what_it_holds_and_nothing_else(tmp_path):
    (tmp_path / "page.css").write_text("body { color: navy }", encoding="utf-8")
    texts = load_templates(tmp_path)
    assert texts["page.css"] == "body { color: navy }"
    assert texts["print.css"] == load_templates()["print.css"]


def test_a_template_that_is_no_text_is_reported_by_name(tmp_path):
    (tmp_path / "page.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"page\.css: is not UTF-8 text"):
        load_templates(tmp_path)
