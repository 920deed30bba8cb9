### Words used everywhere: dates, counts, names of kinds and states.

moment-pattern = { $weekday } { $day } { $month } { $year }, { $time } ({ $zone })
short-moment-pattern = { $day } { $month }, { $time }
date-pattern = { $weekday } { $day } { $month } { $year }
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-1 = January
month-short-1 = Jan
month-2 = February
month-short-2 = Feb
month-3 = March
month-short-3 = Mar
month-4 = April
month-short-4 = Apr
month-5 = May
month-short-5 = May
month-6 = June
month-short-6 = Jun
month-7 = July
month-short-7 = Jul
month-8 = August
month-short-8 = Aug
month-9 = September
month-short-9 = Sep
month-10 = October
month-short-10 = Oct
month-11 = November
month-short-11 = Nov
month-12 = December
month-short-12 = Dec
count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
count-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
count-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
count-business-days = { $count ->
    [one] { $count } business day
   *[other] { $count } business days
}
count-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
count-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
kind-access = Access to my data
kind-correction = Correction
kind-deletion = Deletion
kind-ai-training-withdrawal = Withdrawal from AI training
kind-advertising-opt-out = Advertising opt-out
kind-report = Report
state-identity-unverified = Waiting for your email to be confirmed
state-in-review = Received, waiting for our team
state-in-progress = Being worked on
state-requires-input = Waiting for your answer
state-pending-external = Waiting for other companies
state-fulfilled = Done
state-partially-fulfilled = Done in part
state-denied = Refused
state-revoked = Withdrawn by you
state-cancelled = Cancelled
state-expired = Expired
state-duplicate = Joined to an earlier request
state-appealed = Under review again
state-decided = Decided
