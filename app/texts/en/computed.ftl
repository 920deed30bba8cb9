# How the clocks came about, on the staff's ticket page.
computed-title = Versions and events behind these clocks
computed-policy = Policy in force when it arrived
computed-rules-policy = Policy of the rules it is computed with
computed-calendars = Calendars
computed-changes = Changes of the calendars by staff
computed-rules = Rule set
computed-round = Round { $number }, closed
computed-events = Events that moved the clocks
