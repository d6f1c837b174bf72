"""The HTML report in a real browser: Debian's Chromium, without a window."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from compliance.findings import Assessment
from compliance.reports import Manner, named

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """A browser with a profile of its own that records every request."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def page(assessment: Assessment, tmp_path: Path) -> str:
    """The address of the report on the disk."""
    file = tmp_path / "报告.html"
    form = named("html")
    assert form is not None
    with file.open("wb") as out:
        form.write(assessment, Manner(), out)
    return file.as_uri()


def requests(browser: webdriver.Chrome) -> list[str]:
    """The address of every request but those for the browser's own start page, which lies within it."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith(("chrome:", "data:"))]


def seen(browser: webdriver.Chrome, selector: str) -> list[WebElement]:
    """The elements that a reader can see, by the browser's own account."""
    found = browser.find_elements(By.CSS_SELECTOR, selector)
    return [element for element in found if browser.execute_script("return arguments[0].checkVisibility()", element)]


def text_of_gaps(browser: webdriver.Chrome) -> str:
    """What a reader sees under the gaps."""
    return browser.find_element(By.ID, "gaps").text


def test_the_report_opens_from_disk_and_asks_no_host(browser: webdriver.Chrome, page: str) -> None:
    """All gaps are there, the file itself is the one request, and the policy had nothing to refuse."""
    browser.get(page)
    assert len(seen(browser, "#gaps tbody:not(.g)")) == 7
    assert "自次日起第20个工作日为2018-10-08" in text_of_gaps(browser)
    assert requests(browser) == [page]
    assert browser.get_log("browser") == []


def test_without_javascript_the_same_findings_are_there(browser: webdriver.Chrome, page: str) -> None:
    """An office whose browser runs no script reads the same."""
    browser.get(page)
    with_script = text_of_gaps(browser), browser.find_element(By.ID, "open").text
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(page)
    assert (text_of_gaps(browser), browser.find_element(By.ID, "open").text) == with_script


def test_a_cell_of_the_log_cannot_run(browser: webdriver.Chrome, page: str) -> None:
    """The script in the hostile row stands there as text; no dialogue opens."""
    browser.get(page)
    assert '<script>alert("x")</script>' in text_of_gaps(browser)
    assert len(browser.find_elements(By.TAG_NAME, "script")) == 1


def test_folded_sections_open_by_a_click(browser: webdriver.Chrome, page: str) -> None:
    """What is met is out of sight until it is asked for."""
    browser.get(page)
    assert not seen(browser, "details .findings")
    browser.find_element(By.CSS_SELECTOR, "#others details summary").click()
    assert "2018-02" in seen(browser, "details .findings")[0].text


def test_print_shows_what_is_folded(browser: webdriver.Chrome, page: str) -> None:
    """On paper nothing can be clicked: every section is open, without a script."""
    browser.get(page)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert len(seen(browser, "details .findings")) == 4
    assert not seen(browser, "nav")


def test_the_page_fits_a_narrow_window(browser: webdriver.Chrome, page: str) -> None:
    """Nothing sticks out of the width of A4 on a screen."""
    browser.set_window_size(820, 1000)
    browser.get(page)
    width = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0
