"""Templates as texts."""

import pytest

from briefing.edges.templates import load_design
from briefing.errors import ProfileError


def test_every_template_of_an_edition_is_found():
    design = load_design()
    names = [template.name for template in design.templates]
    assert {"briefing.md.j2", "page.html.j2", "page.css", "print.css", "theme.css", "parts/stories.md.j2"} <= set(names)
    assert names == sorted(names)
    assert all(template.text for template in design.templates)


def test_a_folder_of_ones_own_replaces_what_it_holds_and_nothing_else(tmp_path):
    (tmp_path / "page.css").write_text("body { color: navy }", encoding="utf-8")
    design = load_design(override=tmp_path)
    assert design.text("page.css") == "body { color: navy }"
    assert design.text("print.css") == load_design().text("print.css")


def test_a_template_that_is_no_text_is_reported_by_name(tmp_path):
    (tmp_path / "page.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"page\.css: is not UTF-8 text"):
        load_design(override=tmp_path)
