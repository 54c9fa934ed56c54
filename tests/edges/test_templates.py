"""Templates and themes: whose file counts, and what is said of a file that cannot."""

import os

import pytest

from briefing.edges.templates import LARGEST, load_design, own_templates, themes
from briefing.errors import ProfileError


@pytest.fixture
def folder(tmp_path):
    """A function: a folder of the user's with these files."""

    def filled(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_md_j2", ".md.j2").replace("_html_j2", ".html.j2").replace(
                "_css", ".css"
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return filled


def refused(override, theme="plain"):
    with pytest.raises(ProfileError) as caught:
        load_design(theme, override=override)
    return caught.value.problems


def test_every_template_of_an_edition_is_found():
    design = load_design()
    names = [template.name for template in design.templates]
    assert {"briefing.md.j2", "page.html.j2", "page.css", "print.css", "theme.css", "parts/stories.md.j2"} <= set(names)
    assert names == sorted(names)
    assert all(template.text for template in design.templates)


def test_a_folder_of_ones_own_replaces_what_it_holds_and_nothing_else(folder):
    design = load_design(override=folder(page_css="body { color: navy }"))
    assert design.text("page.css") == "body { color: navy }"
    assert design.text("print.css") == load_design().text("print.css")


def test_the_profiles_theme_comes_before_its_templates_and_both_before_the_programs(folder):
    mine = folder(themes__ministry__print_css="p{}", themes__ministry__page_css="a{}", page_css="b{}", parts__glance_md_j2="x")
    design = load_design("ministry", override=mine)
    assert design.text("page.css") == "a{}"
    assert design.text("print.css") == "p{}"
    assert design.text("parts/glance.md.j2") == "x"
    plain = load_design("plain", override=mine)
    assert plain.text("page.css") == "b{}"
    assert plain.text("print.css") == load_design().text("print.css")


def test_the_folder_of_the_programs_own_templates_is_no_folder_of_the_users():
    assert load_design(override=own_templates()) == load_design()


def test_a_theme_of_ones_own_is_a_folder_and_needs_no_style_sheet(folder):
    mine = folder(themes__evening__parts__glance_md_j2="x")
    assert load_design("evening", override=mine).text("theme.css") == ""
    assert "evening" in themes(mine)
    assert "evening" not in themes()


@pytest.mark.parametrize("theme", ["minstry", "../ministry", "", ".", "plain/.."])
def test_a_theme_that_exists_nowhere_is_an_error_that_lists_those_that_do(theme):
    (problem,) = refused(None, theme)
    assert f"there is no theme {theme!r}" in problem
    assert "(there are ministry, plain; one of your own is a folder templates/themes/NAME beside a profile)" in problem


def test_a_theme_that_exists_nowhere_says_by_what_it_was_asked_for_and_where_ones_own_go(folder):
    mine = folder(themes__evening__page_css="p{}")
    with pytest.raises(ProfileError) as caught:
        load_design("evenin", override=mine, asked="desk.toml")
    assert str(caught.value) == (
        "desk.toml: 1 mistake\n  theme: there is no theme 'evenin'; is 'evening' meant? "
        f"(there are evening, ministry, plain; one of your own is a folder {mine}/themes/NAME)"
    )


def test_a_theme_nearly_named_is_suggested():
    assert "is 'ministry' meant?" in refused(None, "minstry")[0]


def test_a_file_that_replaces_nothing_is_reported_with_the_nearest_name(folder):
    (problem,) = refused(folder(brefing_md_j2="x"))
    assert problem.endswith("brefing.md.j2: replaces nothing, and no template includes it; is 'briefing.md.j2' meant?")


def test_a_file_that_a_template_includes_is_no_mistake(folder):
    design = load_design(override=folder(briefing_md_j2='{% include "parts/our-desk.md.j2" %}', **{"parts__our-desk_md_j2": "x"}))
    assert design.text("parts/our-desk.md.j2") == "x"


def test_files_of_other_kinds_and_hidden_ones_are_left_alone(folder):
    assert load_design(override=folder(**{"README.txt": "x", ".page_css": "x", "page.css~": "x"})) == load_design()


def test_a_template_that_is_no_text_is_reported_by_name(tmp_path):
    (tmp_path / "page.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"page\.css: is not UTF-8 text"):
        load_design(override=tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "page.css").write_text(" " * (LARGEST + 1))
    assert refused(tmp_path) == (f"{tmp_path / 'page.css'}: is larger than 1 MB",)


def test_links_are_followed_inside_the_folder_only(tmp_path):
    outside = tmp_path / "outside.css"
    outside.write_text("a{}")
    inside = tmp_path / "templates"
    inside.mkdir()
    (inside / "page.css").write_text("b{}")
    (inside / "print.css").symlink_to(inside / "page.css")
    assert load_design(override=inside).text("print.css") == "b{}"
    for target in (outside, tmp_path / "nowhere"):
        (inside / "print.css").unlink()
        (inside / "print.css").symlink_to(target)
        assert "leads out of the folder" in refused(inside)[0]


def test_a_linked_folder_is_refused_and_not_passed_over(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    inside = tmp_path / "templates"
    (inside / "parts-of-mine").mkdir(parents=True)
    (inside / "parts").symlink_to(tmp_path / "elsewhere")
    assert "leads out" in refused(inside)[0]
    (inside / "parts").unlink()
    (inside / "parts").symlink_to(inside / "parts-of-mine")
    assert "link to a folder" in refused(inside)[0]


def test_what_is_no_file_is_refused_without_being_read(tmp_path):
    os.mkfifo(tmp_path / "page.css")
    assert refused(tmp_path) == (f"{tmp_path / 'page.css'}: is no file",)
    (tmp_path / "page.css").unlink()
    (tmp_path / "themes").write_text("x")
    assert refused(tmp_path) == (f"{tmp_path / 'themes' / 'plain'}: Not a directory",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_reported(tmp_path):
    (tmp_path / "page.css").write_text("a{}")
    (tmp_path / "page.css").chmod(0)
    assert "Permission denied" in refused(tmp_path)[0]


@pytest.mark.parametrize(
    "css",
    [
        "a { color: red } </style><script>",
        "/* </STYLE > */",
        '@import "other.css";',
        "@IMPORT 'x.css';",
        "a { background: url(http://example.org/x.png) }",
        "a { background: url( '//example.org/x.png') }",
        "a { background: url(picture.png) }",
        "a { background: u\\72l(http://example.org) }",
        "@\\69 mport 'x';",
        "a { background: image-set('http://example.org/x.png' 1x) }",
    ],
)
def test_a_style_sheet_that_would_fetch_or_end_itself_is_refused_with_its_line(folder, css):
    mine = folder(page_css=f"p {{ color: red }}\n\n{css}\n")
    (problem,) = refused(mine)
    assert problem.startswith(f"{mine / 'page.css'}, line 3: ")


@pytest.mark.parametrize(
    "css",
    [
        "a { background: url(data:image/png;base64,AAAA) }",
        "/* @import and url(http://example.org) are not for us */",
        "a { mask: url('#shape') }",
        'a::after { content: "\\2014" }',
    ],
)
def test_a_style_sheet_that_fetches_nothing_is_taken(folder, css):
    assert load_design(override=folder(page_css=css)).text("page.css") == css


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        '<p onclick="x">',
        '<img src="https://example.org/x.png">',
        '<link rel="stylesheet" href="x.css">',
        '<a href="javascript:x">',
        '<meta http-equiv="refresh" content="0">',
    ],
)
def test_a_template_with_a_script_or_a_foreign_file_is_refused_with_its_line(folder, html):
    mine = folder(page_html_j2="{# a\nremark #}\n" + html)
    assert refused(mine)[0].startswith(f"{mine / 'page.html.j2'}, line 3: ")


def test_all_mistakes_are_said_at_once(folder):
    assert len(refused(folder(page_css="@import 'x'", print_css="</style>", prnt_css="x"))) == 3


def test_our_own_templates_pass_what_is_asked_of_a_users(tmp_path):
    own = own_templates()
    for template in load_design().templates:
        if (own / template.name).is_file():
            path = tmp_path / template.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(template.text, encoding="utf-8")
    load_design(override=tmp_path)
