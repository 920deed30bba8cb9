### Keeping, and no longer: what a page says of a closed ticket whose words are gone.

## The staff's page
retention-staff-title = The personal parts of this ticket are gone
retention-staff-text = It was closed, the time for an appeal is over, and it has been kept as long as the policy says. Who asked, what was written and every file were taken out. What was decided, for which coded reasons and in what time is still here.
event-pseudonymised = Personal parts taken out
event-erased = Erased

## The requester's page
retention-track-title = What you wrote is no longer kept
retention-track-text = This request is closed. Your address, your messages and your files have been taken out of it. What stays for some years is how it was answered and when, so that we can show that it was.
track-event-pseudonymised = Your words and your address were removed
