"""Compares policies/calendars/hk.toml and cn.toml, day by day, with the Python packages `holidays` and `chinesecalendar`.

Run by script/compare-calendars, which installs them. A line for each calendar and year: `ok` or `differs`.

Hong Kong: the package's category `optional` is the list of general holidays, day for day, Saturdays included. Its default,
`public`, is the list of statutory holidays: it lacks Good Friday, the day after it, and Easter Monday, and has the Sundays whose
holiday is moved. So the dates are compared too, and not only which days are open: a holiday on a Saturday closes nothing.
Mainland China: `chinesecalendar` says of each day whether it is worked, make-up workdays included.
"""

import sys
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays

YEARS = (2025, 2026)

# Days on which a package is wrong and we are right, with the authority's page that says so. One that the package has mended is
# a failure too, so that the list stays short. By calendar and date: what we say, and the page.
EXCEPTIONS: dict[tuple[str, date], tuple[str, str]] = {}


def hong_kong(year: int) -> Callable[[date], str]:
    """What the package says of a day of Hong Kong."""
    general = holidays.HK(years=year, categories=("optional",))
    return lambda day: "holiday" if day in general else "weekend" if day.weekday() >= 5 else "workday"


def china(_year: int) -> Callable[[date], str]:
    """What the package says of a day of mainland China."""
    return lambda day: "workday" if chinese_calendar.is_workday(day) else "closed"


def ours(ident: str) -> Callable[[date], str]:
    """What our file says of a day, in the same words."""
    file = Path(__file__).resolve().parent.parent / "policies" / "calendars" / f"{ident}.toml"
    calendar = tomllib.loads(file.read_text(encoding="utf-8"))
    weekend = {["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(day) for day in calendar["weekend"]}
    listed = {date.fromisoformat(day["date"]): day["open"] for year in calendar["year"] for day in year["days"]}
    words = ("holiday", "weekend") if ident == "hk" else ("closed", "closed")

    def say(day: date) -> str:
        if day in listed:
            return "workday" if listed[day] else words[0]
        return words[1] if day.weekday() in weekend else "workday"

    return say


def compare(ident: str, year: int, theirs: Callable[[date], str], package: str) -> bool:
    """One calendar and year; whether they agree."""
    say = ours(ident)
    wrong = []
    day = date(year, 1, 1)
    days = 0
    while day.year == year:
        days += 1
        expected, source = EXCEPTIONS.get((ident, day), (theirs(day), ""))
        if source and expected == theirs(day):
            wrong.append(f"{day}: the package says {expected} too by now; take the exception out")
        elif say(day) != expected:
            wrong.append(f"{day}: {say(day)} in our file, {expected} by {source or package}")
        day += timedelta(days=1)
    print(f"{'differs' if wrong else 'ok     '} {ident} {year}: {days} days, {len(wrong)} differences from {package}")
    for line in wrong:
        print(f"          {line}")
    return not wrong


def main() -> int:
    """Compares all."""
    agree = True
    for year in YEARS:
        agree &= compare("hk", year, hong_kong(year), f"holidays {holidays.__version__}, category optional")
        agree &= compare("cn", year, china(year), "chinesecalendar")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
