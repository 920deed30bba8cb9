### Alerts, the rota, and why a clock was late.

nav-alerts = Alerts
nav-rota = On call
alerts-new = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
alerts-many = more than { $count } new

## The list
alerts-title = Your alerts
alerts-lead = What a clock wanted somebody to know, sent to you by email as well. Opening the ticket marks its alerts as seen.
alerts-caption = Alerts, the new ones first
alerts-none = No alerts yet.
alerts-what = What
alerts-ticket = Ticket
alerts-kind = Kind
alerts-clock = Clock
alerts-reached = Reached
alerts-told = Told
alerts-seen = Seen
alerts-state-new = New
alerts-state-seen = Seen
alerts-closed = Closed meanwhile
alerts-see = Mark as seen
alerts-see-one = Mark as seen: { $reference }, { $what }
alerts-see-all = Mark all as seen
alerts-done = Marked as seen.
alert-point-unclaimed = Nobody has taken it
alert-point-elapsed = Not done for long
alert-point-amber = At risk
alert-point-red = Nearly due
alert-point-breach = Late

## Late clocks without a reason
alerts-unexplained = Late without a reason
alerts-unexplained-lead = { $count ->
    [one] One clock was late, and nobody has said why. Open the ticket and choose the reason.
   *[other] { $count } clocks were late, and nobody has said why. Open each ticket and choose the reason.
}
alerts-unexplained-since = Late since

## The panel on the ticket
breach-title = Why was it late?
breach-lead = The clock “{ $clock }” was due on { $due } and was missed. Choose the reason: it is counted, and the requester does not see it.
breach-code = Reason
breach-words = In your own words
breach-words-hint = Only for “Something else”. It is kept as an internal note.
breach-button = Keep the reason
breach-known = “{ $clock }” was late: { $reason }
breach-reason-staffing = Too few people at the desk
breach-reason-technical = A fault of the portal or of the product’s console
breach-reason-processor-late = A company that received the data answered late
breach-reason-misrouted = It lay in the wrong place
breach-reason-complex = It took more work than usual
breach-reason-calendar-error = A calendar was wrong
breach-reason-our-mistake = Our mistake
breach-reason-third-party = Somebody outside had to act first
breach-reason-other = Something else
staff-done-breach-reason-given = The reason is kept.
error-breach-none = This clock was not late. Look at the page again
error-breach-said = Somebody has given the reason already. Look at the page again

## The rota
rota-title = On call for reports
rota-lead = Who is on call is told when a report is not decided after half of its time, at any hour. If nobody is on call, the leads are told.
rota-now = On call now
rota-now-until = { $name }, until { $until }
rota-now-nobody = Nobody
rota-next = Next
rota-next-from = { $name }, from { $from }
rota-next-nobody = Nobody yet
rota-gaps = { $product }: nobody is on call in these times of the next 14 days
rota-gap = { $from } – { $until }
rota-gaps-more = { $count ->
    [one] and one more time
   *[other] and { $count } more times
}
rota-turns = Turns
rota-caption = Turns that are not over
rota-none = No turns yet.
rota-who = Who
rota-product = Product
rota-product-all = All products
rota-from = From
rota-until = Until
rota-remove = Remove
rota-remove-one = Remove the turn of { $name } from { $from }
rota-end = End now
rota-end-one = End the turn of { $name } now
rota-away-mark = Away until { $until }
rota-add = Add a turn
rota-add-lead = Times are those of the product’s office ({ $zone }).
rota-member = Who
rota-add-button = Add the turn
rota-away = Away
rota-away-lead = Who is away gets no alerts and no tickets: the next person up gets them. Leave both times empty when you are back. Times are those of the office ({ $zone }).
rota-away-from = Away from
rota-away-until = Back from
rota-away-me = I myself
rota-away-button = Save
rota-away-list = Away now or soon
rota-away-line = { $name }: { $from } – { $until }
rota-done-rota-added = The turn is on the rota.
rota-done-rota-removed = The turn is off the rota.
rota-done-away-saved = Saved.
error-moment-wrong = Enter a day and a time
error-rota-order = The end must come after the beginning
error-rota-long = Choose an end within a year
error-rota-past = This is over already. Choose a time to come
error-rota-overlap = Somebody is on call for this product in this time already. Choose another time, or remove that turn first
error-rota-member = Choose somebody who works on reports of this product
error-rota-gone = This turn is over, or was removed meanwhile

## Emails to staff. What came to pass, then what to do.
mail-alert-product = Product
mail-alert-kind = Kind
mail-alert-elapsed = Much of the time for this ticket is over, and it is not done.
mail-alert-amber = This ticket is due soon.
mail-alert-red = This ticket is due very soon.
mail-alert-do-urgent = Open the case now. Make no copies of what it shows.
mail-alert-do-unclaimed = Take it, or give it to somebody who can.
mail-alert-do-elapsed = You are on call: open it, and decide it or find somebody who will.
mail-alert-do-amber = Finish it in time, or hand it over today.
mail-alert-do-red = Finish it now. If you cannot, tell your lead at once.
mail-alert-do-breached = See that it is finished. The ticket asks for the reason; the requester is told of the delay, with a new date.

## Emails to requesters: a date was missed
mail-late-line = We have not kept a date that we gave you for your request. We are sorry. We are still working on it.
mail-late-promise = What we had promised, and missed
mail-late-law = The limit set by law, which we missed
mail-late-new = By when we now mean to be done
mail-late-again = If we miss this date too, we will tell you.

## The requester’s page
track-late = We are late with this request, and we are sorry. We now mean to be done by { $moment }.

## What came to pass
event-alert-fired = Alert sent
event-alert-superseded = Alert left out, since a graver one was due
event-breach-reason-given = Reason for the delay given
event-rota-added = Turn on call added
event-rota-removed = Turn on call removed
event-staff-away = Absence set
