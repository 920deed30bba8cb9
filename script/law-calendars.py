#!/usr/bin/env python3
"""Writes policies/calendars/gb.toml and us.toml: the closed days on which laws of those countries count.

They are unofficial, computed by the Python package `holidays`, so their years are provisional: replace a year's list by the
official one and mark it official. Great Britain: bank holidays of England and Wales. United States: federal holidays; those
that California adds are left out, which can make a due earlier and never later.

    pip install holidays==0.109 && python3 script/law-calendars.py
"""

from pathlib import Path

import holidays

YEARS = range(2025, 2028)
PLACES = [
    ("gb", "United Kingdom (England and Wales)", "Europe/London", "GB", "ENG"),
    ("us", "United States (federal)", "America/Los_Angeles", "US", None),
]


def text(value: str) -> str:
    """A TOML basic string."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def calendar(ident: str, name: str, zone: str, country: str, subdivision: str | None) -> str:
    """The calendar's file."""
    lines = [
        "# Written by script/law-calendars.py. Unofficial: see there.",
        f"id = {text(ident)}",
        f"name = {text(name)}",
        f"zone = {text(zone)}",
        'weekend = ["sat", "sun"]',
    ]
    for year in YEARS:
        days = holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
        lines += [
            "",
            "[[year]]",
            f"year = {year}",
            'status = "provisional"',
            f"source = {text(f'unofficial: computed with the Python package holidays {holidays.__version__}')}",
            "version = 1",
            "days = [",
        ]
        # A holiday observed in another year than its own belongs to the year of the day that is closed.
        for date, label in sorted(days.items()):
            if date.year == year:
                lines.append(f"    {{ date = {text(date.isoformat())}, open = false, name = {text(label)} }},")
        lines.append("]")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes both files."""
    folder = Path(__file__).resolve().parent.parent / "policies" / "calendars"
    for place in PLACES:
        (folder / f"{place[0]}.toml").write_text(calendar(*place), encoding="utf-8")


if __name__ == "__main__":
    main()
