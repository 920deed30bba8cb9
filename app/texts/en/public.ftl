### Pages that anybody may see, and the frame around them.

## Frame
site-description = See, correct or delete your personal data, and get an answer in time.
title-error = Error: { $title }
skip-to-content = Skip to content
language-label = Language:
nav-label = Desks
nav-queue = Queue
nav-people = People
nav-logout = Log out
nav-dev-mail = Captured mail
footer-find = Find my request
footer-kept = What { $product } keeps
footer-contact = Write to { $product }: { $address }
footer-about = Habeas is where people use their data rights. It is free, and you do not need an account.
page-of = { $title } – { $product }
back-to = Back to { $product }
policy-section = policy, section { $section }
in-brackets = {" "}({ $words })
colon = :{" "}
list-comma = ,{" "}
list-semicolon = ;{" "}
two-sentences = { $first }. { $second }
at-most = at most { $amount }
at-least = at least { $amount }

## Home
home-page-title = Your data, your rights
home-title = Your data. Your call.
home-lede = See what an app knows about you, correct it, delete it, or keep it out of AI training. You get an answer by a date that you can see.
home-choose = Choose your app
home-find = Find my request
home-products = Which app is it about?
home-go = Your rights
home-how = How it works
home-how-1 = Choose your app and what you want. We only ask for what we need.
home-how-2 = Confirm your email with a six-digit code.
home-how-3 = Follow your request on its own page. You see the same clock that we see.
home-point-free = It costs nothing, and nobody asks you why.
home-point-time = Every request has a date by which it must be answered.
home-point-private = What you write is encrypted, and used for your request only.

## Product
product-title = Your data in { $product }
product-lede = Choose what you would like to do. You do not need to log in, and it costs nothing.
product-find-title = Have you asked already?
product-find-text = See how far your request is, answer a question, or write to us.
product-find-go = Find my request
product-data-title = What { $product } keeps
product-data-text = Every kind of data, how long it is kept, who receives it, and what you are promised.
product-data-go = See what { $product } keeps
card-title-access = Get a copy of my data
card-title-correction = Correct my data
card-title-deletion = Delete my account or data
card-title-ai-training-withdrawal = Keep my data out of AI training
card-title-advertising-opt-out = Turn off personalised ads
card-title-report = Report something
card-text-access = See what the app knows about you, where it went, and keep a copy.
card-text-correction = Something about you is wrong or out of date? Tell us what it should say.
card-text-deletion = Erase your whole account, or only some of your data.
card-text-ai-training-withdrawal = Stop your voice, your words or your page from being used to train AI models.
card-text-advertising-opt-out = You still see ads, but they no longer follow you.
card-text-report = Tell us about content or behaviour that should not be there. You can stay anonymous.
diy-title = Do it yourself, now
diy-text = In the app this works at once. You can still send a request here.
contact-title = Who to write to
contact-text = You can always use this site. If you would rather write, write to:
contact-portal = The policy names nobody to write to. You can use this site instead: a request sent here counts.
contact-company = Company
contact-address = Address
contact-officer = Person responsible
contact-privacy = For privacy
contact-support = Support
contact-section = These contacts are in the policy, section { $section }.

## How long it takes
term-done = Done within { $amount }
term-law = Done by your country’s legal deadline
term-review = Looked at within { $amount }
term-why-policy = The privacy policy promises this, in section { $section }.
term-why-policy-whole = The privacy policy promises this.
term-why-house = The policy gives no number, so this is a target that we set for ourselves.
term-why-law = The policy gives no number here. Once you have sent your request, you see the exact date.
term-why-review = Day and night, weekends too.
count-open-hours = { $count ->
    [one] { $count } working hour
   *[other] { $count } working hours
}

## What is kept
data-title = What { $product } keeps
data-lede = The privacy policy, put in order, in plain words.
data-policy = Read from: { $title }, { $date }.
data-policy-link = Read the policy itself
data-policy-history = Read its earlier versions
data-contents = On this page
categories-title = Data about you
categories-text = { $count ->
    [one] The policy names { $count } kind of data.
   *[other] The policy names { $count } kinds of data.
}
category-sensitive = sensitive
category-optional = optional
category-items = What it is
category-purpose = What for
category-note = Good to know
category-section = Where it says so
retention-title = How long it is kept
retention-stays = What stays after you delete your account
retention-stays-text = A law, or the policy itself, keeps these for a time. Then they are deleted too.
retention-goes = Everything else
retention-rule = The rule
retention-law = The law
training-title = AI training
training-go = Keep my data out of AI training
stream-covers = What it covers
stream-reading = What that means for you
transfers-title = Sent to other countries
transfers-go = Ask which of your data went where
processors-title = Companies that receive data
processors-text = { $count ->
    [one] The policy names { $count } company or service.
   *[other] The policy names { $count } companies and services.
}
processor-purpose = What for
processor-data = What they receive
processor-policy = Privacy policy of { $name }
ads-title = Personalised ads
ads-partners-label = Partners
ads-shared = What they are given
ads-used = What they use besides
ads-effect-title = What changes when it is off
ads-go = Turn off personalised ads
children-title = Children and guardians
exceptions-title = When nobody is asked first
promises-title = What you are promised
promises-policy = By the privacy policy
promises-house = By us, where the policy gives no number
promises-house-text = These are our own targets. We hold ourselves to them as if the policy said them.
promise-by-house = our own target
time-immediate = at once
time-on-delivery = on delivery
time-promptly = soon, no number given
time-without-delay = as soon as possible, no number given
time-self-service = as soon as you do it
office-title = What a business day is
office-hours = Office hours
office-from-to = { $from } to { $to }
office-zone = Time zone
office-calendars = Calendars
calendar-hk = Hong Kong
calendar-cn = mainland China
calendar-gb = England and Wales
calendar-uk = United Kingdom
calendar-us = United States
calendar-eu = European Union
calendar-ru = Russia
calendar-vn = Vietnam
calendar-exception = special closure

## Code
code-title = Enter your code
code-lede-prove = We sent a six-digit code to your email. With it you confirm your request.
code-lede-report = We sent a six-digit code to your email. With it you can follow your report and get the decision.
code-lede-open = If this reference and its email belong together, a six-digit code is on its way. With it you open your request.
code-lede-download = We sent a six-digit code to your email. With it you can download your data.
code-report-in = Your report has arrived
reference-is = Your reference:
reference-label = Your reference
code-until = Six digits. It works until { $moment }.
code-go = Continue
code-over = This code no longer works. Send yourself a new one.
code-undelivered = We could not deliver the email with the code to the address that you entered. Go back, and send the form again with another address.
code-waits = The email has not left yet: our mail server does not answer. It leaves as soon as the server does.
code-late = The email with the code could not be sent in time: our mail server did not answer. Send yourself a new code.
code-resent = A new code is on its way. The old one no longer works.
code-none-title = No code?
code-none-text = It can take a minute. Look in your spam folder too.
code-resend = Send a new code
code-no-resend = You have had all the codes that we can send for now. You can send yourself another from { $moment } on.
link-done-title = This is confirmed already
link-done-text = This link was used on { $moment }, perhaps by you on another device. There is nothing more to confirm. Your reference is in the email that we sent then.
link-done-open = Open it here: send me a code
link-prove-title = Is this your request?
link-prove-text = Press the button only if you asked { $product } for this. It confirms that the request is yours, and { $product } begins to work on it.
link-asked = What was asked for
link-asked-of = App
link-asked-when = When
link-prove-deletion = What is deleted cannot be brought back.
link-yes-access = Yes, I asked { $product } for a copy of my data
link-yes-correction = Yes, I asked { $product } to correct my data
link-yes-deletion = Yes, I asked { $product } to delete my account or data
link-yes-ai-training-withdrawal = Yes, I asked { $product } to keep my data out of AI training
link-yes-advertising-opt-out = Yes, I asked { $product } to turn off personalised ads
link-yes-consent-revocation = Yes, I took back my consent with { $product }
link-yes-other = Yes, I sent this to { $product }
link-prove-not-you = Was this not you? Close this page. Without the button nothing happens, and the request goes away by itself.
asked-access = A copy of your data
asked-correction = To correct your data
asked-deletion = To delete your account or data
asked-ai-training-withdrawal = To keep your data out of AI training
asked-advertising-opt-out = To turn off personalised ads
asked-consent-revocation = To take back a consent
asked-guardian-authority = To act for a child
asked-child-account = To tell of a child’s account
asked-report = A report
link-report-title = Confirm your email
link-report-text = Press the button if you sent a report to { $product }: you can then follow it, and get the decision by email.
link-report-go = Yes, I sent a report to { $product }
link-open-title = Open your request
link-open-text = Press the button to see how far your request to { $product } is.
link-open-go = Open my request
link-download-title = Download your data
link-download-text = Press the button, and the copy of your data in { $product } can be downloaded in this browser for a short time.
link-download-go = Go to my data
link-not-you = Was this not you? Close this page. Without the button nothing happens.

## Find
find-title = Find my request
find-lede = Enter your reference. We send a code to the email of the request, so that only you can open it.
find-go = Send me a code
find-lost-title = Lost your reference?
find-lost-text = It is in the subject of the email that we sent you when your request arrived. Search your mail for the name of the app.

## Receipt
receipt-title = We have your request
receipt-title-joined = You have asked this already
receipt-title-report = We have your report
receipt-due = Done by
receipt-due-report = Looked at by
receipt-keep-mail = Keep this reference. It is also in the email that we sent you.
receipt-keep-no-mail = Write this reference down. Without an email we cannot send it to you again.
receipt-joined = This is the same as a request of yours that is still open. We joined the two: this is the reference of the first, and its earlier date holds.
receipt-late-proof = The code was entered after it had run out, so the promise counts from your confirmation.
receipt-next-title = What happens next
receipt-next-1 = Someone on our team reads your request and does the work.
receipt-next-2 = If something is unclear, we ask you. You then get an email.
receipt-next-3 = When it is done, you get an email, and the answer is on your page.
receipt-next-report = Someone on our team looks at it, day or night.
receipt-next-escalated = It went straight to the people on call. They look at it first.
receipt-next-decision = We write to you when it is decided, if you gave us an email.
receipt-next-no-mail = You left no email, so we cannot tell you how it ended. It is looked at just the same.
receipt-follow = Go to my page
receipt-clocks-title = Your dates

## Problems
problem-not-found-title = Page not found
problem-not-found-text = There is nothing here, or it is not open in this browser. Check the address, or find your request by its reference.
problem-full-title = We cannot take anything right now
problem-full-text = The portal has no room left to save, so what you sent was not saved. What is there can be read. Go back, where what you typed should still stand, and send it again in an hour.
problem-link-over-title = This link no longer works
problem-link-over-text = It was used already, or it is too old. You can get a new code with your reference.
problem-refused-title = Please try again from here
problem-refused-text = For your safety we only accept forms that were sent from this site. Open the page again and send the form once more.
problem-too-large-title = That is too large
problem-too-large-text = We can take { $limit } at most. Choose smaller files, or fewer of them.
problem-too-many-title = Please wait a little
problem-too-many-text = There were many tries in a short time. You can go on after { $moment }.
problem-failed-title = Something went wrong on our side
problem-failed-text = It was not you. Nothing that you were not shown a reference for was kept. Please try again in a few minutes.
problem-number = If you write to us, tell us this number:
problem-moved-title = Things have moved on
problem-moved-text = Your request has changed since you opened the page, so this can no longer be done. Open it again to see where it stands.
problem-home = Go to the start
