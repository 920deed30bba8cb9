### Accounts of guardians and requesters: pages and mails. Plain and calm: a worried parent on a phone is the reader.

## Shared
account-title = Your account
account-back = Back to your account
account-login-go = Log in
account-logout = Log out
account-new-go = Make an account
account-email = Email
account-password = Password
account-password-hint = At least 12 characters. A short sentence is easy to remember and hard to guess.
account-new-password = New password
account-code = Code from your authenticator app
account-code-hint = Six digits. If you do not have your phone, enter one of your recovery codes instead.
account-name = Your name
account-name-hint = What we call you here. It need not be the name in your passport.
account-over-title = This link no longer works
account-over-text = It was used already, or it is older than it may be. Nothing is lost: ask for a new one.
account-over-new = Ask for a new link to make an account
account-over-reset = Ask for a new link to choose a password
account-over-email = Go to your account
account-stop-over-text = It was used already, or the seven days are over. If it was used, the account is frozen.
account-frozen-how = A frozen account is opened again by one of us, as soon as we know whose it is. Write to the app that the requests are about: its page here says where. If it names no address, send a request on that page, and write in it that your account is frozen.
account-frozen-go = To the apps
footer-account = Your account

## Making one
account-new-title = Make an account
account-new-lede = With an account you can look after a child’s data, and see all your requests in one place. You do not need one to send a request.
account-new-email-hint = We send a link to it. Nothing is kept unless you open the link and finish.
account-new-button = Send me the link
account-new-have = Do you have an account?
account-sent-title = Look in your mailbox
account-sent-text = We have sent you a mail with a link. It works for half an hour.
account-sent-none = No mail after a few minutes? Look in the folder for unwanted mail, and check that the address was typed without a mistake.
account-sent-again = Try again
account-make-title = Almost there
account-make-lede = This account is for { $email }.
account-make-button = Make my account

## Logging in
account-login-title = Log in
account-login-lede = For guardians, and for everyone who made an account here.
account-login-forgot = I forgot my password
account-login-no = You have no account yet?
account-login-find = Only looking for one request? You do not need an account: enter its reference.
account-login-find-go = Find my request
account-second-title = One more step
account-second-lede = Enter the code that your authenticator app shows now.
account-second-button = Continue
account-second-lost = No phone and no recovery code? Then nobody can open this account from outside, not even we. Your requests go on, and you can still open each of them with its reference and a code by email.
account-second-restart = Start again

## A forgotten password
account-reset-title = Choose a new password
account-reset-lede = Tell us the email of your account. We send you a link to choose a new password.
account-reset-button = Send me the link
account-reset-sent = If there is an account with this address, we have sent a mail with a link. It works for half an hour.
account-choose-title = Choose a new password
account-choose-lede = You will be logged out everywhere else.
account-choose-button = Save the new password

## Showing again who you are
account-confirm-title = Is it you?
account-confirm-lede = Before we show or change anything personal, we make sure that nobody else has your phone or computer in hand. It counts for ten minutes.
account-confirm-code-hint = Six digits. Or leave it empty and enter your password below.
account-confirm-or = Or your password
account-confirm-button = Continue

## The front page
account-hello = Hello, { $name }
account-children-title = A child’s data
account-children-text = See, correct or delete what an app holds about a child in your care, or take back your consent.
account-children-go = Look after a child’s data
account-requests-title = Your requests
account-requests-none = You have sent no request yet.
account-requests-note = Here are all requests that were confirmed with { $email }.
account-request-received = Received
account-request-due = Due
account-ask-title = Send a request
account-ask-text = About your own data. Choose the app:
account-settings-title = Settings
account-done-saved = Saved.
account-done-password = Your password is changed. You are logged out everywhere else.
account-done-email-sent = We have sent a link to the new address. The change is made when you open it.
account-done-ended = The session is ended.
account-done-others = All other sessions are ended.
account-done-second-off = The second step is turned off.
account-done-welcome = Your account is ready.
account-package-locked = Your copy is ready. To keep it safe, we first make sure that it is you.
account-package-confirm = It is me

## Settings
account-settings-name = Name, language and time zone
account-settings-lang = Language of our mails
account-settings-zone = Time zone
account-settings-zone-browser = As my browser says
account-settings-save = Save
account-settings-email = Change your email
account-settings-password = Change your password
account-settings-second = Two-step login
account-settings-second-on = On
account-settings-second-off = Off
account-settings-sessions = Where you are logged in
account-settings-erase = Erase your account

## Password and email
account-password-title = Change your password
account-password-lede = You stay logged in here, and are logged out everywhere else.
account-password-current = Present password
account-password-button = Change the password
account-email-title = Change your email
account-email-lede = It is { $email } now. We send a link to the new address, and tell the old one.
account-email-new = New email
account-email-button = Send the link
account-email-confirm-title = Confirm your new email
account-email-confirm-lede = From now on you log in with { $email }.
account-email-confirm-button = Use this address
account-email-done-title = Your email is changed
account-email-done-text = Log in with the new address from now on. We have told the old address, and for seven days the account can be frozen from there.
account-stop-title = Freeze the account
account-stop-lede = Was the change away from { $email } not made by you? Then freeze the account. Everybody is logged out, and nobody can log in, ask for a new password or see its requests, until we have found out whose it is.
account-stop-button = This was not me: freeze the account
account-stop-done-title = The account is frozen
account-stop-done-text = Everybody is logged out, and nothing opens the account. What was already asked for goes on; the answers wait until the account is open again. We have told both addresses.

## Sessions
account-sessions-title = Where you are logged in
account-sessions-lede = If you do not recognise one of these, end it and change your password.
account-session-on = { $browser } on { $system }
account-session-unknown = Unknown browser
account-session-this = This one
account-session-began = Logged in
account-session-seen = Last used
account-session-end = End
account-session-end-label = End { $session }
account-sessions-others = End all others
account-sessions-only = You are logged in nowhere else.

## The second step
account-factor-title = Two-step login
account-factor-off-lede = With a second step, a password alone does not open your account. You need an authenticator app on your phone, which shows a new code every thirty seconds.
account-factor-off-why = We recommend it if somebody who knows you well, or who has lived with you, must not get in.
account-factor-start = Set it up
account-factor-scan-title = 1. Add Habeas to your authenticator app
account-factor-scan = Scan this picture with the app.
account-factor-same-phone = Are you reading this on the same phone? Open it in the app
account-factor-letters = Or type this into the app:
account-factor-enter-title = 2. Enter the code that it shows
account-factor-enter-button = Turn it on
account-factor-on-lede = The second step is on. You are asked for a code at each log-in.
account-factor-left = { $count ->
    [0] You have no recovery code left. Make new ones.
    [one] You have { $count } recovery code left.
   *[other] You have { $count } recovery codes left.
}
account-factor-new-codes = Make new recovery codes
account-factor-new-codes-hint = The old ones stop working.
account-factor-off-title = Turn it off
account-factor-off-button = Turn it off
account-codes-title = Your recovery codes
account-codes-lede = Each of them replaces one code from your phone, once. Write them down, or print this page, and keep them where you keep important papers.
account-codes-once = We show them only now.
account-codes-done = I have kept them

## The end
account-erase-title = Erase your account
account-erase-lede = This cannot be undone.
account-erase-goes = What goes
account-erase-goes-text = Your name, your email, your password, your log-ins, the children that you added, and what you proved for them.
account-erase-stays = What stays
account-erase-stays-text = Requests that you have sent. They go on, and you can open each with its reference and a code by email. They are erased later, as the page of each app says.
account-erase-sure = I want to erase my account
account-erase-button = Erase it now
account-erased-title = Your account is erased
account-erased-text = We have kept nothing of it. Your requests go on without it.
account-erased-go = To the first page

## What is wrong with a form
error-confirm-required = Enter your password, or a code if you use one
error-account-frozen = This account is frozen: its email was changed, and somebody with the mailbox of the earlier address says that they did not do that. We open it again as soon as we know whose it is. We have written to both addresses how that goes
error-second-wrong = This code is not right, or was used already. Wait for the next one, and enter that
error-password-wrong = This is not your password
error-current-required = Enter your present password
error-email-same = This is your address already

## Mails
mail-kind-sign-up = Link to make an account
mail-kind-account-exists = News that there is an account
mail-kind-reset = Link to choose a new password
mail-kind-change-email = Link to confirm a new address
mail-kind-account-news = News about an account
mail-account-foot = This mail comes from Habeas, the portal where you use your data rights. Nobody reads replies to it.
mail-account-valid = The link works once, and for { $minutes }.
mail-account-subject-sign-up = Habeas: finish making your account
mail-account-subject-exists = Habeas: you have an account already
mail-account-subject-reset = Habeas: choose a new password
mail-account-subject-change = Habeas: confirm your new email
mail-account-subject-news = Habeas: your account was changed
mail-account-sign-up = You want an account in the privacy portal. Open the link, and choose your name and password.
mail-account-sign-up-link = Make my account
mail-account-sign-up-not-you = Was this not you? Then you need not do anything: nothing is kept.
mail-account-exists = Somebody, probably you, wanted to use this address for an account in the privacy portal. It has one already.
mail-account-exists-link = Log in
mail-account-exists-reset = If you forgot the password
mail-account-exists-not-you = Was this not you? Then you need not do anything. Whoever it was has learned nothing.
mail-account-reset = You want to choose a new password. Open the link.
mail-account-reset-link = Choose a new password
mail-account-reset-not-you = Was this not you? Then you need not do anything: your password stays as it is.
mail-account-change = You want to use this address for your account in the privacy portal. Open the link and confirm it.
mail-account-change-link = Confirm this address
mail-account-changed = The email of your account in the privacy portal was changed. You log in with the new address from now on.
mail-account-stop = Was this not you? For seven days you can freeze the account with this link. Then nobody can use it until we have found out whose it is.
mail-account-stop-link = This was not me: freeze the account
mail-account-password-changed = The password of your account was changed. All other sessions were ended.
mail-account-email-asked = Somebody who is logged in to your account asked for another email. The change is made when it is confirmed at the new address. You will get another mail then.
mail-account-frozen = Your account in the privacy portal is frozen. Its email was changed, and somebody with the mailbox of the earlier address says that they did not do that. Everybody is logged out, and nothing opens the account.
mail-account-frozen-goes-on = What was already asked for goes on. The answers wait until the account is open again.
mail-account-frozen-how = It is opened again by one of us, as soon as we know whose it is. Write to the app that your requests are about: its page in the portal says where. If it names no address, send a request on that page, and write in it that your account is frozen.
mail-account-still-frozen = You want to choose a new password. Your account in the privacy portal is frozen: its email was changed, and somebody with the mailbox of the earlier address says that they did not do that. Until we know whose it is, nobody can choose a new password.
mail-account-opened = Your account in the privacy portal is open again. We have found out that it is yours.
mail-account-opened-how = The password of before no longer works. Choose a new one.
mail-account-opened-link = Choose a new password
mail-account-opened-elsewhere = An account in the privacy portal that had, or was to have, this address is open again, for another address. We have found out that it is not yours. If you think that we are wrong, tell us.
mail-subject-held = News about your request to { $product }
mail-held = There is something new about a request of yours. Your account in the privacy portal is frozen at present, so that we do not write here what it is. You can read it when the account is open again.
mail-account-second-on = A second step was turned on for your account. From now on you need a code from your authenticator app to log in.
mail-account-second-off = The second step was turned off for your account. From now on your password alone is enough to log in.
mail-account-recovery-used = { $count ->
    [0] One of your recovery codes was used. It was the last one: make new ones.
    [one] One of your recovery codes was used. You have { $count } left.
   *[other] One of your recovery codes was used. You have { $count } left.
}
mail-account-recovery-made = New recovery codes were made for your account. The old ones no longer work.
mail-account-erased = Your account is erased, and with it your name, this address, and everything that you had added to it.
mail-account-erased-requests = Requests that you have sent go on. You can open each with its reference and a code by email.
mail-account-not-you = Was this not you? Then choose a new password at once. That ends every session.
mail-account-not-you-link = Choose a new password
