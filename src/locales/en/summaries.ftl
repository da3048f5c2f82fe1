# Weekly summaries
summary-title = Weekly summary
summary-bound = This group gets a weekly summary
summary-setup = Weekly summary for this group
summary-slot = 🗓 Every { $day }, { $time } { $zone }
summary-language-id = 🗣 Indonesian
summary-language-en = 🗣 English
summary-of-unit = 📊 The whole unit
summary-of-agency = 📊 The part of { $agency }
summary-next = Next: { $at }
summary-setup-hint = Totals only, no names: the past week from Monday to Sunday, and the seven days to come.
summary-example = You may also type: /summary monday 07:30
summary-which-day = On which day is the summary sent?
summary-which-hour = At what time?
summary-which-agency = Whose figures go to this group? A group shared with an agency needs that agency's part only.
summary-whole-unit = The whole unit
summary-button-start = ✅ Start
summary-button-save = ✅ Save
summary-button-edit = Change
summary-button-stop = Stop
summary-button-stop-yes = Yes, stop
summary-button-sample = Send an example
summary-button-now = See the summary now
summary-button-day = Day: { $day }
summary-button-hour = Time: { $time }
summary-button-language-id = Switch to Indonesian
summary-button-language-en = Switch to English
summary-button-agency = Content
summary-saved = ✅ Saved.
summary-stop-sure = Stop the weekly summary in { $title }?
summary-stopped = The weekly summary has been stopped. To start it again, type /summary in this group.
summary-not-bound = This group does not get a weekly summary yet. The head of the unit can start it with /summary here.
summary-forbidden = Sorry, only the head of the unit can set a group's summary. To see the figures: /summary now
summary-other-unit = This group already gets another unit's summary. Please ask that unit's head to stop it first.
summary-agency-gone = That agency is no longer there. Please choose again.
summary-not-read = I did not understand that as a day and time. Examples: /summary monday 07:30, /summary now
summary-not-read-private = Here you can use /summary and /summary now. Day and time are set in the group, as /summary monday 07:30
summary-in-group = Day and time are set in the group: type /summary there.
summary-group-line = • { $title }
  { $slot }
  { $content }
summary-no-groups = No group gets a summary yet.
summary-how-to-bind = To add a group: add this bot to it, then type /summary there.
summary-how-to-ask = The summary goes to groups chosen by the head of the unit. You can see it here at any time.
summary-group-lost = The weekly summary to the group "{ $title }" has stopped because the bot is no longer there. If it is still needed, add the bot to that group and type { $command } there.
summary-preview = Example of the summary as it would be sent now
summary-sent-late = Sent late because of a disturbance.
summary-headline = Week of { $week }: { $sessions } { $sessions ->
    [one] session
   *[other] sessions
  }, attendance { $rate }, { $visits } { $visits ->
    [one] visit
   *[other] visits
  }
summary-headline-no-rate = Week of { $week }: { $sessions } { $sessions ->
    [one] session
   *[other] sessions
  }, { $visits } { $visits ->
    [one] visit
   *[other] visits
  }
summary-empty = Week of { $week }: no session, visit or change of participants recorded.
summary-same = same
summary-points = { $points } points
summary-sessions = Sessions
summary-sessions-held = Held { $sessions }{ $change }
summary-rate = Attendance { $rate } = { $attended } ÷ { $expected }{ $change }
summary-headcount = Headcount only: { $sessions } { $sessions ->
    [one] session
   *[other] sessions
  }, { $heads } present (outside the rate)
summary-programme-sessions = { $sessions } { $sessions ->
    [one] session
   *[other] sessions
  }
summary-programme-rate = { $attended } ÷ { $expected } = { $rate }
summary-programme-heads = { $heads } present
summary-visits = Visits
summary-visits-held = Held { $visits }{ $change }
summary-visits-calledOff = called off { $visits }{ $change }
summary-visits-nobodyCame = nobody came { $visits }{ $change }
summary-participants = Participants
summary-moved = Joined { $joined }{ $joinedChange } · left { $left }{ $leftChange }
summary-enrolled = Enrolled at the end of the week: { $people } { $people ->
    [one] person
   *[other] people
  }, { $enrolments } { $enrolments ->
    [one] enrolment
   *[other] enrolments
  }{ $change }
summary-no-enrolments = No enrolment data yet.
summary-coming = The next seven days
summary-coming-nothing = The next seven days: no visit or session planned yet.
summary-coming-visit = • { $date }, { $time }: { $agencies }, { $state }
summary-coming-sessions = • Planned sessions: { $list }
summary-visit-confirmed = agreed
summary-visit-waiting = waiting for an answer
summary-late = ⚠️ Needs attention: { $list }
summary-late-unanswered = { $visits } { $visits ->
    [one] visit
   *[other] visits
  } not answered
summary-late-outcome = { $visits } { $visits ->
    [one] visit
   *[other] visits
  } without an outcome
summary-late-unrecorded = { $sessions } { $sessions ->
    [one] session
   *[other] sessions
  } not recorded
summary-more = and { $more } more
summary-definitions = ℹ️ attendance = (present + late) ÷ (present + late + refused + absent); enrolled = active + paused; in brackets: the change from the week before
