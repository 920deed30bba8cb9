### The forecast of the workload: staff's side.

simulate-title = Forecast of the workload
simulate-lead = Plays the days to come with the real clocks and calendars: what would be kept, what would pile up, and how many people it takes. Nothing is changed by it.
simulate-product = Product
simulate-plan = What comes, and who works
simulate-basis-learned = The numbers were filled in from { $tickets } tickets of the last { $days } days. Change what you expect to be different. The numbers of people are a guess.
simulate-basis-invented = There is too little to learn from yet: { $tickets } tickets over { $days } days, with work seen on { $handled }. The numbers filled in are invented: put in your own.
simulate-arrivals = Tickets a day
simulate-agents = People in each shift
simulate-days-legend = Days and target
simulate-from = First day
simulate-days = Days
simulate-target = Share to keep, in percent
simulate-seed = Seed
simulate-seed-hint = The same seed gives the same days, ticket by ticket.
simulate-run = Play these days

## What comes of it
simulate-made = What comes of it
simulate-says-kept = With { $crew }, { $share } of { $count } tickets are done in time.
simulate-says-worst = Least is kept of “{ $kind }”: { $share }.
simulate-says-all = Every kind keeps at least { $target }.
simulate-says-needs = To keep { $target } of every kind, it takes { $crew }.
simulate-says-smallest = {" "}With one fewer in any one shift it would be missed.
simulate-says-cut-short = {" "}The search was cut short: fewer may be enough.
simulate-says-enough = These are the smallest shifts that do: with one fewer in any one of them it would be missed.
simulate-says-vain = No number of people up to { $most } in each shift keeps { $target } of every kind.
simulate-vain-kind = { $kind }: { $share } at best. { $why }
simulate-why-no-shift = No shift works on it.
simulate-why-uncovered = For { $tickets } of them nobody is on duty between receipt and due; the longest such time is { $hours } hours, from { $from }.
simulate-why-busy = Even so many are all at work on what is due earlier.
simulate-why-work = The work itself, with the answers of requesters, takes longer than there is.
simulate-says-peak = Most is open at the end of { $day }: { $count } tickets. When all days are over, { $open } are open.
simulate-crew-office = { $count ->
    [0] nobody in office hours
    [one] 1 person in office hours
   *[other] { $count } people in office hours
}
simulate-crew-night = { $count ->
    [0] nobody at night
    [one] 1 person at night
   *[other] { $count } people at night
}
simulate-crew-day = { $count ->
    [0] nobody on reports by day
    [one] 1 person on reports by day
   *[other] { $count } people on reports by day
}
simulate-crew-evening = { $count ->
    [0] nobody in the evening
    [one] 1 person in the evening
   *[other] { $count } people in the evening
}
simulate-and = { $first } and { $last }
simulate-comma = {", "}
simulate-percent = { $number } %
simulate-minutes = { $number } min
simulate-hours = { $number } h
simulate-days-long = { $number } d
simulate-day = { $day } { $month }

## Tables and picture
simulate-chart = Open tickets at the end of each day
simulate-chart-open = Open tickets
simulate-requests = Requests
simulate-reports = Reports
simulate-closed = Office closed
simulate-by-kind = By kind
simulate-kind = Kind
simulate-arrived = Come
simulate-late = Late
simulate-open = Open at the end
simulate-kept = Kept
simulate-half = Half done within
simulate-twentieth = 19 of 20 within
simulate-clocks = Clocks
simulate-reaches = reaches the target
simulate-misses = misses the target
simulate-by-shift = By shift
simulate-shift = Shift
simulate-shift-requests = { $hours } on open days: requests
simulate-shift-reports = { $hours } every day: reports
simulate-people = People
simulate-needed = Needed for { $target }
simulate-busy = Time at work
simulate-weeks = Weeks with most open
simulate-week = Week of { $day }: { $backlog } open at the end of a day, { $arrived } come

## What it reckons with
simulate-work = The work it reckons with
simulate-work-median = Half take less than
simulate-work-p95 = 19 of 20 take less than
simulate-work-from = Learned from
simulate-from-own = { $count } tickets
simulate-from-desk = the whole desk: too few of this kind
simulate-from-nothing = nothing: invented
simulate-asked = { $share } of requests need a question, and half of the answers come within { $time }.
simulate-left-out = Left out: appeals and withdrawals, extensions, holidays of people, and what is open today. Work is the time between one act and the next on the same ticket, an hour at most; what is done outside the portal is not seen.

## Errors
error-simulate-days = Enter 1 to 366 days
error-simulate-from = Enter a date from 2020 to 2040
error-simulate-seed = Enter a whole number, such as 1
error-simulate-target = Enter a share from 50 to 100, such as 99.5
error-simulate-amount = Enter a number from 0 to 5000, such as 40
error-simulate-agents = Enter a number of people from 0 to 100
error-simulate-too-many = More than 200,000 tickets would come. Play fewer days, or with fewer tickets
error-simulate-wrong = These days cannot be played. Check the numbers
