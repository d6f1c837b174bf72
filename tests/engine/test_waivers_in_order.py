"""Several waivers for one gap."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.conftest import Check

from compliance.findings.waiver import Waiver

LOG = "case,matter,agency,action,time\n1,预决算,A局,批准,2018-01-10\n"


@pytest.mark.parametrize("end", [date(2018, 12, 31), date(2018, 6, 30)], ids=["in force", "expired"])
def test_of_several_waivers_of_one_standing_the_first_of_the_file_is_told(check: Check, end: date) -> None:
    """Whether they hold or not."""
    given = [Waiver(rule="甲", reason="系统升级", approver=name, end=end) for name in ("先", "中", "后")]
    (finding,) = check("[甲] 预决算 批准后20日内公开\n", LOG, waivers=given).findings
    assert finding.waiver is not None and finding.waiver.approver == "先"
    assert finding.waived is (end == date(2018, 12, 31))
