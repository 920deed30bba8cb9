### Acts on a ticket: pause, go on, extend, set a due, reopen, join, cancel, wait for processors; and what each will do.

## Their names on the ticket's page
acts-title = Acts
acts-lead = Each shows what it will do to every clock before it is done.
act-pause = Ask, and pause
act-resume = Go on
act-extend = Extend the law’s limit
act-merge = Join with another request
act-await = Wait for processors
act-cancel = Cancel without an answer
act-due = Set the promise’s due by hand
act-reopen = Reopen

## What each means, above its form
act-pause-lead = The requester gets your question by email. The promise waits for the answer; whether the law’s clock waits too is for the law of their country to say.
act-resume-lead = What we waited for is here. An open pause ends now, and the clocks run on from here.
act-extend-lead = The requester gets a letter with the law, the article, your reason, the new limit and where to complain. The longer limit holds only if the letter leaves before the first one is over.
act-merge-lead = The one that is due first goes on, whichever page you start from. The clocks of the others are cancelled, and what of theirs was due earlier is kept. Messages and files stay where they are; each page leads to the other. The requester is told once.
act-await-lead = The ticket waits for companies that work for us. No clock stops: their time is ours.
act-cancel-lead = Only for what asks for nothing that can be answered. What can be refused is closed as refused, with its reasons. The requester gets your words, and nothing of the request is done.
act-due-lead = This changes the promise alone. Once set, nothing moves it: no pause, no change of a policy or a calendar. The law’s clock stays as it is.
act-reopen-lead = Files and evidence that were destroyed stay destroyed. The requester is told by email, with your words and the new dates.
act-reopen-destroyed = { $count ->
    [one] One file of this ticket was destroyed
   *[other] { $count } files of this ticket were destroyed
}. A reopening does not bring them back.
act-not-now = The ticket’s state does not allow this now.
act-back = Back to the ticket

## Fields
act-words-requester = What to tell them
act-words-requester-hint = Plain words, in their language. It goes out by email and stands on their page.
act-words-reporters = What to tell the reporters
act-words-extend = Why it takes longer
act-words-extend-hint = The law asks for the reason: what is complex, or how many requests there are. It goes into the letter.
act-words-inside = Why
act-words-inside-hint = Stays inside: the requester never sees it.
act-note = Note for colleagues
act-note-hint = Stays inside.
act-due-field = New due
act-due-hint = Date and time in the zone { $zone }. Not in the past, and within a year.
act-how = Why is it reopened
act-how-same = Our mistake
act-how-same-hint = The outcome is withdrawn and the same round goes on. The time while it was closed counts.
act-how-new = Something new came from the requester
act-how-new-hint = A new round begins now with dates of its own. The old outcome stays as it was.
act-how-case-hint = A case is reopened only for our mistake. A report after the decision opens a new case.
act-reason = Reason
cancel-no-request = It asks for nothing about data
cancel-other-product = It is about another company’s product
cancel-a-test = It was sent to try the form
cancel-asked-to-stop = They asked us in another way to stop
cancel-done-elsewhere = It was done in another way
act-others = Requests to join with this one
act-others-none = There is no other open request of this person for the same thing in this product.
act-others-hint = Only what is open to you stands here: a child’s other request must be opened with a purpose first.
act-other = { $reference }, { $state }
act-other-about = Received { $received }, due { $due }.
act-other-differs = It asks for other data: whoever works on the one that goes on must do what both ask for.

## The preview
act-preview = Show what it will do
act-do = Do it
act-again = Show again
preview-title = What it will do
preview-nothing-yet = Nothing is done yet.
preview-caption = The clocks of { $reference }, before and after
preview-goes-on = { $reference } goes on
preview-joined = { $reference } is joined to it
preview-clock = Clock
preview-now = Now
preview-then = Afterwards
preview-at-once = If the answer comes at once
preview-at-end = If nobody answers until { $end }
preview-same = No change
preview-none = None
preview-cancelled = Cancelled
preview-not-paused = Not paused: { $why }
preview-state = State
preview-place = Place in the queue
preview-place-at = Number { $place }, sorted by { $moment }
preview-place-far = After 999 others, sorted by { $moment }
preview-off-queue = Not on the queue
preview-extend-law = By { $source }
preview-extend-leave = The letter must leave by
preview-extend-until = The new limit, if it does
preview-extend-mail = If the letter does not leave in time, the first limit stays, and the ticket’s page says so.

## How a notice of an extension stands
notice-waiting = The notice of an extension has not left yet. It must leave by { $moment }, or the limit stays as it is.
notice-failed = The notice of an extension could not be delivered, so the limit stays as it is: { $moment }. Check the address, and send another before that.
notice-extended = The law’s limit is extended: { $moment }.
notice-void = The notice of an extension left too late. The limit was not extended: { $moment }.

## Joined requests
joined-to = This request was joined to { $reference }, which goes on.
joined-these = Joined to this one
track-joined-to = This request was joined to { $reference }. Everything goes on there.
track-joined-these = Joined to this request

## What was just done
staff-done-resumed = It goes on, and the clocks run.
staff-done-extended = The notice is written. The limit is longer once it has left.
staff-done-due-set = The due is set.
staff-done-reopened = The ticket is open again, and they are told.
staff-done-merged = The requests are joined, and the requester is told. This is the one that goes on.
staff-done-cancelled = The request is cancelled, and they are told.
staff-done-awaiting-processors = The ticket waits for processors.

## What came to pass
event-extension-sent = Notice of an extension written
event-extended = The law’s limit was extended
event-extension-void = The notice left too late: the limit was not extended
event-due-set = Due set by hand
event-reopened = Reopened
event-merged = Other requests were joined to this one
event-awaiting-processors = Waiting for processors
event-processors-done = The processors are done
reopened-same = our mistake
reopened-new = something new
track-event-extension-sent = We wrote to you that we need more time
track-event-extended = The law’s limit was extended
track-event-due-set = We set another date
track-event-reopened = We took it up again
track-event-merged = Another request of yours was joined to this one
track-event-awaiting-processors = We are waiting for companies that work for us
track-event-processors-done = The other companies did their part

## Mails
mail-kind-extension = Notice of an extension
mail-kind-reopened = News of a reopening
mail-subject-reopened = { $product }: we have taken { $reference } up again
mail-extension-line = We cannot answer your request within the time that the law gives first, and take the longer time that it allows.
mail-extension-law = Law
mail-extension-article = { $law }, { $article }
mail-extension-first = First date
mail-extension-next = We go on working on it, and answer earlier if we can. You need not do anything.
mail-merged-line = You sent us more than one request for the same thing. We have joined them, so that they are answered together. Nothing is lost, and the earliest date holds.
mail-merged-others = Joined to it
mail-merged-next = From now on everything goes on under the one reference above. What you wrote on the other pages can still be read there.
mail-reopened-same = We had closed your request, and that was our mistake. We have taken it up again. The time while it was closed counts as ours.
mail-reopened-new = Because of what came in after our answer, we have taken your request up again. New dates hold from now on; the earlier answer stays on your page as it was.
mail-reopened-case = We had decided on your report, and that was our mistake. We look at it again, and write to you when it is decided.
mail-reopened-next = You need not do anything. Files that we had destroyed after our answer are gone; if we need one again, we ask you.

## Mistakes
error-due-required = Enter a date and a time
error-due-past = Enter a moment that is still to come
error-due-far = Enter a moment within a year from now
error-extend-no-law = The law that holds here knows no extension with a number
error-extend-twice = It was extended already: once is all that the law allows
error-extend-late = The first limit is over. An extension would have had to be told before it
error-extend-nothing = An extension would change nothing: an earlier date holds, from a request that was joined to this one
error-merge-state = One of them cannot be joined: it is closed, handed over, or an appeal
error-merge-other = These are not requests of one person for the same thing
error-merge-account = They name different accounts in the app. Each is answered for itself
error-merge-clock = They stand under the laws of different countries, and a deadline would be lost. Each is answered for itself
error-reopen-gone = What was personal in it has been taken out. The person has to send a new request
error-reopen-handover = It was handed over to the young person, who decides
error-reopen-case = A report after the decision opens a new case. A case is reopened only for our mistake
error-reopen-other-case = Another case about the same is open already. Decide that one
