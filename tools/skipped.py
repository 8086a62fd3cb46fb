#!/usr/bin/env python3
"""Print what a test run skipped and why, then one line with its counts, from the JUnit reports in a folder."""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET


def main(folder: Path) -> int:
    """Print the skipped tests and the totals; 1 when a report holds a failure or there is none."""
    reports = (ET.parse(path) for path in sorted(folder.glob("*.xml")))  # noqa: S314 - our runners wrote them
    cases = [case for report in reports for case in report.iter("testcase")]
    counts = Counter(outcome(case) for case in cases)
    print(f"\nSkipped: {counts['skipped'] or 'nothing'}")
    for case in cases:
        if (skip := case.find("skipped")) is not None:
            print(f"  {case.get('classname')}.{case.get('name')}: {skip.get('message') or 'no reason given'}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return int(not cases or counts["failed"] > 0)


def outcome(case: ET.Element) -> str:
    """Return what became of one test."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
