# Weekly timetable, and planned sessions: cancelled, moved, made up for, reminded of
timetable-button = Weekly timetable
timetable-title = Weekly timetable: { $programme }
timetable-none = There is no weekly timetable yet. Tap "Add a time", then write for example: Tuesday & Thursday 09:00–11:00
timetable-none-yours = There is no weekly timetable yet. Officers can make one.
timetable-draft = This programme is a draft; its sessions are planned once it is opened.
timetable-over = This programme is no longer in progress, so no sessions are planned.
timetable-next = 🗓 { $count ->
    [one] { $count } session
   *[other] { $count } sessions
  } planned: { $dates }
timetable-next-none = No session within the next 4 weeks.
timetable-skipped = Left out:
timetable-skipped-more = … and { $rest ->
    [one] { $rest } more day
   *[other] { $rest } more days
  }
timetable-how = Tap a time to change or end it.
timetable-add = ＋ Add a time
timetable-programme = ‹ Programme
timetable-undo = ↩️ Undo
timetable-back = ‹ Weekly timetable
timetable-change = Change day/time
timetable-end = End this time
timetable-slot-sessions = { $sessions ->
    [0] No session is planned from this time yet.
    [one] { $sessions } session is planned from this time. If you end it, that session leaves the lists; recorded sessions stay.
   *[other] { $sessions } sessions are planned from this time. If you end it, these leave the lists; recorded sessions stay.
  }
timetable-ended = The weekly time has ended. { $sessions ->
    [one] { $sessions } planned session has
   *[other] { $sessions } planned sessions have
  } left the lists.
timetable-reopened = The weekly time is in force again. { $sessions ->
    [one] { $sessions } session is
   *[other] { $sessions } sessions are
  } planned.
timetable-saved = ✅ Timetable saved. { $planned ->
    [0] No session is planned yet.
    [one] { $planned } session is planned for the next 4 weeks.
   *[other] { $planned } sessions are planned for the next 4 weeks.
  }
timetable-form-title = Weekly timetable
timetable-form-title-of = Weekly timetable: { $programme }
timetable-ask = On which days and at what time every week? Tap the days, or write it all at once.
timetable-ask-hour = From what time? It lasts two hours; for anything else write for example 9–10:30.
timetable-example = for example Tuesday & Thursday 09:00–11:00
timetable-label = days/time
timetable-every = Every { $slot }
timetable-planned = 🗓 { $count ->
    [one] { $count } session
   *[other] { $count } sessions
  } within the next 4 weeks: { $dates }
timetable-planned-none = No session within the next 4 weeks (see the programme's dates, its number of sessions, and the holidays).
timetable-clash = ⚠️ This programme already has the time { $slot }. Choose another day or time.
timetable-save = Save the timetable
timetable-fault-nothing = I don't understand "{ $understood }". Example: Tuesday & Thursday 09:00–11:00
timetable-fault-no-day = On which day? I read "{ $understood }" without a day. Example: Tuesday & Thursday 09:00–11:00
timetable-fault-no-time = At what time? I don't understand the time in "{ $understood }". Example: Tuesday & Thursday 09:00–11:00
timetable-fault-no-such-time = I read "{ $understood }", there is no such time. Example: Monday 09:00–11:00
timetable-fault-end-before-start = "{ $understood }" ends before it begins. Example: Monday 09:00–11:00
timetable-fault-over-midnight = "{ $understood }" goes past midnight. A session begins and ends on the same day.
timetable-fault-too-long = "{ $understood }" is longer than 10 hours. Check when it begins and ends.
timetable-fault-overlap = "{ $understood }" overlaps with another time in the same line.
timetable-fault-too-many = At most 14 weekly times per programme. Write fewer.
timetable-refused-forbidden = Only officers and the head can arrange this programme's timetable.
timetable-refused-finished = This programme is finished or cancelled, so it can't be scheduled.
timetable-refused-overlap = This programme already has a weekly time then. Choose another day or time.
timetable-refused-too-many = At most 14 weekly times per programme. End those that aren't used first.
timetable-refused-changed = This timetable has changed.
timetable-line-programme = The timetable of which programme? Example: /sessions timetable Lele, Tuesday & Thursday 09:00–11:00

session-planned = ⏳ Planned.
session-cancelled-because = ❌ Cancelled: { $reason }
session-cancelled-by = by { $by }, { $at }
session-reason-trainer = trainer can't come
session-reason-place = place can't be used
session-reason-security = security
session-reason-forceMajeure = weather or force majeure
session-reason-timetable = no longer in the weekly timetable
session-reason-other = another reason
session-cover-trainer = 👤 Cover trainer: { $trainer }
session-caught-up = 🔁 Made up for: { $at }
session-caught-up-cancelled = 🔁 The one that made up for it, { $at }, was cancelled too
session-catch-up-for = 🔁 Makes up for { $at }, which was cancelled
session-fill = Record now
session-cover = Cover trainer
session-move = Move
session-cancel = Cancel the session
session-cannot = Can't come
session-catch-up = Plan a make-up session
session-undo-cancel = ↩️ Undo the cancellation
session-see-catch-up = See the make-up session
session-see-missed = See the cancelled session
session-was-cancelled = Cancelled
session-was-postponed = Postponed to another day

session-remind-tomorrow = Tomorrow: { $programme }
session-remind-today = Today: { $programme }
session-remind-late = (This reminder comes late.)
session-unrecorded = Not recorded yet: { $programme }
session-still-unrecorded = Still not recorded: { $programme }
session-unrecorded-ask = If the session took place, record who came. If not, say so here.
session-told-cancelled = Session cancelled: { $programme }
session-told-planned = Session moved: { $programme }
session-told-undone = The session takes place after all: { $programme }

session-cancel-title = Cancel { $programme }, { $at }
session-ask-cancel = For what reason? Choose, or write.
session-ask-cancel-note = Write the reason in a few words.
session-label-cancel = reason
session-done-cancel = The session is cancelled.
session-done-undo = The cancellation is undone; the session is planned again.
session-done-move = The session is moved.
session-done-add = The session is planned.
session-done-catchUp = The make-up session is planned.
session-done-cover = The cover trainer is saved.
session-when-move = Move { $programme }, { $at }
session-when-catchUp = Make-up session for { $programme }, { $at }
session-when-add = Plan a session of { $programme }
session-ask-date-planned = On which date will the session be?
session-ask-time-planned = At what time?
session-same-time = { $time } (as before)
session-was = before: { $at }
session-day-off = ⚠️ { $why }
session-time-taken = ⚠️ This programme already has a session at { $at }. Choose another time.
session-submit-move = Move
session-submit-catchUp = Plan it
session-submit-add = Plan it
session-ask-cover = Who stands in as trainer for { $programme }, { $at }? Write the name.
session-cover-title = Cover trainer
session-cover-none = The programme's trainer ({ $trainer })
session-cover-back = Nobody stands in
session-plan-future = ＋ Plan { $at }

session-refused-past = That time has passed. Choose one that is to come.
session-refused-taken = This programme has another session at that time.
session-refused-caught-up = A make-up session is planned already. Cancel that one first.
session-refused-finished = This programme is not in progress, so its sessions can't be planned.
session-plan-refused-forbidden = You can't plan or cancel sessions of this programme.
session-plan-refused-changed = This session has changed. This is how it stands now.

session-unrecorded-short = not recorded
session-coming = 🗓 Next 7 days ({ $count })
session-coming-title = Sessions of the next 7 days
session-coming-how = { $page ->
    [1] Tap a session to see, move or cancel it.
   *[other] Page { $page }. Tap a session to see, move or cancel it.
  }
session-coming-none = No session is planned for the next 7 days.
session-overdue-title = Sessions not recorded yet
session-overdue-how = { $page ->
    [1] They stay here until they are recorded or called off. Tap to record who came.
   *[other] They stay here until they are recorded or called off, page { $page }. Tap to record who came.
  }
session-overdue-none = Every session is recorded or called off.
session-overdue-more = ⚠️ Not recorded ({ $count })
session-later = Next ›
