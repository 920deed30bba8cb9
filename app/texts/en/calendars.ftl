### Calendars and rules: how far official lists reach, changes by two people, and which rules open tickets keep.

## The alarm, by mail
mail-subject-coverage = { $calendar }: the official holidays of { $year } are missing
mail-coverage-ends = The official list of holidays of the calendar “{ $calendar }” ends on { $until }. The list of { $year } is missing.
mail-coverage-ended = The calendar “{ $calendar }” has no official list of holidays for { $year }. Dues in that year are computed without it and may be too early or too late.
mail-coverage-act = Look for the authority’s notice and import the year. A second person approves it.
mail-coverage-open = Open the calendars
mail-coverage-foot = Alert of the privacy portal, sent once for each calendar, year and threshold.

## Pages
nav-calendars = Calendars
nav-rules = Rules
calendars-title = Calendars
calendars-lead = Which days are open decides when a promise is due. One person drafts a change, another approves it, and both see beforehand which dues would move.
calendars-all = All calendars
calendars-caption = Years of the calendar { $calendar }
calendars-for-office = Kept by the office of: { $products }
calendars-for-law = For the law’s clock alone
calendars-until = Officially covered until { $date }
calendars-not-covered = Not officially covered today
calendars-computed = Computed by a program; no official list is waited for
calendars-year = Year
calendars-year-link = { $calendar }, { $year }
calendars-year-title = { $calendar }, { $year }
calendars-years = Years
calendars-status = Status
calendars-version = Version
calendars-days = Dated days
calendars-source = Source
calendars-date = Date
calendars-is = Is
calendars-day-name = Name
calendars-why = Why
calendars-weekend = Closed every week
calendars-official = official
calendars-provisional = provisional
calendars-unofficial = computed
calendars-missing = no list
calendars-missing-lead = There is no list of this year: only the weekends are closed.
calendars-month-plain = No special days.
calendars-closed = Closed
calendars-open = Open
calendars-open-hours = Open { $hours }
calendars-offices = Days of single offices
calendars-drafts = Waiting for a decision
calendars-drafts-none = No draft waits.
calendars-decided = Decided
calendars-decided-none = Nothing was decided yet.
calendars-date-link = Close or open one date
calendars-import-link = Import a year
calendars-alarm-title = Official holidays run out
calendars-alarm-ends = { $calendar }: the official list ends on { $date }, in { $days }. The list of { $year } is missing.
calendars-alarm-ended = { $calendar }: there is no official list of { $year }.
calendars-alarm-link = To the calendars
calendars-alarm-one = { $calendar } { $year }
calendars-alarm-line = Official holidays run out: { $calendars }.
calendars-done-drafted = The draft is made. Nothing has changed yet.
calendars-done-approved = Approved. New tickets follow it at once; open ones are moved within seconds.
calendars-done-rejected = Rejected. Nothing has changed.
calendars-done-moving = Approved. The tickets are being moved.

## A change
change-state-draft = waits
change-state-approved = approved
change-state-rejected = rejected
change-line = { $place }: { $what }
change-office = Office of { $product }
change-closes = closed on { $date }
change-opens = open on { $date }
change-opens-at = open on { $date }, { $hours }
change-year = list of { $year } ({ $status })
change-what = Change
change-drafted = Drafted
change-decided = Decided
change-days = Day by day
change-days-none = No day would be otherwise than it is.
change-list = The whole list
change-list-none = The list has no days.
change-was = Is now
change-becomes = Would be
change-name-only = Only the name is new: no due moves by it.
change-another = You drafted this. Somebody else has to decide.
change-decide = Your decision
change-decide-lead = Approved, it holds for new tickets at once, and the dues above move. Nothing that is closed changes.
change-approve = Approve
change-reject = Reject
change-make = Make the draft

## The preview
moves-title = What would move
moves-counts = Of { $looked } open tickets { $moving } would get another due.
moves-none = No due would move.
moves-more = The first { $shown } are shown.
moves-clock = Clock
moves-from = Due now
moves-to = Due then
moves-no-clock = none

## One date
date-title = Close or open one date
date-lead = A typhoon, black rain, an office move, a holiday that was moved. It becomes a draft that somebody else approves.
date-place = Where
date-place-hint = An office closes whatever its calendars say. A calendar counts for everyone who keeps it, and for the law.
date-place-calendar = Calendar: { $name }
date-open = The day is
date-hours = Hours of that day
date-hours-hint = Only if they differ, for example 09:00-12:30, or 09:00-12:30, 14:00-18:00.
date-why-hint = For example: typhoon signal 8. People see it where their request’s clock is explained.

## A year
import-title = Import a year
import-lead = Paste the year or choose a file: iCalendar, as governments publish it, or TOML, as in the folder of policies. It becomes a draft that somebody else approves.
import-calendar = Calendar
import-year-hint = Only if the text has several years.
import-text = The year’s text
import-text-hint = From BEGIN:VCALENDAR to END:VCALENDAR, or a [[year]] block.
import-file = Or a file
import-file-hint = It takes the place of the text above. Up to one megabyte.
import-status-text = as the text says (TOML)
import-status-hint = An iCalendar does not say it.
import-source-hint = The notice or the address it was taken from. An iCalendar does not say it.
import-why = Why now
import-why-hint = For example: the gazette of 2027 is out. For colleagues; nothing personal.
import-line = Line { $line }: { $words }
import-empty = Paste a year or choose a file.
import-too-long = The text is longer than a megabyte. Leave in it the year’s entries alone.
import-unreadable = A character here cannot be read. Save the file as UTF-8 and choose it again: it may be in GBK, Big5 or UTF-16.
import-doubts = Days that you have to decide
import-doubts-lead = The text does not say whether these days are worked. Look at the authority’s notice, and choose.
import-doubt = “{ $name }” (line { $line }). { $why }
import-doubt-both = One entry, or one word, says a workday and another a day off.
import-doubt-word = A word that can mean work (班, 调休) stands in the name in a way that is not known.
import-doubt-mark = The calendar marks the day with a word that is not known.
import-doubt-time = The entry has a time of day, and a holiday is a whole day.
import-doubt-part = A part of the day only. For hours of its own, choose “Not in the list” and enter the day by itself.
import-doubt-line = A line of the entry cannot be read.
import-day-open = A workday
import-day-closed = A day off
import-day-out = Not in the list: as its day of the week is
import-why-marked = The calendar marks it so.
import-why-named = A word of its name says so.
import-why-listed = It is in a list of holidays, and nothing says that it is worked.
import-why-chosen = Chosen by hand: the text left it in doubt.
import-why-written = Written so.
import-why-observance = Named, but no holiday: an observance, or left out by hand.
import-usual = As usual
import-no-days = The text lists no days. Write a [[year]] block, or a BEGIN:VEVENT for each day.
import-which-year = The text has several years: { $years }. Enter the one to take.
import-no-such-year = The text has nothing for { $year }, only for { $years }.
import-toml = This is not the TOML of a year: { $why }
import-other-calendar = This is the calendar “{ $found }”, and you chose { $wanted }. Choose that calendar, or correct the id.
import-other-weekend = An import does not change the weekend, which is { $days }. Leave it out, or write that.
import-not-a-line = “{ $text }” is not a line of an iCalendar. Write NAME:VALUE, and begin a line that goes on with a space.
import-end = END:{ $expected } is missing before “{ $found }”.
import-cut = The text ends before END:{ $what }. Paste it whole.
import-outside = “{ $what }” stands outside BEGIN:VCALENDAR and END:VCALENDAR.
import-date = { $property } “{ $value }” is not a date. Write { $property };VALUE=DATE:20271225.
import-ends-first = The entry ends on { $end } and begins on { $start }. DTEND is the day after the last one.
import-long = The entry goes on for more than a year, to { $end }.
import-duration = DURATION “{ $value }” is not a length. Write P1D, or a DTEND.
import-repeats = { $rule }: the entry repeats by a rule that is not read here. Write an entry for each day.
import-no-start = The entry has no DTSTART. Write DTSTART;VALUE=DATE:20271225.
import-no-name = The entry has no SUMMARY. Write the day’s name, for example SUMMARY:Christmas Day.
import-crowded = { $date } has more than twelve names. Leave the ones that matter.
import-wordy = “{ $start }…” is longer than 300 characters. Shorten it.
import-bad-date = “{ $text }” is not a date written YYYY-MM-DD.
import-wrong-year = { $date } stands under { $year }.
import-twice = { $what } is listed twice.
import-hours = The hours “{ $text }” are not written like 09:00-12:30, or they overlap.
import-closed-with-hours = { $date } is closed and has hours.

## Errors
error-date-required = Enter the date, for example 2027-03-04
error-hours-wrong = Write the hours like 09:00-12:30. Several stand between commas, in order
error-hours-closed = A closed day has no hours. Leave them out, or choose “Open”
error-days-wrong = This does not fit the calendar. Check the dates
error-change-reason-required = Say why
error-draft-is-own = You drafted this: somebody else has to decide
error-decided-already = This was decided already
error-rules-changed = The rules have changed since this page was shown. Look at the preview again
error-recompute-running = These tickets are being moved already
error-status-required = Choose official or provisional: an iCalendar does not say it
error-source-required = Enter where the list was taken from
error-import-year-wrong = Enter the year in four digits, or leave it out
error-import-day-required = Choose what this day is

## Rules
rules-title = Rules of open tickets
rules-lead = Each ticket keeps the policy, the calendars and the law that it was computed with. A change of policy moves open tickets only when an administrator has seen what would move and approved it. What is closed never changes.
rules-sets = In use
rules-sets-none = No ticket is open.
rules-policy = Policy
rules-calendars = Calendars
rules-tickets = Open tickets
rules-since = Since
rules-differs = Differs from the present rules in
rules-current = present
rules-moving = being moved
rules-preview-link = See what a move would do
rules-preview-of = See what moving the tickets of { $product }, policy { $policy }, would do
rules-differs-version = the policy’s version: { $old }, now { $new }
rules-differs-office = the office’s hours or calendars
rules-differs-terms = the promise for: { $kinds }
rules-differs-calendars = the calendars: { $calendars }
rules-differs-changes = { $count ->
    [one] one change of the calendars by staff
   *[other] { $count } changes of the calendars by staff
}
rules-differs-law = the law of: { $places }
rules-runs = Moves
rules-runs-none = No ticket was moved yet.
rules-cause = Cause
rules-cause-policy = Policy
rules-cause-calendar = Change of a calendar
rules-approved = Approved
rules-looked = Looked at
rules-moved = Other due
rules-done = Done
rules-running = running
rules-aside = put aside: the files are others by now
rules-verified = The nightly check
rules-verified-never = The check has not run yet.
rules-verified-fine = { $when }: { $checked } tickets computed anew, none differs.
rules-verified-drift = { $when }: of { $checked } tickets computed anew { $drifted } differ. The command below lists them.
rules-verify-by-hand = To run it now, on the portal’s machine:
rules-move-title = Move { $product }, policy { $policy }, to the present rules
rules-move-lead = Only open tickets move. It is recorded on each of them, with both dues.
rules-move-button = Move these tickets

## The ticket's page
event-clocks-recomputed = Dues recomputed by newer rules
