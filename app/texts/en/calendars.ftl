### Calendars and rules: how far official lists reach, changes by two people, and which rules open tickets keep.

## The alarm, by mail
mail-subject-coverage = { $calendar }: the official holidays of { $year } are missing
mail-coverage-ends = The official list of holidays of the calendar “{ $calendar }” ends on { $until }. The list of { $year } is missing.
mail-coverage-ended = The calendar “{ $calendar }” has no official list of holidays for { $year }. Dues in that year are computed without it and may be too early or too late.
mail-coverage-act = Look for the authority’s notice and import the year. A second person approves it.
mail-coverage-open = Open the calendars
mail-coverage-foot = Alert of the privacy portal, sent once for each calendar, year and threshold.
