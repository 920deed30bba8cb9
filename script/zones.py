"""Writes app/domain/src/law/zones.tsv: the time zones of each country, from the time-zone database of this machine.

    python3 script/zones.py > app/domain/src/law/zones.tsv

Source: zone.tab of the IANA time-zone database (public domain), as Debian's tzdata installs it. Of zones of one country that have the same
offsets from 2025 to 2037 the first is kept: days end together there.
"""

import datetime
import pathlib
import zoneinfo

TABLE = pathlib.Path("/usr/share/zoneinfo/zone.tab")

# Places whose law is a part of a country's. The database does not divide countries so.
PARTS = {
    "CA-QC": ["America/Toronto", "America/Blanc-Sablon"],
    "US-CA": ["America/Los_Angeles"],
    "US-CO": ["America/Denver"],
    "US-TX": ["America/Chicago", "America/Denver"],
    "US-VA": ["America/New_York"],
}


def offsets(zone):
    """What tells this zone from another: its offset on the first and the fifteenth of each month."""
    there = zoneinfo.ZoneInfo(zone)
    days = [datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc) for year in range(2025, 2038) for month in range(1, 13) for day in (1, 15)]
    return tuple(day.astimezone(there).utcoffset() for day in days)


def main():
    countries = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            countries.setdefault(code, {}).setdefault(offsets(zone), zone)
    rows = {code: list(zones.values()) for code, zones in countries.items()} | PARTS
    print("# Written by script/zones.py from zone.tab of the IANA time-zone database (public domain).")
    for code, zones in sorted(rows.items()):
        print(code, " ".join(zones), sep="\t")


main()
