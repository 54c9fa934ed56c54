"""Settings of all tests: properties have no deadline (machines are shared), and a failure prints how to repeat it. And a browser."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing.edges import fonts

settings.register_profile("briefing", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefing")

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """A headless Chromium with the packaged fonts alone, so that no machine's own fonts change a page; skips where there is none.

    It lasts for a module and no longer: as long as it runs, its event loop is the thread's, and a second one, or any other use of
    asyncio in that thread, is refused.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((path for path in CHROMIUM if Path(path).is_file()), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("chromium")
    (folder / "fonts.conf").write_text(fonts.configuration(folder / "cache"), encoding="utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "LC_ALL": "C.UTF-8"}
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=path, env=environment, args=["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"]
        )
        yield browser
        browser.close()
