### How promises are kept: the staff's figures, a year's metrics, and what a product publishes.

nav-promises = Promises

promises-figures-title = How promises are kept
promises-lead = Every promise of every policy version: what ended on the days that you choose, and what is open now.
promises-simulate = Simulate other promises and other staffing
promises-year-go = A year’s figures for California (11 CCR 7102)
promises-from = From
promises-to = To
promises-product = Product
promises-any = all
promises-show = Show
promises-csv = Download as a table
promises-span = { $from } to { $to }
promises-summary-none = No promise ended from { $from } to { $to }.
promises-summary = { $ended ->
    [one] One promise ended from { $from } to { $to }. Kept: { $kept }. Broken: { $broken }.
   *[other] Of { $ended } promises that ended from { $from } to { $to }, { $kept } were kept. Broken: { $broken }.
}
promises-summary-law-none = No limit of the law ended on these days.
promises-summary-law = { $ended ->
    [one] One limit of the law ended on these days. Kept: { $kept }. Broken: { $broken }.
   *[other] Of { $ended } limits of the law, { $kept } were kept. Broken: { $broken }.
}
promises-summary-open = Open now: { $open }. At risk: { $risk }. Late already: { $late }. Waiting for the requester: { $paused }.
promises-how-title = How this is counted
promises-how-end = A promise counts in the week in which its request ended, Monday to Sunday in the office’s zone. Ended exactly at the due moment is kept.
promises-how-time = Median and 95th percentile are of the hours from the beginning of a round to its end: nights, weekends and pauses are in them. They are taken by nearest rank, so each is a time that there really was.
promises-how-beside = What was withdrawn, cancelled or joined to an earlier request owed nothing any more. It is neither kept nor broken, and has a line of its own.
promises-how-round = An appeal is a round of its own, with a promise of its own. An outcome that was taken back as our mistake does not count.
promises-how-open = Open, at risk, late and paused are as of now, whatever days you choose.
promises-how-erased = Erased requests still count. They cannot be opened, and why they were late is no longer known.
promises-how-unproved = Requests that were never proved are in no figure.
promises-all-title = All promises
promises-all-caption = Every promise with its numbers
promises-empty = There is no promise to show.
promises-col-promise = Promise
promises-col-version = Policy
promises-col-ended = Ended
promises-col-kept = Kept
promises-col-broken = Broken
promises-col-share = Share kept
promises-col-median = Median
promises-col-p95 = 95 %
promises-col-open = Open
promises-col-at-risk = At risk
promises-col-overdue = Late
promises-col-paused = Paused
promises-col-week = Week of
promises-col-reason = Reason
promises-col-count = How many
promises-col-product = Product
promises-col-kind = Kind
promises-col-clock = Clock
promises-col-told = What was promised
promises-col-median-hours = Median (hours)
promises-col-p95-hours = 95th percentile (hours)
promises-col-withdrawn = Withdrawn
promises-col-cancelled = Cancelled
promises-col-joined = Joined to an earlier one
promises-col-erased = Erased since
promises-col-unexplained = Late, no reason given
promises-all-weeks = all days
promises-clock-promise = our promise
promises-clock-law = the law’s limit
promises-clock-review = the review
promises-name = { $product }: { $kind }, { $clock }
promises-version = Policy of { $version }
promises-told-gone = An older version of the policy promised this ({ $version }). Its words are no longer in this portal; the due moments were computed by them.
promises-told-law = The limit is that of the law of each requester’s country.
promises-hours = { $hours } h
promises-percent = { $share } %
promises-chart-title = { $name }: kept and broken by week
promises-chart-text = From the week of { $from } to the week of { $to }. The most in one week: { $most }. The table below says every number.
promises-chart-bar = Week of { $week }: { $kept } kept, { $broken } broken
promises-chart-none = Nothing ended on these days.
promises-chart-kept = kept
promises-chart-broken = broken
promises-table = The numbers by week
promises-reasons = Why { $count } were late
promises-unexplained = no reason given
promises-beside = { $count ->
    [one] One more ended without an answer
   *[other] { $count } more ended without an answer
}
promises-beside-how = : withdrawn { $withdrawn }, cancelled { $cancelled }, joined to an earlier one { $joined }
promises-erased = { $count ->
    [one] One of those that ended was erased since: it counts, and cannot be opened.
   *[other] { $count } of those that ended were erased since: they count, and cannot be opened.
}

promises-which-ended = Ended
promises-which-kept = Kept
promises-which-broken = Broken
promises-which-open = Open now
promises-which-at-risk = At risk now
promises-which-overdue = Late and open
promises-which-paused = Paused now
promises-which-unanswered = Ended without an answer
promises-tickets-caption = The tickets behind this number
promises-tickets-reference = Reference
promises-tickets-due = Due
promises-tickets-closed = Ended
promises-tickets-late = Late by
promises-tickets-state = State
promises-tickets-none = There is no ticket to show.
promises-tickets-erased = { $count ->
    [one] One more is counted whose ticket was erased. There is nothing to open.
   *[other] { $count } more are counted whose tickets were erased. There is nothing to open.
}
promises-tickets-erased-many = More than { $count } more are counted whose tickets were erased. There is nothing to open.
promises-tickets-back = Back to the figures
promises-tickets-more = More

## A year's metrics: 11 CCR 7102.
ccpa-title = A year’s figures for California
ccpa-lead = The numbers that 11 CCR 7102(a) asks of a business with ten million consumers or more in a year. They are to be published by 1 July of the next year.
ccpa-year = Calendar year
ccpa-who = Whose requests
ccpa-who-all = everybody’s
ccpa-who-california = from California only
ccpa-show = Show
ccpa-csv = Download as a table
ccpa-caption = { $product }, { $year }
ccpa-basis-all = Counted for all individuals, as 7102(b) allows: not only for consumers in California.
ccpa-basis-california = Counted for those who said that they are in California.
ccpa-not-over = The year is not over: these numbers will grow.
ccpa-col-right = Requests to
ccpa-col-received = Received
ccpa-col-complied = Complied with, in whole or in part
ccpa-col-whole = In whole
ccpa-col-part = In part
ccpa-col-denied = Denied
ccpa-col-ended = Withdrawn, cancelled or joined
ccpa-col-open = Not answered yet
ccpa-col-days = Median days to the answer
ccpa-right-delete = delete
ccpa-right-correct = correct
ccpa-right-know = know (a copy of the data)
ccpa-right-opt-out = opt out of sale or sharing (personalised ads)
ccpa-right-limit = limit the use of sensitive data
ccpa-not-taken = This product takes no such requests here.
ccpa-grounds-title = Why requests were denied in whole or in part
ccpa-grounds-caption = Grounds of denials
ccpa-grounds-text = A request with several grounds is counted under each of them.
ccpa-grounds-none = Nothing was denied.
ccpa-ground-not-verifiable = The request was not verifiable
ccpa-ground-not-consumer = It was not made by the consumer, or by somebody who may act for them
ccpa-ground-exempt = It called for information exempt from disclosure
ccpa-ground-other = Other grounds
ccpa-how-received = A request counts in the year in which it was received, by the office’s zone, once it was proved. It stands where it stands now: after an appeal, where the appeal left it.
ccpa-how-days = The days are those within which the first answer came; a day that has begun counts as one. The median is taken by nearest rank.
ccpa-how-erased = Of an erased request the first answer counts.

## What a product publishes.
published-title = How { $product } keeps its promises
published-lead = What { $product } promises about your requests, and how often it was done in time, in the last twelve full months.
published-as-of = As of { $when }.
published-span = From { $from } to the end of { $to }.
published-month = { $month } { $year }
published-fewer = fewer than 5
published-fewer-why = Numbers under five are not shown, so that nobody can be recognised.
published-ended = Ended
published-share = Done in time
published-share-none = not shown
published-median = Half of them took at most
published-median-hours = { $hours } hours
published-old = Promised until the policy changed (version { $version })
published-told-gone = This was promised by an older version of the policy, whose words are no longer here.
published-chart-title = { $name }: share done in time, by month
published-chart-text = One bar for each month from { $from } to { $to }. The table below says every number.
published-chart-bar = { $month }: { $share }
published-chart-few = { $month }: fewer than 5 ended
published-chart-legend = done in time
published-chart-legend-few = fewer than 5 ended: not shown
published-table = The numbers by month
published-col-month = Month
published-year-title = Requests in { $year }
published-year-text = The figures that California’s rules ask for (11 CCR 7102), counted for all individuals.
published-how-title = How this is counted
published-how-end = A request counts in the month in which it ended. Exactly at the due moment is in time.
published-how-time = Half of the requests took at most the time shown, from their arrival to the answer, nights and weekends included.
published-how-beside = Requests that were withdrawn, or joined to an earlier one, are not counted.
published-kind-access = Getting a copy of your data
published-kind-correction = Correcting your data
published-kind-deletion = Deleting your account or data
published-kind-ai-training-withdrawal = Keeping your data out of AI training
published-kind-advertising-opt-out = Turning off personalised ads
published-kind-consent-revocation = Taking back a guardian’s consent
published-kind-guardian-authority = Checking a guardian’s authority
published-kind-child-account = Looking into a child’s account
published-kind-report = Looking at reports
product-promises-title = Are these promises kept?
product-promises-go = See how { $product } has kept its promises

error-span-order = The last day must not be before the first
error-span-long = Choose three years at most
error-year-wrong = Enter a year that has begun, such as 2025
