#!/usr/bin/env python3
"""Writes the calendars on which laws count beyond Hong Kong's and mainland China's: policies/calendars/{gb,uk,us,eu,ru,vn}.toml.

They are computed by the Python package `holidays` and no authority's list, so every year of them is marked `unofficial`. Replace a
year by an official list, mark it `official`, and this program keeps its hands off that year.

gb  Bank holidays of England and Wales, for offices there.
uk  What is a bank holiday in all parts of the United Kingdom, over which its month moves.
us  Federal holidays, for California's business days. Days that only California has are left out: they would make a due later.
eu  What is a public holiday in all thirty countries of the EEA, over which the month of the GDPR moves (Regulation 1182/71).
    A country's own holidays would move an end to a later day than the law of the others has; these never do.
ru  Russia's and
vn  Vietnam's working days. Both make working days of some Saturdays, so counting Monday to Friday could end too late.

    python3 -m venv V && V/bin/pip install -r script/calendars.requirements.txt && V/bin/python script/law-calendars.py [--check]

With --check nothing is written: it fails, with the lines that differ, if a file is not what it would write. That is how
script/compare-calendars runs it, with every `make test`.
"""

import difflib
import re
import sys
from datetime import date
from pathlib import Path

import holidays

YEARS = range(2025, 2028)
EEA = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split()
SOURCE = f"unofficial: computed with the Python package holidays {holidays.__version__}"

# The file's name, the calendar's name, its zone, the package's country, and words for the head of the file.
PLACES = [
    ("gb", "United Kingdom (England and Wales)", "Europe/London", "GB", "Bank holidays of England and Wales."),
    ("uk", "United Kingdom (all its parts)", "Europe/London", "UK",
     "Only what is a bank holiday in England and Wales,\n"
     "# in Scotland and in Northern Ireland alike, so that an end that moves over it is never later than the one of the person's own part."),
    ("us", "United States (federal)", "America/Los_Angeles", "US", "Federal holidays."),
    ("eu", "European Union and EEA", "Europe/Brussels", None,
     "Only what is a public holiday in all thirty countries, so that an end\n"
     "# that moves over it is never later than the one of the person's own country (Regulation 1182/71, articles 2 and 3)."),
    ("ru", "Russia", "Europe/Moscow", "RU", "Working Saturdays are open."),
    ("vn", "Vietnam", "Asia/Ho_Chi_Minh", "VN", "Working Saturdays are open."),
]


def text(value: str) -> str:
    """A TOML basic string."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(country: str, year: int, part: str | None = None) -> dict[date, str]:
    """A country's holidays that are closed in the year, the observed ones of a neighbouring year included."""
    subdivision = part or ("ENG" if country == "GB" else None)
    # The names of most countries are in their own language unless one asks.
    english = {"RU", "US", "VN"}
    days = holidays.country_holidays(
        country, subdiv=subdivision, years=range(year - 1, year + 2), language="en_US" if country in english else None
    )
    return {day: name for day, name in days.items() if day.year == year}


def opened(country: str, year: int) -> list[date]:
    """The days of rest that a country made working days."""
    days = holidays.country_holidays(country, years=range(year - 1, year + 2))
    return [day for day in getattr(days, "weekend_workdays", set()) if day.year == year]


def year_days(country: str | None, year: int) -> list[tuple[date, bool, str]]:
    """The dated lines of a year: date, open, name."""
    if country is None:
        everywhere = set.intersection(*(set(listed(member, year)) for member in EEA))
        names = listed("IE", year)
        return sorted((day, False, names[day]) for day in everywhere)
    if country == "UK":
        names = listed("GB", year)
        everywhere = set.intersection(*(set(listed("GB", year, part)) for part in ("ENG", "SCT", "NIR")))
        return sorted((day, False, names[day]) for day in everywhere)
    lines = [(day, False, name) for day, name in listed(country, year).items()]
    lines += [(day, True, "make-up workday") for day in opened(country, year)]
    return sorted(lines)


def block(country: str | None, year: int) -> str:
    """One year."""
    lines = ["[[year]]", f"year = {year}", 'status = "unofficial"', f"source = {text(SOURCE)}", "version = 1", "days = ["]
    for day, is_open, name in year_days(country, year):
        lines.append(f"    {{ date = {text(day.isoformat())}, open = {str(is_open).lower()}, name = {text(name)} }},")
    return "\n".join([*lines, "]"]) + "\n"


def kept(old: str) -> dict[int, str]:
    """The years of a file that somebody replaced by an official list."""
    years = {}
    for part in re.split(r"(?m)^(?=\[\[year\]\])", old)[1:]:
        year = re.search(r"(?m)^year = (\d+)$", part)
        if year and re.search(r'(?m)^status = "official"$', part):
            years[int(year[1])] = part.rstrip("\n") + "\n"
    return years


def calendar(place: tuple[str, str, str, str | None, str], old: str) -> str:
    """The calendar's file."""
    ident, name, zone, country, words = place
    head = (
        f"# Written by script/law-calendars.py, no authority's list. {words}\n"
        f"id = {text(ident)}\nname = {text(name)}\nzone = {text(zone)}\nweekend = [\"sat\", \"sun\"]\n"
    )
    years = {year: block(country, year) for year in YEARS} | kept(old)
    return "\n".join([head, *(years[year] for year in sorted(years))])


def main() -> int:
    """Writes the files, or compares them."""
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(__file__).resolve().parent.parent / "policies" / "calendars"
    wrong = 0
    for place in PLACES:
        file = folder / f"{place[0]}.toml"
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        new = calendar(place, old)
        if not check:
            file.write_text(new, encoding="utf-8")
        elif old == new:
            print(f"ok      {place[0]}: as script/law-calendars.py writes it")
        else:
            wrong += 1
            print(f"differs {place[0]}: not as script/law-calendars.py writes it")
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), file.name, "fresh", n=0))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
