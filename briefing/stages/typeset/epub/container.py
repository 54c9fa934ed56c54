"""The archive an e-book is: the same bytes for the same files."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FOLDER = "EPUB"
PACKAGE = f"{FOLDER}/package.opf"
_MIMETYPE = b"application/epub+zip"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that the format can say
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The e-book of its files by name in its folder, in their order; first, and as it is, what kind of file it is."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype"), _MIMETYPE, ZIP_STORED)
        archive.writestr(_entry("META-INF/container.xml"), _CONTAINER.encode(), ZIP_DEFLATED, 9)
        for name, content in files.items():
            archive.writestr(_entry(f"{FOLDER}/{name}"), content, ZIP_DEFLATED, 9)
    return out.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=_FIRST_DAY)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
