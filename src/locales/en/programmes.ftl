# Programmes, participants, enrolment
programme-title = Training programmes
programme-none = No programmes yet. Create the first, or send a roster file: its programmes are created with it.
programme-none-yours = No programmes with your agency yet.
programme-definition = enrolled = active + paused; waiting = waiting list
programme-add = ＋ Programme
programme-add-title = New programme
programme-edit-title = Change programme
programme-ask-name = What is the programme called?
programme-name-example = Example: Catfish Farming
programme-name-empty = The name needs letters. Example: Catfish Farming
programme-name-taken = The programme "{ $name }" exists already. Write another name, or type /programmes { $name } to open it.
programme-ask-kind = Which kind is it?
programme-kind-explained = Attitude: mind, religion, law, body. Trade: working skills.
programme-kind-attitude = Attitude
programme-kind-trade = Trade
programme-ask-agency = With which agency?
programme-own = Our own
programme-ask-seats = How many seats? Skip if there is no limit.
programme-ask-trainer = Who is the trainer?
programme-label-name = name
programme-label-kind = kind
programme-label-agency = agency
programme-label-seats = seats
programme-label-trainer = trainer
programme-check = Please check
programme-seats = { $seats ->
    [one] { $seats } seat
   *[other] { $seats } seats
  }
programme-no-limit = no limit of seats
programme-save = Save
programme-added = ✅ Programme created.
programme-changed = ✅ Changes saved.
programme-exists = The programme "{ $name }" exists already.
programme-open = Open
programme-gone = This programme is no longer there.
programme-refused-forbidden = Your post does not include changing this programme.
programme-refused-gone = The programme or its agency is no longer there. Choose again, or /cancel.
programme-refused-changed = Somebody else has just changed this programme. Type /cancel, then open it again from /programmes.
programme-enrolled = { $enrolled } enrolled
programme-enrolled-of = { $enrolled } enrolled of { $seats } seats
programme-waiting = { $waiting } waiting
programme-names-shown = 👁 The agency may see participants' names.
programme-names-hidden = 🔒 The agency sees numbers and initials only.
programme-show-names = Let the agency see names
programme-hide-names = Hide names from the agency
programme-people = Participants
programme-edit = Change
programme-all = All programmes

participant-title = Participants
participant-none = No participants yet.
participant-none-here = Nobody is in this programme yet.
participant-upload-hint = To fill or update the list, send a CSV file here. In Excel: Save as, then choose CSV.
participant-count = { $total } people
participant-found = Search results for "{ $query }"
participant-not-found = No participant matches "{ $query }". Try part of a name, such as budi, or a register number, such as 003/2023.
participant-narrow = Too many for one screen. Please narrow the search.
participant-find = 🔎 Search
participant-all = All participants
participant-ask = Whom are you looking for? Write a name or a register number.
participant-ask-example = Example: budi, or 003/2023
participant-register = Register no. { $number }
participant-detainee = detainee
participant-convict = convict
participant-sex-male = male
participant-sex-female = female
participant-born = born { $year }
participant-arrived = Arrived: { $date }
participant-release = Expected release: { $date }
participant-programmes = Programmes
participant-no-programme = Not in any programme yet.

enrolment-applied = applied
enrolment-waiting = waiting list
enrolment-active = active
enrolment-paused = paused
enrolment-ended = ended
enrolment-ended-because = ended ({ $reason })
enrolment-since = since { $date }
enrolment-do-open = ＋ Enrol in a programme
enrolment-do-admit = Admit: { $name }
enrolment-do-resume = Resume: { $name }
enrolment-do-paused = Pause: { $name }
enrolment-do-waiting = Waiting list: { $name }
enrolment-do-end = End: { $name }
enrolment-which = Enrol { $name } in which programme?
enrolment-no-programme = There is no other programme to choose. Create one under /programmes.
enrolment-why = Why does { $name }'s enrolment in { $programme } end?
enrolment-exists = Already enrolled in that programme.
enrolment-full = No seat is free in that programme. Nothing was changed.
enrolment-was-enrolled = ✅ Enrolled from now on.
enrolment-was-waiting = All seats are taken: now on the waiting list.
enrolment-was-active = ✅ Active now.
enrolment-was-paused = ✅ Enrolment paused. The seat is kept.
enrolment-was-ended = ✅ Enrolment ended.
end-reason-completed = completed
end-reason-released = released
end-reason-transferred = transferred
end-reason-withdrew = withdrew
end-reason-dismissed = dismissed
end-reason-health = health
end-reason-security = security
end-reason-unrecorded = not recorded

participant-left = 🚪 { $reason } since { $date }
participant-waiting-explained = ⏳ { $waiting } on the waiting list, in its order
departure-do = 🚪 Released / transferred
departure-ask = { $name } leaves?
departure-ends = Enrolments that end today: { $programmes }. Their seats become free.
departure-ends-nothing = No enrolment is open.
departure-correctable = A mistake? It can be undone on this card within 7 days.
departure-do-released = Released
departure-do-transferred = Transferred
departure-was-released = ✅ Recorded as released, { $date }.
departure-was-transferred = ✅ Recorded as transferred, { $date }.
departure-ended = { $total ->
    [one] { $total } enrolment
   *[other] { $total } enrolments
  } ended.
departure-next = { $programme }: free seats { $free }, waiting { $waiting }. Next: { $name }.
departure-admit = Admit { $name } · { $programme }
departure-take-back = ↩️ A mistake, still here
departure-taken-back = ✅ Undone: recorded as never having left. Enrolments resumed: { $reopened }{ $waiting ->
    [0] .
   *[other] , of which { $waiting } on the waiting list, since the seat is taken.
  }
departure-refused-late = More than 7 days ago. Only the head can undo it now.
enrolment-many = ＋ Enrol several people
enrolment-many-title = Enrol in { $name }
enrolment-many-ask = Write their register numbers, separated by commas or line breaks.
enrolment-many-example = Example: BI-003/2023, AIII-016/2023, 018/2023
enrolment-many-none = There is no number in that. Example: BI-003/2023, AIII-016/2023
enrolment-many-enrolled = ✅ Enrolled from now on: { $total }
enrolment-many-waiting = ⏳ All seats taken, on the waiting list: { $total }
enrolment-many-exists = Already in this programme: { $total }
enrolment-many-left = ⚠️ Recorded as having left: { $total }
enrolment-many-unknown = ⚠️ Number not found: { $total }
enrolment-many-ambiguous = ⚠️ More than one person, write it in full: { $total }
enrolment-many-more = … and { $total } more.
enrolment-many-again = ＋ Enrol more
