### What came to pass on a child's ticket, as staff read it in the history.

event-child-code-sent = Code sent to the child
event-child-code-confirmed = The code came back
event-child-knows-guardian = The child knows this guardian
event-child-told = Child told
event-child-to-be-asked = The child is to be asked inside the app
event-nobody-told = Nobody told, because of a flag
event-other-guardian-told = Another guardian told
event-guardian-agreed = Another guardian agrees
event-guardian-objected = Another guardian objects
event-authority-granted = Authority confirmed: the request goes on
event-authority-given-up = Authority given up
event-authority-ended = Authority ended
event-consent-given = Consent given
event-consent-withdrawn = Consent taken back
event-child-agreed = The child agrees to the consent
event-child-disagreed = The child does not agree to the consent
event-flag-set = Flag set
event-flag-lifted = Flag lifted
event-handed-over = The child is of age: the young person is asked
event-handover-lapsed = The young person did not answer in time
event-young-link-made = Link made for the young person
event-young-person-cancelled = The young person stopped it
event-adopted = The young person made it their own
event-takeover-suspected = Takeover of the account suspected
event-takeover-ruled-out = Takeover of the account ruled out
guardian-act-guardian-authority = My proof
