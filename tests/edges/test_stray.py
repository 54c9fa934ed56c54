"""What lies among the user's templates and is not used is told, with the nearest right name."""

from pathlib import Path

import pytest

from briefing.edges.stray import stray


@pytest.fixture
def desk(tmp_path: Path):
    """A function: the remarks on a folder with these files beside its profile."""

    def remarks(*files: str, theme: str = "plain") -> list[str]:
        for name in files:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("p{}")
        return [remark.removeprefix(f"{tmp_path}/") for remark in stray(tmp_path / "desk.toml", theme)]

    return remarks


def test_what_is_in_use_or_has_nothing_to_do_with_templates_is_passed_over(desk):
    assert (
        desk("templates/page.css", "templates/themes/evening/theme.css", "templates/README.txt", "pages/a.css", theme="evening")
        == []
    )


@pytest.mark.parametrize("name", ["template", "Templates", "templats"])
def test_a_folder_nearly_called_templates_is_told(desk, name):
    assert desk(f"{name}/page.css") == [f"{name}: is not read; is 'templates' meant?"]


def test_a_folder_nearly_called_themes_and_a_file_in_no_theme_are_told(desk):
    assert desk("templates/theme/evening/x.txt", "templates/themes/theme.css") == [
        "templates/themes/theme.css: is not used; a theme is a folder in themes, with files in it",
        "templates/theme: is not the folder of themes; is 'themes' meant?",
    ]


def test_a_theme_that_is_not_in_use_is_told_with_the_name_it_is_near_to_and_what_is_wrong_in_it(desk):
    assert desk("templates/themes/minstry/theme.css", "templates/themes/minstry/pge.css", theme="ministry") == [
        "templates/themes/minstry: is not in use; the theme is 'ministry'; is 'ministry' meant?",
        "templates/themes/minstry/pge.css: replaces nothing, and no template includes it; is 'page.css' meant?",
    ]


@pytest.mark.parametrize(
    ("name", "meant"), [("parts/glance.md", "glance.md.j2"), ("theme.css.txt", "theme.css"), ("page.scss", "page.css")]
)
def test_a_file_of_another_kind_that_is_nearly_called_a_template_is_told(desk, name, meant):
    assert desk(f"templates/{name}") == [f"templates/{name}: is not read; is '{meant}' meant?"]


def test_of_many_the_first_are_told_and_the_rest_counted(desk):
    said = desk(*(f"templates/themes/theme-{number}/theme.css" for number in range(30)))
    assert len(said) == 21
    assert said[-1] == "and 10 more"
