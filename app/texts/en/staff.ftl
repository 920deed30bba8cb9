### The staff's side: the queue, the ticket, the report desk. Also the names of roles, checks, mails and events.

## States and kinds as the staff read them: short, and from their side
staff-state-identity-unverified = Unproved
staff-state-in-review = New
staff-state-in-progress = In progress
staff-state-requires-input = Waiting for the requester
staff-state-pending-external = Waiting for other companies
staff-state-fulfilled = Done
staff-state-partially-fulfilled = Done in part
staff-state-denied = Refused
staff-state-revoked = Withdrawn by the requester
staff-state-cancelled = Cancelled
staff-state-expired = Lapsed
staff-state-duplicate = Joined to an earlier one
staff-state-appealed = Another look asked for
staff-state-decided = Decided
staff-kind-access = Access
staff-kind-correction = Correction
staff-kind-deletion = Deletion
staff-kind-ai-training-withdrawal = AI training
staff-kind-advertising-opt-out = Advertising
staff-kind-report = Report

## How near the due is
standing-running = In time
standing-at-risk = At risk
standing-amber = At risk
standing-red = Nearly due
standing-breached = Breached
standing-paused = Paused
standing-met = Met
standing-closed = Closed
governing-promise = Promise
governing-law = Law
governing-review = Review

## Mails
mail-kind-code = Code
mail-kind-receipt = Receipt
mail-kind-message = Message
mail-kind-question = Question
mail-kind-reminder = Reminder
mail-kind-outcome = Outcome
mail-kind-delayed = News of a delay
mail-kind-report-receipt = Receipt of a report
mail-kind-decision = Decision
mail-kind-appeal-receipt = Receipt of an appeal
mail-kind-in-app = Note about the code in the app
mail-kind-withdrawn = Confirmation of a withdrawal
mail-kind-alert = Alert
delivery-queued = waiting to be sent
delivery-sent = sent
delivery-failed = failed

## What came to pass. The words stand alone, or after a name: "Mei: Taken on".
event-submitted = Sent
event-proved = Email confirmed
event-joined = Joined to an earlier request
event-claimed = Taken on
event-released = Put back on the queue
event-claim-expired = Put back on the queue after a time without work
event-asked = Question asked
event-answered = Question answered
event-resumed = The clock runs again
event-message-sent = Message from support
event-message-received = Message to support
event-note-added = Internal note written
event-in-app-code-made = Code made, to be sent inside the app
event-in-app-code-confirmed = Code from the app entered: the account is confirmed
event-package-added = File added to the copy of the data
event-package-downloaded = File of the copy downloaded
event-closed = Closed
event-decided = Decided
event-withdrawn = Withdrawn
event-appealed = Another look asked for
event-expired = Lapsed: the email was never confirmed
event-reminded = Reminder sent
event-breached = Due moment missed
event-delay-told = Told of the delay
event-file-destroyed = File destroyed
event-report-added = Report added
event-escalated = Raised to the people on call
event-code-sent = Code sent by email
event-opened = Page opened
event-searched = Searched
event-cancelled = Cancelled

## What is ticked before closing
message-files = Files
message-files-hint = Up to { $megabytes } MB each. They open on the requester’s page and are never attached to an email. Copies of data belong into the package instead.
check-claimed-id-not-used = The ID that they typed is not confirmed: I worked on the account of the email alone.
check-in-app-code-confirmed = The code from the app has come back: this person controls the account.
check-matched-first = One data point of the account that they named agrees with the product’s console.
check-matched-second = A second data point, of another sort, agrees too.
check-third-parties-left-out = Other people’s words, names and pictures are left out or covered.
check-secrets-left-out = Passwords, tokens, keys and security answers are left out.
check-account-found = The account was found, and it is theirs.
check-datum-changed = The datum is changed in the product, and reads as asked.
check-processors-told = The companies that received it were told.
check-identifiers-read-before-erasing = What other companies need to find the data was read before it was erased.
check-erased = The data is erased, copies and search indexes included.
check-kept-records-listed = What the law keeps is ticked below, each with its rule.
check-switch-set = The switch of the account is set in the console, and was read back.
check-partners-told = The advertising partners were told.

## Log-in and invitation
staff-login-title = Staff log-in
staff-login-lead = For those who answer requests. If you want to use your own rights, go back to the front page.
staff-login-front = Front page
staff-email = Work email
staff-password = Password
staff-password-hint = At least 12 characters. A sentence is easy to keep in mind.
staff-login-button = Log in
staff-join-title = Join the staff
staff-name = Your name
staff-name-hint = Colleagues see it. People who ask never do.
staff-join-button = Join

## Said everywhere
staff-none = none
staff-unknown = not given
staff-zone = Times are in your zone, { $zone }.

## Queue
queue-title = Queue
queue-count = { $count ->
    [one] { $count } open ticket
   *[other] { $count } open tickets
}
queue-counts-label = Show
queue-view-all = All open
queue-view-mine = Mine
queue-view-unassigned = Held by nobody
queue-view-at-risk = At risk
queue-view-breached = Breached
queue-view-paused = Paused
queue-filter-label = Filter
queue-product = Product
queue-kind = Kind
queue-state = State
queue-any = All
queue-show = Show
queue-clear = Show all
queue-search = Find
queue-search-hint = A reference, a whole email address or an app ID
queue-search-button = Find
queue-next = Next ticket
queue-caption = Tickets, the first due on top
queue-standing = Clock
queue-due = Due
queue-reference = Reference
queue-from = From
queue-holder = Held by
queue-me = Me
queue-nobody = Nobody
queue-act = Act
queue-claim = Take on
queue-closed-at = Closed { $moment }
queue-paused-until = Ends { $moment }
queue-urgent = Urgent
queue-pager = Pages
queue-shown = { $count ->
    [one] { $count } ticket on this page
   *[other] { $count } tickets on this page
}
queue-more = Later ones
queue-first = Back to the first
queue-empty-title = Nothing to do
queue-empty = No request is open. This page tells you when one comes.
queue-empty-filter-title = Nothing here
queue-empty-filter = No open ticket fits this filter.
queue-found-title = Found for “{ $words }”
queue-found-none-title = Nothing found
queue-found-none = Nothing fits “{ $words }”. Addresses and IDs are found only whole and exact.
queue-back = Back to the queue
queue-failed-mails = { $count ->
    [one] { $count } mail could not be delivered. Its ticket says why.
   *[other] { $count } mails could not be delivered. Their tickets say why.
}
live-one = 1 change since you opened this
live-many = { $count } changes since you opened this
live-stale = The connection was lost for a while: this list may be old
live-show = Show it

## Keys
keys-title = Keys
keys-off = Switch single keys off
keys-on = Switch single keys on
keys-lead = Single keys work while you are not typing. Escape leaves a field.
keys-next-row = next line
keys-previous-row = line before
keys-open = open the line
keys-claim = take on
keys-next-ticket = next ticket
keys-search = find
keys-help = this help
keys-message = write a message
keys-question = ask a question
keys-note = write a note
keys-close = close
keys-decide = decide
keys-queue = back to the queue

## Ticket
ticket-received = Received
ticket-proved = Email confirmed
ticket-not-proved = Email not confirmed yet
ticket-language = Language
ticket-country = Country
ticket-held-by = Held by { $name }
ticket-held-by-me = You hold this ticket
ticket-held-by-nobody = Nobody holds this ticket
ticket-claim = Take on
ticket-take-over = Take over
ticket-release = Put back
ticket-claim-first = Take this ticket on first: then the forms for writing, asking and closing are here.
ticket-released-alone = A ticket goes back by itself after 30 minutes without work.
ticket-own-appeal = This is an appeal against your own decision. Another person must decide it.
ticket-urgent = Urgent: raised at once
ticket-csam-title = Sexual exploitation of a child
ticket-csam = Do not open, copy, download or forward the content. Call the person on call and follow the procedure for child safety; record only what was done.
ticket-asked = What is asked for
ticket-everything = Everything that is held
ticket-account = The account and all that belongs to it
ticket-categories = Data
ticket-transfers = Transfers abroad
ticket-transfers-yes = Wants to know which data went to which country
ticket-format = Form
ticket-format-readable = readable by people
ticket-format-machine = readable by machines
ticket-format-both = both
ticket-words = In their words
ticket-says = It says
ticket-should-say = It should say
ticket-streams = Streams
ticket-stream-ends = a withdrawal ends the collection
ticket-stream-stops = a withdrawal ends the use for training
ticket-target = About
ticket-target-link = A link
ticket-target-user = A user
ticket-target-message = A message
ticket-section = policy, section { $section }
ticket-sensitive = sensitive
ticket-clocks = Clocks
ticket-messages = Messages
ticket-messages-none = Nothing has been written yet.
ticket-note-label = Internal note: the requester never sees it
ticket-from-requester = Requester
ticket-from-agent = Support
ticket-from-system = System
ticket-event-with = { $what }: { $facts }
ticket-partners = Advertising partners
ticket-kind-question = Question
ticket-kind-answer = Answer
ticket-kind-outcome = Outcome
ticket-kind-decision = Decision
ticket-delivery = Email: { $state }
ticket-mails = Emails of this ticket
ticket-mail-kind = Mail
ticket-mail-state = State
ticket-mail-queued = Queued
ticket-mail-sent = Sent
ticket-mail-tries = Tries
ticket-mail-error = Last failure
ticket-timeline = History
ticket-files = Files
ticket-outcomes = Outcomes
ticket-cycle = Round { $number }
ticket-inside = Stays inside
ticket-others = Other tickets of this address
ticket-changed-title = Someone else was quicker
ticket-changed = What has happened since you opened this ticket is listed below. Your words are still in the form: look, then send them again.
ticket-changed-since = Since then
ticket-changed-yours = Yours
ticket-side = Who asks, and what you can do

## Who asks
subject-title = Who asks
subject-email = Email
subject-email-proved = confirmed: they control this address
subject-email-open = not confirmed
subject-contact = Contact address only
subject-contact-no-power = No power over any account yet: the account has no email, and this address is only for writing. Nothing may be given out, changed or erased before the code from the app has come back.
subject-contact-power = The code from the app has come back: they control the account.
subject-login = Enters through
subject-app-id = ID in the app
subject-app-none = no ID given
subject-app-claimed = claimed, not confirmed
subject-app-sent = a code is on its way
subject-app-confirmed = confirmed by the code from the app
in-app-title = Confirm inside the app
in-app-lead = Makes a code that you send to this ID inside the app. They enter it on their page: so they prove that the account is theirs.
in-app-button = Make a code
in-app-again = Make a new code
in-app-code = Code
in-app-until = Works until { $moment }
in-app-words-label = Send these words inside the app
in-app-words = Your code for request { $reference } is { $code }. Enter it on the page of your request. Did you not ask for anything? Then ignore this message and pass the code to nobody.
copy = Copy
copied = Copied

## Forms of the ticket
message-title = Write to them
message-label = Message
message-hint = Goes by email as news; the words themselves are read on their page. The clocks keep running.
message-button = Send the message
question-title = Ask a question
question-label = Question
question-hint = Say what you need and why. Nothing that you could look up yourself.
question-reason = Why
question-clarification = Something is unclear
question-identity-check = To check who they are
question-days = Wait at most
question-days-hint = Days from now, 1 to 30.
question-pause = The promise is paused until they answer, or until that time is over: with 7 days by { $week }, with 30 by { $month }. Whether the law’s clock pauses is for the law of their country to say; the clocks will show it.
note-title = Internal note
note-label = Note
note-hint = For colleagues. The requester never sees it.
note-button = Keep the note
package-title = The copy of their data
package-lead = The file lies encrypted. They need a fresh code to fetch it, and it is destroyed when its time is over.
package-file = File
package-file-hint = At most { $size } MB.
package-button = Add the file
package-none = No file yet. Add one, or close with “nothing is held”.

## Closing
close-title = Close
close-lead = Their page and an email tell them at once. A closed round is never changed; they can ask for another look.
close-outcome = How does it end?
close-fulfilled = Done
close-fulfilled-hint = All that was asked for is done.
close-partly = Done in part
close-partly-hint = Some is done; each refused part has its reason.
close-denied = Refused
close-denied-hint = Nothing is done; each refusal has its reason.
close-checks = Checked
close-checks-hint = Needed for “done” and “done in part”.
close-known = known to the portal
close-not-yet = not yet
close-refusals = Refusals
close-refusals-hint = For “done in part” and “refused”: one line for each part, with one of the coded reasons. Empty lines do not count.
close-no-exceptions = The { $count } cases in which the policy collects without consent are not reasons to refuse anybody anything. That is why they are not on this list.
close-refusal = Refusal { $number }
close-more-refusals = More refusals
close-item = What
close-whole = The whole request
close-reason = Reason
close-no-reason = Choose a reason
close-reason-law = { $reason } ({ $law })
close-why = Why, in plain words
close-record = The record that must be kept
close-record-hint = Only for “a law orders that it is kept”: which record, and until when.
close-until = Kept until
close-done-anyway = What you did do
close-done-anyway-hint = Where something is refused, say what was done all the same.
close-nothing-held = We hold nothing about this person.
close-nothing-held-hint = Instead of a file. Tick it only after looking everywhere.
close-kept = What stays after the deletion
close-kept-hint = Tick each that applies; their confirmation names it with its rule.
close-effects = What the withdrawal does
close-effects-hint = Each line goes into their confirmation as it stands here. Say only what is true.
close-effect-at = Done at ({ $zone })
close-effect-date = Next data set is frozen on
close-effect-state = What holds
close-effect-choose = Choose
close-effect-said = The confirmation says this by itself.
close-effect-words = A word about it
close-words = Words to them
close-words-hint = Short and plain. They are mailed a link, and read the words on their page.
close-button = Close the request

## Reports
reports-title = Reports of this case
report-by = Report { $reference }
report-at = Received
report-harm = Harm
report-words = In the reporter’s words
report-words-none = The reporter wrote no words.
report-anonymous = without an address
report-email-proved = address confirmed
report-email-open = address not confirmed
report-pictures = { $count ->
    [one] Show { $count } picture
   *[other] Show { $count } pictures
}
report-pictures-warning = May disturb you. They are blurred until you point at them or go to them.
report-picture = Picture { $name } of report { $reference }
decide-title = Decide
decide-lead = The decision stops the 24-hour clock. Each reporter who left an address is told.
decide-what = What do you do?
decide-no-action = Leave it as it is
decide-no-action-hint = It breaks no rule. The reporters are told that it was looked at, and why it stays.
decide-content-removed = Remove the content
decide-content-removed-hint = Remove it in the product’s console first; this records it.
decide-warned = Warn the user
decide-warned-hint = Send the warning in the product’s console first; this records it.
decide-suspended = Suspend the account
decide-suspended-hint = For a time. Set it in the product’s console first; this records it.
decide-terminated = Close the account for good
decide-terminated-hint = Do it in the product’s console first; this records it.
decide-words = To the reporters
decide-words-hint = What was done and why. Nothing about the reported person that they need not know.
decide-inside = Stays inside
decide-inside-hint = For colleagues and for an audit: what you looked at, which rule.
decide-button = Record the decision

## What was just done
staff-done-claimed = You hold this ticket now.
staff-done-released = The ticket is back on the queue.
staff-done-note-added = The note is kept.
staff-done-message-sent = The message is sent.
staff-done-asked = The question is sent. A promise waits for the answer; a deadline of the law may go on.
staff-done-in-app-code-made = The code is made. Send it inside the app.
staff-done-package-added = The file is added.
staff-done-closed = The request is closed, and they are told.
staff-done-decided = The decision is recorded, and the reporters are told.
staff-done-joined = You have joined. Welcome.
staff-done-nothing-next = There is no other ticket to do.


## Development mail
dev-mail-title = Captured mail
dev-mail-lead = This portal sends no mail. What it would have sent is shown here.
dev-mail-none = No mail yet.
dev-mail-to = To
dev-mail-at = At
dev-mail-text = Text
dev-mail-html = As HTML
dev-mail-all = All mail
dev-mail-to-line = to { $address }
