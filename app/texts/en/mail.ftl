### The mails. Subjects may be seen on a locked screen: the product and the reference, never a person, a kind of request or a code.

mail-foot = This mail comes from the privacy portal of { $product }. Nobody reads replies to it: write to us on the page of your request.
mail-reference = Reference
mail-asked = What you asked for
mail-asked-of = App
mail-asked-when = When
mail-open-request = Open the page of your request
mail-open-report = Open the page of your report
mail-keep-reference = Keep the reference. With it, and a code that we send to this address, you can come back at any time.
mail-words = What we want to tell you
mail-kind-joined = News that two requests were joined

## Subjects
mail-subject-code = Your code for the privacy portal of { $product }
mail-subject-receipt = { $product }: we have your request { $reference }
mail-subject-report-receipt = { $product }: we have your report { $reference }
mail-subject-message = { $product }: a message about { $reference }
mail-subject-question = { $product }: please answer a question about { $reference }
mail-subject-expiring = { $product }: your request waits for you to confirm it
mail-subject-outcome = { $product }: our answer to { $reference }
mail-subject-decision = { $product }: we decided on your report { $reference }
mail-subject-delayed = { $product }: { $reference } takes longer
mail-subject-appeal-receipt = { $product }: we are looking at { $reference } again
mail-subject-joined = { $product }: your request was joined to { $reference }
mail-subject-withdrawn = { $product }: { $reference } was withdrawn
mail-subject-in-app = { $product }: your code for { $reference } is in the app
mail-subject-alert = { $reference }: needs attention
mail-subject-alerts = { $count ->
    [one] { $count } ticket needs attention
   *[other] { $count } tickets need attention
}

## A code
mail-code-prove = Somebody, probably you, entered this address with a request to { $product }:
mail-code-means = By entering the code, or by pressing the button behind the link, you say that this is your request. { $product } then begins to work on it.
mail-code-means-deletion = What is deleted cannot be brought back.
mail-code-prove-report = Somebody, probably you, sent a report to { $product } with this address. Enter this code, so that we can tell you here how it ends. We look at the report in any case.
mail-code-open = You want to open the page of a request to { $product }. Enter this code.
mail-code-download = You want to download the copy of your data in { $product }. Enter this code.
mail-code-valid = It works once, and for { $minutes }.
mail-code-link = Or use this link
mail-code-keep = Give the code and the link to nobody. We never ask for them by telephone, in a chat or by mail.
mail-code-not-you = Was this not you? Then you need not do anything: without the code nothing happens.
mail-code-not-you-prove = Was this not you? Then do nothing, and give the code to nobody: without the code and the button nothing happens, and the request goes away by itself.
mail-code-not-you-download = Was this not you? Then somebody may be able to read your mail. Nothing can be downloaded without the code, but please change the password of your mailbox.

## A request arrives
mail-receipt-line = We have received your request.
mail-receipt-no-clock = No fixed time runs for this request. We answer as soon as we can.
mail-receipt-next = A person will work on it. On the page of your request you see the same clock that we see; you can write to us there, add something, or take the request back.
mail-receipt-not-you = Was this not you? Open the page and withdraw the request.
mail-clock-promise = We promise to be done by
mail-clock-law = At the latest by
mail-clock-review = We review it by
mail-appeal-line = You asked us to look at our answer again. Someone who did not decide the first time does it.
mail-appeal-next = Until then the first answer stands. You can add something on the page of your request.
mail-joined-line = You sent us a request that asks for the same as one that we are already working on. We have joined them. Nothing is lost, and the earlier one’s time goes on.
mail-joined-next = From now on there is one page for both.
mail-withdrawn-line = You have taken your request back. We have stopped working on it.
mail-withdrawn-next = What was done before that stays done. You can send a new request at any time. If it was not you who took it back, tell us on the page.
mail-in-app-line = Your account has no email of its own. To make sure that it is yours, we have sent a code into the app, to the account that you named.
mail-in-app-next = Open the app, read the code in the message from support, and enter it on the page of your request. Until then we cannot change or hand out anything.

## A report
mail-report-line = Thank you. We have received your report, and a person looks at it.
mail-report-next = We write to this address when it is decided. Whoever you reported does not learn of you.
mail-report-danger = If somebody is in danger now, call the police or the emergency number where you are.
mail-decision = Decision
mail-decision-line = We have decided on what you reported.
mail-decision-next = To protect other people’s privacy, we cannot tell you more about them. If something new happens, please report it again.

## While it is open
mail-message-line = We have written to you about your request { $reference }:
mail-question-line = To go on with your request { $reference }, we need an answer from you:
mail-answer-by = Please answer by
mail-question-next = A time that we promised is paused until you answer; a deadline of the law may go on. If we hear nothing by then, we go on with what we know.
mail-answer = Answer on the page of your request
mail-expiring-line = You sent a request about your data in { $product }, but this address has not been confirmed. So nobody works on it yet.
mail-expiring-at = If you do not confirm it, we delete it on
mail-confirm = Confirm the request with this link
mail-delayed-line = Your request takes longer than we had told you. We are sorry.
mail-new-due = New date, at the latest
mail-delayed-why = Why
mail-delayed-next = You need not do anything. If you disagree, write to us on the page of your request, or complain to the data protection authority where you live.

## The answer
mail-answer-is = Our answer
mail-decided-at = Date
mail-outcome-access-fulfilled = The copy of your data is ready.
mail-outcome-access-partially-fulfilled = The copy of your data is ready. A part of it had to be left out, and we tell you why.
mail-outcome-access-denied = We cannot give you a copy of the data that you asked for. We tell you why.
mail-outcome-access-nothing-held = We looked, and hold no data of the kind that you asked for.
mail-outcome-correction-fulfilled = We have corrected your data, and passed the correction on to those who had received it.
mail-outcome-correction-partially-fulfilled = We have corrected a part of your data. The rest stays as it is, and we tell you why.
mail-outcome-correction-denied = We have not changed the data. We tell you why.
mail-outcome-deletion-fulfilled = We have deleted the data that you asked us to delete, and told the companies that work with it for us to do the same.
mail-outcome-deletion-partially-fulfilled = We have deleted a part of your data. The rest stays for now, and we tell you why.
mail-outcome-deletion-denied = We have not deleted the data. We tell you why.
mail-outcome-ai-training-withdrawal-fulfilled = Your withdrawal from AI training is in force. Below is what it changes, line by line, and what it cannot change.
mail-outcome-ai-training-withdrawal-partially-fulfilled = Your withdrawal from AI training is in force for a part of your data. Below is what it changes, and why not all of it.
mail-outcome-ai-training-withdrawal-denied = We could not carry out your withdrawal from AI training. We tell you why.
mail-outcome-advertising-opt-out-fulfilled = Advertising is no longer personalised for your account, and our partners have been told.
mail-outcome-advertising-opt-out-partially-fulfilled = Advertising is less personalised for your account, but not everywhere. We tell you why.
mail-outcome-advertising-opt-out-denied = We could not turn off personalised advertising. We tell you why.
mail-outcome-cancelled = We have closed your request without an answer. We tell you why.
mail-package = How to get it
mail-package-where = You can download it from the page of your request for { $days }, at most { $times } times. Before each download we send a new code to this address.
mail-package-open = Go to the download
mail-package-never-attached = We never send your data as an attachment. A mail that does is not from us.
mail-kept = What stays, and until when
mail-kept-line = Some records have to stay for a time. They are used for nothing else, and deleted when it is over.
mail-kept-by-law = { $rule } ({ $law })
mail-kept-request = This request itself, and our answer, are kept for { $years } as proof that we did what we had to.
mail-effects = What changes, line by line
mail-effect-with-words = { $state } { $words }
mail-effect-reversal = You can switch it on again with a request to us. You can ask for another look on the page of your request, or complain to a regulator.
mail-effects-models = An AI model that has learned from data cannot simply forget it. That is why we say above, for each step, what was done and what was not.
mail-refused = What we refused, and why
mail-refused-what = What
mail-refused-whole = The whole request
mail-refused-reason = Reason
mail-refused-law = Law
mail-refused-record = Record that stays
mail-refused-until = Until
mail-done-anyway = What we did do
mail-ways-on = If you disagree
mail-ways-appeal = You can ask for another look on the page of your request. Somebody else then decides.
mail-ways-regulator = You can complain to the authority: { $name }, { $site }
mail-ways-any-regulator = You can complain to the data protection authority of the country where you live.
mail-ways-court = You can also go to court.

## To staff
mail-alert-urgent = A report that cannot wait has come in. Please decide it now.
mail-alert-unclaimed = Nobody has taken this ticket yet.
mail-alert-breached = The promised time is over, and the ticket is still open.
mail-alert-clock = Clock
mail-alert-due = Due
mail-alert-open = Open the ticket
mail-alert-foot = Alert of the privacy portal, sent once for each clock and threshold.
mail-alerts-line = Since the last mail of the portal { $count ->
    [one] one ticket needs somebody.
   *[other] { $count } tickets need somebody.
}
mail-alerts-more = { $count ->
    [one] And one more, which stands in the queue.
   *[other] And { $count } more, which stand in the queue.
}
mail-alerts-open = Open the queue
mail-alerts-foot = Alert of the privacy portal. The first is sent at once; what follows within 15 minutes comes together.
mail-subject-record = The record does not fit what was sealed
mail-record-found = The nightly check of the record of this portal found { $found } { $found ->
    [one] place that was
   *[other] places that were
 } changed, taken away or put in by somebody who wrote to the database past the portal.
mail-subject-record-unread = The record could not be read
mail-subject-clock = The clock of the privacy portal has jumped
mail-record-unread = The nightly check of the record of this portal could not read it to its end. The database may be damaged, or somebody has changed it past the portal.
mail-record-act = Who runs the portal lists them with “habeas audit verify”. Before anything is mended: stop the portal, copy the database as it is, and find out who could write to it.
mail-record-foot = Alert of the privacy portal, sent once a day for as long as something is found.
mail-clock-jumped = The portal last saw { $last }, and then its machine’s clock showed { $shown }. More time seems to have passed than can have.
mail-clock-act = Nothing is erased until the clock is right again: no files, requests or accounts. If it is right, who runs the portal says so with “habeas clock confirm”.
mail-clock-foot = Alert of the privacy portal, sent once for each jump.
