"""The HTML report in a real browser: Debian's Chromium, without a window."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding, Verdict
from compliance.reports import Manner, named
from compliance.reports.numbering import numbered

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
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
FINDING = "table.findings tbody[id]"
Address = Callable[..., str]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """A browser with a profile of its own and no network that records every request."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    nothing = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", nothing)
    yield driver
    driver.quit()


@pytest.fixture
def written(tmp_path: Path) -> Address:
    """The address of a report on the disk."""

    def write(assessment: Assessment, language: Language = "zh") -> str:
        file = tmp_path / "报告.html"
        form = named("html")
        assert form is not None
        with file.open("wb") as out:
            form.write(assessment, Manner(language), out)
        return file.as_uri()

    return write


@pytest.fixture
def page(assessment: Assessment, written: Address) -> str:
    """The address of the report that every format writes."""
    return written(assessment)


def requests(browser: webdriver.Chrome) -> list[str]:
    """The address of every request but those for the browser's own start page, which lies within it."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith(("chrome:", "data:"))]


def seen(browser: webdriver.Chrome, selector: str) -> list[WebElement]:
    """The elements that a reader can see, by the browser's own account."""
    found = browser.find_elements(By.CSS_SELECTOR, selector)
    return [element for element in found if browser.execute_script("return arguments[0].checkVisibility()", element)]


def verdicts(browser: webdriver.Chrome) -> list[str]:
    """The verdict of each finding that a reader can see, from top to bottom."""
    return [row.find_element(By.CSS_SELECTOR, "b").get_attribute("class") or "" for row in seen(browser, FINDING)]


def text_of_gaps(browser: webdriver.Chrome) -> str:
    """What a reader sees under the gaps."""
    return browser.find_element(By.ID, "gaps").text


def chip(browser: webdriver.Chrome, value: str) -> WebElement:
    """The button that filters by a verdict or by how binding a rule is."""
    return browser.find_element(By.CSS_SELECTOR, f"#filter button[value={value}]")


def group_by(browser: webdriver.Chrome, value: str) -> None:
    """Chooses how findings are grouped."""
    Select(browser.find_element(By.NAME, "g")).select_by_value(value)


def violations(browser: webdriver.Chrome) -> list[str]:
    """What axe-core finds wrong with the page as it stands."""
    browser.execute_script(AXE)
    found = browser.execute_async_script("const done = arguments[0]; axe.run().then(r => done(r.violations))")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary']}" for v in found]


def printed(browser: webdriver.Chrome) -> list[str]:
    """The text of each page on A4 as `plain` makes it."""
    from pypdf import PdfReader

    told = {"preferCSSPageSize": True, "printBackground": False}
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", told)["data"])
    return [plain(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]


def plain(text: str) -> str:
    """Without white space, for lines break where the paper ends; of characters that look alike one stands for all."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("\u2215", "/")


def without_scripts(browser: webdriver.Chrome) -> None:
    """From the next page on no script runs."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})


def test_the_report_opens_from_disk_and_asks_no_host(browser: webdriver.Chrome, page: str) -> None:
    """All gaps are there, the file itself is the one request, and the policy had nothing to refuse."""
    browser.get(page)
    assert len(seen(browser, "#gaps tbody[id]")) == 7
    assert "自次日起第20个工作日为2018-10-08" in text_of_gaps(browser)
    assert requests(browser) == [page]
    assert browser.get_log("browser") == []


def test_without_javascript_the_same_findings_are_there(browser: webdriver.Chrome, page: str) -> None:
    """An office whose browser runs no script reads the same, and is offered no filter that does nothing."""
    browser.get(page)
    with_script = [row.text for row in seen(browser, FINDING)]
    without_scripts(browser)
    browser.get(page)
    assert [row.text for row in seen(browser, FINDING)] == with_script
    assert not seen(browser, "#filter")


def test_a_cell_of_the_log_cannot_run(browser: webdriver.Chrome, page: str) -> None:
    """The script in the hostile row stands there as text, also when it is moved; no dialogue opens."""
    browser.get(page)
    for key in ("matter", "clause", "unit", "verdict", "severity"):
        group_by(browser, key)
        assert '<script>alert("x")</script>' in text_of_gaps(browser)
        assert len(browser.find_elements(By.TAG_NAME, "script")) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_can_use_it(
    browser: webdriver.Chrome, assessment: Assessment, written: Address, language: Language
) -> None:
    """axe-core finds nothing, as the page opens, with everything unfolded, filtered, and regrouped."""
    browser.get(written(assessment, language))
    assert violations(browser) == []
    browser.execute_script("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    group_by(browser, "unit")
    chip(browser, "late").click()
    assert violations(browser) == []


def test_folded_sections_open_by_a_click(browser: webdriver.Chrome, page: str) -> None:
    """What is met is out of sight until it is asked for."""
    browser.get(page)
    assert not seen(browser, "details .findings")
    browser.find_element(By.CSS_SELECTOR, "#others details summary").click()
    assert "2018-02" in seen(browser, "details .findings")[0].text


def test_a_filter_shows_what_it_says(browser: webdriver.Chrome, page: str) -> None:
    """By verdict, how binding, agency and words; each button says how many it would show."""
    browser.get(page)
    assert chip(browser, "missing").text.endswith("2") and chip(browser, "should").text.endswith("1")
    chip(browser, "missing").click()
    assert verdicts(browser) == ["missing", "missing"]
    assert browser.find_element(By.TAG_NAME, "output").text == "显示2项，共列出13项"
    assert chip(browser, "missing").get_attribute("aria-pressed") == "true"
    chip(browser, "met").click()
    assert verdicts(browser) == ["missing", "missing", "met"]
    browser.find_element(By.CSS_SELECTOR, "#filter [type=reset]").click()
    Select(browser.find_element(By.NAME, "u")).select_by_visible_text("应急局")
    assert verdicts(browser) == ["late"]
    browser.find_element(By.NAME, "q").send_keys("没有这样的字")
    assert verdicts(browser) == []
    browser.find_element(By.CSS_SELECTOR, "#filter [type=reset]").click()
    assert len(verdicts(browser)) == 9 and not seen(browser, "details .findings")


@pytest.mark.parametrize("key", ["unit", "matter", "clause", "severity", "verdict"])
def test_regrouping_keeps_every_finding(browser: webdriver.Chrome, page: str, key: str) -> None:
    """Each stands once, under a header that counts what is below it; going back restores the order of the rules."""
    browser.get(page)
    before = [row.get_attribute("id") for row in browser.find_elements(By.CSS_SELECTOR, FINDING)]
    group_by(browser, key)
    after = [row.get_attribute("id") for row in browser.find_elements(By.CSS_SELECTOR, FINDING)]
    assert sorted(after) == sorted(before)
    counted = [int(head.text) for head in seen(browser, "#gaps tbody.s small")]
    assert len(counted) > 1 and sum(counted) == 7
    group_by(browser, "")
    assert [row.get_attribute("id") for row in browser.find_elements(By.CSS_SELECTOR, FINDING)] == before
    assert not browser.find_elements(By.CSS_SELECTOR, "tbody.s, tbody.copy")


def test_the_address_keeps_what_is_shown(browser: webdriver.Chrome, page: str) -> None:
    """Whoever gets the address by mail sees the same choice."""
    browser.get(page)
    chip(browser, "late").click()
    group_by(browser, "unit")
    address = browser.current_url
    chosen = [row.text for row in seen(browser, "table.findings > tbody")]
    browser.get("about:blank")
    browser.get(address)
    assert [row.text for row in seen(browser, "table.findings > tbody")] == chosen
    assert verdicts(browser) == ["late", "late", "late"]


def test_a_link_leads_to_a_finding(browser: webdriver.Chrome, page: str, findings: list[Finding]) -> None:
    """The section around it opens, a filter that hides it goes, and it has the focus."""
    met = next(finding for finding in findings if finding.verdict is Verdict.MET)
    browser.get(f"{page}#{number_of(met, findings)}")
    assert [row.text.split()[0] for row in seen(browser, "details tbody[id]")] == ["2018-02"]
    assert browser.switch_to.active_element.text == "2018-02"
    chip(browser, "late").click()
    browser.execute_script("location.hash = arguments[0]", number_of(findings[2], findings))
    assert browser.switch_to.active_element.text == "2018-03"


def number_of(finding: Finding, findings: list[Finding]) -> str:
    """The number of a problem, which is its address."""
    return next(number for number, one in numbered(findings) if one is finding)


def test_what_is_waived_is_filtered_apart(browser: webdriver.Chrome, of, written: Address, findings) -> None:
    """A waived gap has a chip of its own, with the number of its tile, and is none of its verdict's."""
    waived = replace(findings[0], waived=True)
    browser.get(written(of([waived, *findings[1:]])))
    counts = {name: chip(browser, name).text.split()[-1] for name in ("late", "waived", "partial")}
    assert counts == {"late": "2", "waived": "1", "partial": "1"}
    chip(browser, "waived").click()
    assert [row.text.split()[0] for row in seen(browser, FINDING)] == ["2018-01"]


def test_a_link_survives_rows_that_are_put_in(findings: list[Finding]) -> None:
    """Rows, files and verdicts may change; another case is another place, and no place is given twice."""
    old = findings[0]
    moved = replace(old, trigger_source=None, completed_source=None, verdict=Verdict.MISSING, title="new")
    assert [number for number, _ in numbered([moved])] == [number for number, _ in numbered([old])]
    assert len({number for number, _ in numbered([*findings, *findings])}) == 2 * len(findings)


def test_the_keyboard_is_enough(browser: webdriver.Chrome, page: str) -> None:
    """`/` searches, `j` and `k` go from finding to finding, Esc clears; keys that are switched off do nothing."""
    browser.get(page)
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("j")
    assert browser.switch_to.active_element.text == "2018-01"
    browser.switch_to.active_element.send_keys("j")
    browser.switch_to.active_element.send_keys("j")
    assert browser.switch_to.active_element.text == "2018-04"
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.execute_script(outline) == "solid"
    browser.switch_to.active_element.send_keys("k")
    assert browser.switch_to.active_element.text == "2018-03"
    browser.switch_to.active_element.send_keys("/")
    browser.switch_to.active_element.send_keys("应急局")
    assert verdicts(browser) == ["late"]
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert len(verdicts(browser)) == 9
    browser.find_element(By.ID, "keys").click()
    body.send_keys("/")
    assert browser.switch_to.active_element.get_attribute("name") != "q"


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_holds_every_finding(
    browser: webdriver.Chrome, page: str, findings: list[Finding], scripts: bool
) -> None:
    """Folded or filtered away on the screen: on paper it stands, with or without a script, and pages are numbered."""
    if not scripts:
        without_scripts(browser)
    browser.get(page)
    if scripts:
        chip(browser, "late").click()
    sheets = printed(browser)
    text = "".join(re.sub(r"^\d+/\d", "", sheet) for sheet in sheets)
    for finding in findings:
        assert finding.verdict.words.zh in text
        if finding.verdict not in (Verdict.MET, Verdict.PENDING):
            assert plain(finding.reason.zh) in text
    for name in ("2018-02", "T-1", "档案局"):
        assert name in text
    assert [sheet.startswith(f"{n}/{len(sheets)}") for n, sheet in enumerate(sheets, 1)] == [True] * len(sheets)


def test_a_long_table_repeats_its_header_on_paper(
    browser: webdriver.Chrome, written: Address, of: Callable[..., Assessment], findings: list[Finding]
) -> None:
    """Each sheet says what its columns are, and no finding is cut in two by the end of one."""
    late = [replace(findings[0], case=f"甲{n:03}号") for n in range(60)]
    browser.get(written(of(late)))
    sheets = [sheet for sheet in printed(browser) if "号财政局" in sheet]
    assert len(sheets) > 3
    for sheet in sheets:
        assert "案件/期间" in sheet
        assert len(re.findall(r"甲\d+号财政局", sheet)) == sheet.count("逾期1天(1个工作日)。")


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_the_page_fits_the_window(browser: webdriver.Chrome, page: str, width: int) -> None:
    """Nothing sticks out of a desk's screen, of the width of A4, of a telephone."""
    size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page)
    out = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert out == 0


@pytest.mark.parametrize("width", [390, 1200])
def test_labels_and_names_of_rules_leave_room(
    browser: webdriver.Chrome, written: Address, assessment: Assessment, width: int
) -> None:
    """A label at the head of a page stays whole; a rule with a long name takes no more of the score than its matter."""
    card = assessment.summary.card
    line = replace(card.accounts[0].deductions[0], rule="县-3-12-目录/基层政务公开标准化规范化试点领域事项目录")
    line = replace(line, title="主动公开的信息在形成或变更后二十个工作日内公开，并说明依据")
    account = replace(card.accounts[0], deductions=(line,))
    shown = replace(assessment, summary=replace(assessment.summary, card=replace(card, accounts=(account,))))
    told = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", told)
    browser.get(written(shown))
    lines = browser.execute_script(
        "return [...document.querySelectorAll('.about dt')].map(label => { const said = document.createRange();"
        " said.selectNodeContents(label); return new Set([...said.getClientRects()].map(line => line.top)).size })"
    )
    assert lines and set(lines) == {1}
    rule, matter = browser.find_elements(By.CSS_SELECTOR, ".score tbody tr > :nth-child(-n+2)")[:2]
    assert rule.size["width"] <= matter.size["width"] + 1


def test_a_thousand_findings_open_at_once(
    browser: webdriver.Chrome, written: Address, of: Callable[..., Assessment], findings: list[Finding]
) -> None:
    """All are there, and the browser says how long it took until the page could be used."""
    many = [replace(findings[n * len(findings) // 1000], case=f"2018-{n:04}") for n in range(1000)]
    browser.get(written(of(many)))
    assert len(browser.find_elements(By.CSS_SELECTOR, FINDING)) == 1000
    took = browser.execute_script("return performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"a thousand findings opened in {took:.0f} ms")
    assert took > 0
