"""The index of a folder of reports in a real browser."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from tests.reports.test_browser import browser, requests
from typer.testing import CliRunner

from compliance.checking.folder import folder_of_reports
from compliance.checking.staging import write_whole
from compliance.cli.application import application
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.reports import Manner, named

__all__ = ["browser"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(driver: webdriver.Chrome) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with the page that is open."""
    found = driver.execute_async_script(
        f"{AXE}; const done = arguments[arguments.length - 1]; axe.run().then(found => done(found.violations));"
    )
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in found]


def opened(driver: webdriver.Chrome, assessment: Assessment, folder: Path, language: Language) -> None:
    """The index of the folder, from the disk."""
    html, data = named("html"), named("json")
    assert html is not None and data is not None
    write_whole(folder_of_reports(assessment, folder, [data, html], Manner(language)))
    driver.get((folder / "index.html").as_uri())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_index_can_be_read_by_everybody(
    browser: webdriver.Chrome, assessment: Assessment, tmp_path: Path, language: Language
) -> None:
    """Axe finds nothing wrong, nothing is loaded but the file itself, and the console is silent."""
    opened(browser, assessment, tmp_path / "通报", language)
    assert requests(browser) == [browser.current_url]
    assert browser.get_log("browser") == []
    assert violations(browser) == []


def test_every_link_of_the_index_leads_to_a_report(
    browser: webdriver.Chrome, assessment: Assessment, tmp_path: Path
) -> None:
    """Whatever an agency is called, a click opens its page; the other formats lie there too."""
    opened(browser, assessment, tmp_path / "通报", "zh")
    names = [link.text for link in browser.find_elements(By.CSS_SELECTOR, "th a") if link.text != "json"]
    assert sorted(names) == sorted(agency.agency or "（未注明单位）" for agency in assessment.agencies)
    for name in names:
        browser.find_element(By.LINK_TEXT, name).click()
        assert browser.title == "公开时限合规检查报告"
        assert name in browser.find_element(By.TAG_NAME, "main").text
        browser.back()
    assert len(list((tmp_path / "通报").glob("*.json"))) == len(names)


def test_the_index_fits_the_window(browser: webdriver.Chrome, assessment: Assessment, tmp_path: Path) -> None:
    """On a telephone its table is moved by itself, also with the keyboard; the page is as wide as the window."""
    size = {"width": 390, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    opened(browser, assessment, tmp_path / "通报", "zh")
    out = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert out == 0
    assert browser.find_element(By.CSS_SELECTOR, ".scroll").get_attribute("tabindex") == "0"


def test_a_checklist_can_be_read_by_everybody(browser: webdriver.Chrome, tmp_path: Path) -> None:
    """Axe finds nothing wrong with what `rules show --format html` prints."""
    page = tmp_path / "guide.html"
    page.write_text(
        CliRunner().invoke(application(), ["rules", "show", "cn-disclosure", "--format", "html"]).stdout, "utf-8"
    )
    browser.get(page.as_uri())
    assert violations(browser) == []
