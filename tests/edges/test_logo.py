"""The logo of a profile: what becomes of pictures, what is refused, and the same bytes every time."""

import base64
import contextlib
import io
import subprocess
import sys

import pypdfium2
import pytest
from PIL import Image

from briefing.edges import press
from briefing.edges.logo import MOST_PIXELS, WIDEST, load_logo
from briefing.errors import Exit, ProfileError

SEAL = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><defs><linearGradient id="g"><stop stop-color="#0a3"/></linearGradient></defs>
<circle cx="50" cy="50" r="40" fill="url(#g)"/><text x="100" y="60" font-size="30">Міністерство</text></svg>"""


def picture(address):
    head, _, data = address.partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data, validate=True)))


def saved(folder, name, size=(1200, 300), mode="RGB", colour="navy", **how):
    path = folder / name
    Image.new(mode, size, colour).save(path, **how)
    return path


def refused(path):
    with pytest.raises(ProfileError) as caught:
        load_logo(path, profile="desk.toml")
    assert caught.value.code is Exit.CONFIG
    said = str(caught.value)
    assert said.startswith("desk.toml: 1 mistake\n  marks.logo: ")
    assert path.name in said
    assert "PNG, JPEG, WebP or SVG" in said
    assert str(path.parent) not in said
    return said


def drawing(folder, text):
    path = folder / "seal.svg"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["seal.png", "seal.jpg", "seal.webp"])
def test_a_raster_comes_out_as_a_png_no_wider_than_is_printed(tmp_path, name):
    made = picture(load_logo(saved(tmp_path, name)))
    assert made.format == "PNG"
    assert made.size == (WIDEST, WIDEST // 4)


def test_a_small_picture_is_not_blown_up(tmp_path):
    assert picture(load_logo(saved(tmp_path, "seal.png", size=(40, 30)))).size == (40, 30)


def test_what_a_photograph_tells_of_its_maker_is_left_out(tmp_path):
    exif = Image.Exif()
    exif[0x013B] = "Somebody Private"
    path = saved(tmp_path, "seal.jpg", exif=exif, comment=b"Somebody Private")
    assert b"Somebody Private" in path.read_bytes()
    made = picture(load_logo(path))
    assert b"Somebody Private" not in made.fp.getvalue()
    assert not made.info


def test_a_photograph_stands_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    assert picture(load_logo(saved(tmp_path, "seal.jpg", size=(200, 100), exif=exif))).size == (100, 200)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "RGBA"])
def test_every_kind_of_colour_is_read(tmp_path, mode):
    name = "seal.jpg" if mode == "CMYK" else "seal.png"
    assert picture(load_logo(saved(tmp_path, name, size=(20, 10), mode=mode, colour=1))).size == (20, 10)


def test_what_was_transparent_stays_so(tmp_path):
    made = picture(load_logo(saved(tmp_path, "seal.png", mode="RGBA", colour=(0, 0, 0, 0))))
    assert made.getextrema()[3] == (0, 0)


def test_a_drawing_is_drawn_with_its_letters(tmp_path):
    made = picture(load_logo(drawing(tmp_path, SEAL)))
    assert made.size == (WIDEST, WIDEST // 2)
    right = made.crop((WIDEST // 2, 0, *made.size))
    assert right.getbbox(), "the letters are missing"


def test_a_drawing_may_say_its_size_in_units(tmp_path):
    svg = SEAL.replace('viewBox="0 0 200 100"', 'width="20mm" height="10mm"')
    assert picture(load_logo(drawing(tmp_path, svg))).size == (WIDEST, WIDEST // 2)


def test_the_same_file_gives_the_same_bytes_wherever_it_is_read(tmp_path):
    path = drawing(tmp_path, SEAL)
    code = f"from pathlib import Path; from briefing.edges.logo import load_logo; print(load_logo(Path({str(path)!r})))"
    again = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    )
    assert again.stdout.strip() == load_logo(path)


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="PATH" width="9" height="9"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file://PATH" width="9" height="9"/>',
        '<image href="data:image/png;base64,AAAA" width="9" height="9"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(http://127.0.0.1/a)" width="9" height="9"/>',
        '<rect style="fill: u\\72l(http://127.0.0.1/a)" width="9" height="9"/>',
        '<style>@import "http://127.0.0.1/a.css";</style>',
        '<filter id="f"><feImage href="PATH"/></filter>',
        "<rect fill=\"url( 'PATH' )\"/>",
    ],
)
def test_a_drawing_that_points_outside_is_refused(tmp_path, inside):
    secret = saved(tmp_path, "secret.png", size=(9, 9))
    refused(drawing(tmp_path, SEAL.replace("</svg>", inside.replace("PATH", str(secret)) + "</svg>")))


def test_a_drawing_that_multiplies_itself_is_refused_at_once(tmp_path):
    layers = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    refused(drawing(tmp_path, SEAL.replace("</svg>", f'<g id="a0"><rect width="1" height="1"/></g>{layers}</svg>')))


def test_a_drawing_with_entities_is_refused(tmp_path):
    refused(drawing(tmp_path, '<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/hostname">]>' + SEAL.replace("Міністерство", "&a;")))


def test_scripts_and_links_of_a_drawing_are_taken_out_and_the_rest_is_drawn(tmp_path):
    svg = SEAL.replace("<circle", '<script>alert(1)</script><a href="http://example.org/"><circle').replace("</svg>", "</a></svg>")
    assert load_logo(drawing(tmp_path, svg)) == load_logo(drawing(tmp_path, SEAL))


@pytest.mark.parametrize(
    "size", ['viewBox="0 0 0 0"', 'viewBox="0 0 1e9 1"', 'width="100%" height="100%"', "", 'viewBox="0 0 1e999 1e999"']
)
def test_a_drawing_without_a_size_is_refused(tmp_path, size):
    refused(drawing(tmp_path, SEAL.replace('viewBox="0 0 200 100"', size)))


def test_a_picture_too_large_to_be_decoded_is_refused_before_it_is(tmp_path):
    said = refused(saved(tmp_path, "seal.png", size=(MOST_PIXELS // 1000 + 1, 1000), mode="1", colour=0))
    assert "4001 × 1000 pixels" in said


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "seal.png"
    path.write_bytes(bytes(5_000_001))
    assert "more than 5 MB" in refused(path)


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"GIF89a" + bytes(30), b"<html></html>", b"<svg", b"\x89PNG\r\n\x1a\n" + bytes(40)]
)
def test_what_is_no_picture_is_refused(tmp_path, content):
    path = tmp_path / "seal.png"
    path.write_bytes(content)
    refused(path)


def test_a_picture_cut_short_is_refused(tmp_path):
    path = saved(tmp_path, "seal.jpg")
    path.write_bytes(path.read_bytes()[:-400])
    refused(path)


def test_a_logo_that_is_not_there_and_one_that_is_a_folder_are_reported(tmp_path):
    assert "No such file" in refused(tmp_path / "missing.png")
    (tmp_path / "folder.png").mkdir()
    assert "Is a directory" in refused(tmp_path / "folder.png")


@pytest.mark.skipif(bool(press.missing()), reason="; ".join(press.missing()))
def test_the_press_prints_a_logo_and_no_other_picture(tmp_path):
    path = saved(tmp_path, "seal.png", size=(40, 20))
    logo = load_logo(path)
    svg = "data:image/svg+xml;base64," + base64.b64encode(SEAL.encode()).decode()
    sources = (logo, svg, logo.replace("image/png", "image/jpeg"), path.as_uri(), "http://127.0.0.1:9/a.png")
    shown = "".join(f'<p><img alt="picture" src="{source}">' for source in sources)
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body><h1>T</h1>{shown}</body></html>'
    )
    with contextlib.closing(pypdfium2.PdfDocument(press.Press()(page))) as document:
        pictures = [thing for thing in document[0].get_objects() if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert len(pictures) == 1
