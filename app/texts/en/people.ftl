### People who work here: roles, coming in, one's own account, colleagues, the access log, the log of refusals.

## Roles
role-viewer = Viewer
role-agent = Agent
role-reviewer = Reviewer
role-lead = Lead
role-privacy-officer = Privacy officer
role-administrator = Administrator
role-viewer-hint = reads tickets, changes nothing
role-agent-hint = works on people’s requests
role-reviewer-hint = works on reports
role-lead-hint = works on both, and hands tickets to colleagues
role-privacy-officer-hint = also reads the access log and the refusals, and approves who sees children’s data
role-administrator-hint = also invites people, sets roles and closes accounts

## Coming in
staff-join-lead = You were invited as: { $role }.
staff-join-products = For: { $products }.
staff-join-bound = This invitation is for this address.
staff-login-forgot = Forgot your password?
staff-login-done-password-set = Your new password is set. Log in with it.
staff-login-done-logged-out = You are logged out.
second-title = Your second factor
second-lead = Enter the six digits that your authenticator shows, or one of your recovery codes.
second-code = Code
second-button = Continue
second-logout = Log out
second-enrol-title = Set up a second factor
second-enrol-lead = Everybody who works here needs one: a password alone opens nothing. Scan the picture with an authenticator app, or type the key, then enter the code that it shows.
second-enrol-again = Until you enter a code from the new one, the old one stays.
second-enrol-picture = Picture for the authenticator
second-enrol-key = Key, for typing
second-enrol-open = Open in an authenticator on this device
second-enrol-dev = This is the development portal: the code of now is
second-enrol-code = Code from the authenticator
second-enrol-button = Set up
codes-title = Your recovery codes
codes-lead = Each opens your account once when you do not have your authenticator. Keep them apart from your password. They are shown only now.
codes-go-on = I have kept them: continue
confirm-title = Confirm that it is you
confirm-lead = What comes next is weighty. Enter your password again; it then holds for ten minutes.
confirm-button = Confirm
forgot-title = A new password
forgot-lead = We send you a link. Your second factor stays as it is.
forgot-button = Send the link
forgot-sent-title = Look into your mail
forgot-sent = If this address has an account here, a link is on its way. It works once, for 30 minutes.
reset-title = Choose a new password
reset-lead = All your sessions end, and you log in anew.
reset-button = Set the password

## One's own account
own-title = Your account
own-role = Role
own-products = Products
own-products-all = all
own-products-none = none
own-minors = Children’s data
own-minors-yes = approved since { $when }
own-minors-no = not approved
own-password-title = Change the password
own-password-current = Present password
own-password-new = New password
own-password-button = Change the password
own-second-title = Second factor
own-second-since = Set up on { $when }.
own-second-left = { $count ->
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
own-second-new = Set up another authenticator
own-recovery-new = Make new recovery codes
own-sessions-title = Sessions
own-sessions-caption = Where you are logged in
own-session-browser = Browser
own-session-unknown = not known
own-session-on = { $browser } on { $system }
own-session-began = Since
own-session-seen = Last used
own-session-act = End
own-session-here = this one
own-session-end = End it
own-sessions-end = End all others
own-done-password-changed = Your password is changed. Your other sessions have ended.
own-done-sessions-ended = Ended.
own-done-second-set = The new second factor counts from now on.

## Colleagues
people-title = Staff
people-caption = Everybody on the staff
people-name = Name
people-email = Email
people-role = Role
people-products = Products
people-products-hint = None ticked: all, those that come later included.
people-minors = Children’s data
people-second = Second factor
people-second-missing = not set up yet
people-yes = yes
people-no = no
people-left = left on { $when }
people-me = you
people-open = Change
people-invite = Invite somebody
people-invite-hint = With an email, the link goes there and works for that address alone. Without one it is shown to you, once, to pass on. It works once, for three days.
people-invite-confirm-text = To invite somebody, enter your password first. It counts for ten minutes.
people-invite-confirm = Enter the password
people-invite-email = Email
people-invite-button = Make the invitation
people-link-title = The invitation’s link
people-link-hint = It is not shown again.
people-pending = Open invitations
people-pending-none = None.
people-pending-until = Until
people-pending-by-hand = link passed on by hand
people-withdraw = Withdraw
people-done-invited = The invitation is on its way.
people-done-withdrawn = The invitation is withdrawn.
people-done-role-changed = The role is changed.
people-done-minors-approved = Approved.
people-done-minors-withdrawn = The approval is taken back.
people-done-closed = The account is closed. Its tickets were handed over or put back.
one-back = Back to the staff
one-self = This is you. Another has to change your role or close your account.
one-beyond = This person also works on products that are not yours. Somebody who has all of these products can change roles and access here.
one-role-title = Role and products
one-role-hint = It counts from the next click. An approval for children’s data ends with a change of role.
one-role-button = Save
one-minors-title = Children’s data
one-minors-lead = Who is approved may open tickets of children, each time with a purpose, and each look is recorded. Approve those alone who need it for their work.
one-minors-approve = Approve
one-minors-withdraw = Take the approval back
one-close-title = Close the account
one-close-lead = All sessions end at once. The name stays in the record; the address, the password and the second factor are erased. Open tickets go to a colleague who may have them, the others back on the queue.
one-close-to = Open tickets go to
one-close-nobody = nobody: back on the queue
one-close-button = Close the account

## The access log
nav-access = Access log
nav-refusals = Refusals
nav-own = Your account
access-title = Access log
access-lead = Who opened what, when and what for. Searches are here without their words.
access-caption = Looks, the newest first
access-member = Who
access-what = What
access-reference = Reference
access-product = Product
access-from = From
access-to = To
access-minors = Children’s data only
access-at = When
access-purpose = What for
access-child = child
access-any = all
access-filter = Show
access-export = Download as a table
access-export-hint = The download is a look too.
access-none = Nothing was looked at.
access-more = Older
look-ticket = Ticket
look-file = File
look-evidence = Evidence
look-search = Search
look-export = Export of a log
purpose-working-the-request = Working on the request
purpose-quality-check = Checking the quality of our work
purpose-legal-duty = A duty of the law
purpose-safeguarding = Protecting the child

## The log of refusals
refusals-title = Refusals
refusals-lead = What was refused, in whole or in part, and why. No persons.
refusals-caption = Refusals, the newest first
refusals-kind = Asked for
refusals-country = Country
refusals-how = How
refusals-reasons = Reasons
refusals-none = Nothing was refused.

## Before a child's ticket
gate-title = This ticket is about a child
gate-lead = Say what you open it for. It then stays open to you for { $minutes } minutes, and the look is recorded with its purpose.
gate-purpose = What for
gate-note = More about it
gate-note-hint = For the privacy officer. No names.
gate-button = Open the ticket
gate-no = Only colleagues whom the privacy officer has approved may open it.
reassign-title = Give it to a colleague
reassign-to = Colleague
reassign-button = Hand over

## Mistakes
error-products-wrong = Choose products that you work with yourself
error-not-yourself = You cannot do this for yourself
error-purpose-required = Choose what you open it for
error-look-required = Say first what you open this ticket for
error-date-wrong = Enter a date as 2026-03-31

## What came to pass
event-viewed = Looked at
event-reassigned = Handed to a colleague
staff-done-reassigned = The ticket is handed over.
staff-done-look-begun = The ticket is open to you, and the look is recorded.

## Mails
mail-kind-invitation = Invitation
mail-kind-staff-reset = Link for a new password
mail-kind-staff-notice = News about an account
mail-subject-invitation = Your invitation to the privacy portal
mail-invitation = You are invited to work at the privacy portal, as: { $role }.
mail-invitation-link = Accept the invitation
mail-invitation-valid = The link works once, for { $time }, and for this address alone.
mail-invitation-foot = If you expected no invitation, do nothing: it ends by itself.
mail-subject-staff-reset = A new password for the privacy portal
mail-staff-reset = Somebody, probably you, asked for a new password for your work account.
mail-staff-reset-link = Choose a new password
mail-staff-reset-valid = The link works once, for { $time }.
mail-staff-reset-foot = If it was not you, do nothing: your password stays as it is.
mail-subject-staff-notice = Your account at the privacy portal
mail-staff-password-changed = The password of your work account was changed on { $when }.
mail-staff-password-changed-foot = If it was not you, tell your administrator at once.

## Accounts of people that are frozen
frozen-title = Frozen accounts
frozen-lead = Accounts of people whose email was changed, and whose earlier mailbox says that somebody else did it. Nothing opens them. Find out whose each is before you open it.
frozen-caption = Frozen accounts, the longest first
frozen-since = Frozen since
frozen-products = Products
frozen-products-none = None: nothing was asked for with it yet
frozen-act = Look
frozen-look = See whose addresses they are
frozen-look-hint = Looking is recorded, and asks for your password when you entered it more than ten minutes ago.
frozen-none = No account is frozen.
frozen-one-title = A frozen account
frozen-to = Whose is it?
frozen-to-present = It stays with { $email }, the address that it has now
frozen-to-former = It goes back to { $email }, which it had before
frozen-checked = How do you know?
frozen-checked-both = Both mailboxes say the same
frozen-checked-in-app = They entered a code that was shown inside the app
frozen-checked-matched = What they told us matches what we hold, and no stranger could know it
frozen-checked-document = A document, or in person
frozen-factor = They do not have the two-step login that was turned on on { $when }: turn it off
frozen-factor-hint = Only where the account goes back. Whoever took it over may have turned it on.
frozen-button = Open the account
frozen-button-hint = Both addresses are told. The password stops working; the owner chooses a new one by a link.
frozen-done = The account is open again. Both addresses are told.
nav-frozen = Frozen accounts
error-frozen-gone = This account is not frozen any more, or is not one of yours to decide
error-frozen-taken = Another account has this address by now
error-checked-required = Choose how you know whose it is
mail-subject-staff-frozen = An account in the privacy portal is frozen
mail-staff-frozen = The email of somebody’s account was changed, and the mailbox of the earlier address says that somebody else did it. Nobody can use the account until one of you has found out whose it is.
mail-staff-frozen-link = Frozen accounts
mail-staff-frozen-foot = You get this because you may open frozen accounts.
