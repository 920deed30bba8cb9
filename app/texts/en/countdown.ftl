### The countdown to a due moment, and what a clock says when it has stopped.

## What is seen: short. { $time } is made of these units.
countdown-days = { $days } d { $hours } h
countdown-hours = { $hours } h { $minutes } min
countdown-minutes = { $minutes } min
countdown-seconds = { $minutes } min { $seconds } s

## What is heard: { $time } is made of these
countdown-day = 1 day
countdown-long-days = { $count } days
countdown-hour = 1 hour
countdown-long-hours = { $count } hours
countdown-minute = 1 minute
countdown-long-minutes = { $count } minutes
countdown-soon = less than a minute

## Seen and heard
countdown-left = { $time } left
countdown-over = overdue by { $time }
countdown-paused = paused, ends in { $time }
countdown-resumed = the pause has ended
countdown-done-early = This clock is done. It stopped { $time } before it was due.
countdown-done-late = This clock is done. It stopped { $time } late.

## What is said when a clock turns while the page is open
countdown-turned = { $clock }, now: { $standing }. Load this page again to see how things stand.
countdown-turned-due = { $clock }: the due moment has passed. Load this page again to see how things stand.
countdown-turned-resumed = { $clock }: the pause has ended and the clock runs again. Load this page again to see how things stand.
