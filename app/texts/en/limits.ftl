### How often: what is said when a form came too often.

limit-kept = What you wrote is not lost: this page holds it. Leave it open, and press the button after that moment.
limit-kept-files = Your files cannot be held. After sending, choose them again, or add them to your request later.
limit-send-again = Send it again
