# Sessions and attendance
session-mark-present = present
session-mark-late = late
session-mark-sick = sick
session-mark-excused = excused
session-mark-court = in court
session-mark-refused = refused
session-mark-absent = absent
session-numbers = (no. { $numbers })
session-more-numbers = … also no. { $numbers }
session-rate = { $attended } of { $expected } due attended ({ $percent }{ $outside ->
    [0] { "" }
   *[other] ; { $outside } rightly away
  }).
session-rate-none = Nobody was due ({ $outside } rightly away).
session-headcount = 👥 { $heads ->
    [one] { $heads } person
   *[other] { $heads } people
  } came (headcount only, no list).
session-heads-short = { $heads } came

session-today = Today, { $date }
session-today-counts = { $planned } planned, { $held } recorded{ $cancelled ->
    [0] { "" }
   *[other] , { $cancelled } cancelled
  }{ $overdue ->
    [0] { "" }
   *[other] ; { $overdue } of the days before not recorded
  }
session-idle-no-programme = There is no programme yet whose sessions you can record. Officers can make one.
session-idle-make-programme = There is no programme yet. Make one with /programmes, then record its sessions here.
session-idle-only-look = Officers and trainers record sessions; you can see them here.
session-log = Record: { $what }
session-overdue = ⚠️ Yesterday: { $what }
session-overdue-on = ⚠️ { $date }: { $what }
session-other = ＋ Another session
session-past = Past sessions
session-title = { $programme } · session { $number }
session-number = session { $number }
session-new = Record a session
session-past-title = Past sessions
session-past-of = Past sessions: { $programme }
session-past-how = Page { $page }. Tap a session to see it.
session-past-none = No session has been recorded yet.
session-older = Older ›
session-filter = Choose programme
session-filter-which = Sessions of which programme?
session-to-today = ‹ Today
session-no-programme = There is no programme yet. Officers can make one with /programmes.

session-ask-programme = A session of which programme?
session-ask-date = On which date was it?
session-ask-time = At what time was it?
session-usual-time = { $time } (as usual)
session-future = That session is still to come. Record it once it has begun.
session-taken = ⚠️ Session { $number } is recorded at the same time already. See it: /sesi_{ $id }
session-beside = ⚠️ { $count ->
    [one] Overlaps a session of this programme that is recorded:
   *[other] Overlaps { $count } sessions of this programme that are recorded:
  }
session-beside-one = session { $number } · { $when } · /sessions_{ $id }
session-beside-ask = The same session? Open that one. Another one? Save it below.
session-save-beside = Save as a session of its own
session-refused-beside = Meanwhile session { $number } was recorded at an overlapping time: /sessions_{ $id }. Check first.
session-takes-planned = Recorded for the planned session { $when }.
session-there-already = This session is recorded already.
session-about-trainer = trainer: { $trainer }
session-sheet-size = { $size ->
    [one] { $size } participant
   *[other] { $size } participants
  }
session-ask-absent = Who was not there? Type numbers and the reason:
session-absent-example = for example 3,7 sick; 9 court, or by name
session-all-present = All present
session-one-by-one = Choose one by one
session-heads-only = Headcount only
session-by-sheet = ‹ Use the list
session-fresh = 🔄 Reload the list
session-mend = Mend
session-pick-how = Tap a name to change its mark, again and again until it is right.
session-pick-done = Done
session-ask-heads = How many people came? Write the number.
session-roster-empty = There was no active participant at that time, so only a headcount can be recorded. How many people came? Write the number.
session-fault-no-such-number = Number { $numbers } is not on the list (1–{ $size }).
session-fault-unknown-mark = "{ $text }": I don't know that reason. There are: late, sick, excused, court, refused, absent.
session-fault-torn = "{ $text }" can be read in too many ways. Write them one by one, for example 3,7 sick; 9 court.
session-fault-count = "{ $text }" says how many. Write the number or name of who is meant.
session-fault-unreadable = I can't read "{ $text }".
session-ask-which = "{ $text }" can be read in more than one way. Which is meant?
session-ask-sure = "{ $text }": is this what is meant?
session-ask-who = "{ $text }" fits more than one person. Who is meant?
session-ask-conflict = "{ $text }": one person with two marks. Which is right?
session-ask-why = Number { $numbers } was not there. For what reason?
session-ask-unnamed = Number { $numbers } is not mentioned. What of them?
session-ask-why-typed = Tap for all of them, or type one by one, for example 3 sick; 7 excused
session-asks-more = { $count ->
    [one] One more question follows.
   *[other] { $count } more questions follow.
  }
session-reading-open = { $who }: not there, the reason is asked
session-write-again = Write again
session-ask-left = What shall I keep this as?

  "{ $text }"
session-left-topic = Topic
session-left-note = Note
session-left-drop = Leave it out
session-fault-more = … and { $count } more.
session-fault-again = Write that part again, or continue without it.
session-ask-topic = What was it about?
session-topic-example = for example Feeding and water quality
session-straight = Straight to the check
session-ask-notes = Notes and photos? Type a note or send photos here.
session-ask-trainer = Who was the trainer?
session-label-time = time
session-label-date = date
session-label-attendance = attendance
session-label-topic = topic
session-label-notes = notes
session-label-trainer = trainer
session-label-reason = reason
session-check = Please check
session-trainer = 👤 Trainer: { $trainer }
session-attendance-missing = 👥 Attendance is still missing. Tap "Change attendance".
session-photo-count = 📷 { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
  }
session-save = Save

session-saved = ✅ Recorded.
session-corrected = ✅ Correction saved.
session-reply-hint = Reply to this message with a photo or a note to add it.
session-view = View
session-correct = Correct
session-history = History
session-photos = Photos ({ $photos })
session-back = ‹ Sessions of this programme
session-logged = Recorded by { $by }, { $at }
session-corrected-times = Corrected { $count ->
    [one] once
   *[other] { $count } times
  }
session-not-recorded = Not recorded yet.
session-gone = That session does not exist or is not yours to see.

session-correct-title = Correct a session
session-correct-how = Write numbers and the right mark, for example 3 present; 5 absent
session-ask-reason = Why is it corrected? This is kept in the history.
session-ask-topic-corrected = The right topic?
session-ask-trainer-corrected = The right trainer?
session-ask-notes-corrected = The right notes? They replace the old ones.
session-save-correction = Save the correction
session-no-change = Nothing has been changed yet.
session-changes = Changes
session-changes-more = … and { $count } more changes
session-change = { $what }: { $from } → { $to }
session-change-no = no. { $number }
session-change-topic = topic
session-change-trainer = trainer
session-change-notes = notes
session-change-headcount = headcount
session-history-of = History of { $session }
session-history-none = It was never corrected.
session-revision = Version { $version } · { $by } · { $at }
session-revision-reason = Reason: { $reason }

session-refused-forbidden = You can't record or correct sessions of this programme.
session-refused-future = That session is still to come. Change its date or time.
session-refused-roster-changed = The participants at that time are not those who were marked. Change attendance, then "Reload the list".
session-refused-gone = That session can't be corrected any more.
session-refused-changed = This session has changed. Open it again and repeat the correction.
session-refused-nothing = Nothing has been changed yet.
session-refused-reason-missing = Write the reason first: this is not your own record of the last 7 days.
session-refused-late = A session can be corrected by whoever recorded it within 7 days, later by a head.

    [one] { $photos } photo
   *[other] { $photos } photos
  }).
session-attach-forbidden = You can't add to this session.
session-attach-reason-missing = The notes of this session can be changed only with a reason. Use the Correct button of the session.
session-attach-too-long = The notes of this session would become too long (at most 2,000 characters). Shorten them with the Correct button.
session-attach-changed = This session has just changed. Please send it again.
session-notes-anew = The new notes so far:

  { $notes }
session-notes-clear = Clear the notes
session-notes-whole = 🗒 Notes in full
session-added-file = The file was added to { $session }.
session-album-added-file = The files were added to { $session }.
session-person-title = Attendance
session-person-none = No session is recorded with this name yet.
session-person-none-due = always rightly away
session-person-rate = { $came } of { $expected } ({ $percent })
session-person-more = … and { $count } more programmes.
session-person-absences = Last absences:
session-person-all = 📅 Attendance history
session-person-of = Attendance of { $name }
session-person-how = { $count } sessions, newest first. Tap to open one.
