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
programme-ask-trainer = Who trains? Put commas between several people.
programme-ask-facts =
    Anything known already? Write it all at once, parted by commas, for example:
    20 seats, 4 Sep – 15 Dec 2023, 24 sessions, trainer Ms Ros and Mr Jon, place the pond
    Or skip it: it can be filled in at any time.
programme-facts-nothing = I don't understand "{ $typed }". Example: 20 seats, 4 Sep – 15 Dec 2023, 24 sessions, trainer Ms Ros, place the pond, officer Siti
programme-facts-unread = ⚠️ Not understood: { $typed }
programme-ask-period = From which day until which? Example: 4 Sep – 15 Dec 2023. Also possible: from 4 Sep, or until 15 Dec.
programme-period-not = "{ $typed }" can't be read as a period. Example: 4 Sep – 15 Dec 2023, or from 4 Sep.
programme-period-backwards = The programme would end before it begins. Example: 4 Sep – 15 Dec 2023.
programme-period-past = This period has passed.
programme-period-from = from { $date }
programme-period-until = until { $date }
programme-ask-planned = How many sessions or hours are planned? Example: 24 sessions, or 48 hours.
programme-planned-not = "{ $typed }" can't be read. Write 1 to { $max }, for example: 24 sessions, or 48 hours.
programme-planned-sessions = { $total } sessions
programme-planned-hours = { $total } hours
programme-now = Now: { $what }. Skip to clear it.
programme-ask-place = Where does it take place? Example: the pond behind the hall
programme-ask-officer = Which officer is responsible? They are told of free seats and warnings.
programme-officer = Responsible: { $name }
programme-trainers-linked = 🔔 Reminded of sessions: { $names }
programme-label-period = period
programme-label-planned = number of sessions
programme-label-place = place
programme-label-officer = responsible officer
programme-label-otherwise = list
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
programme-refused-closed = This programme takes no participants or changes: it isn't open yet, or it has ended. Type /cancel, then open it from /programmes.
programme-refused-state = That step isn't possible as the programme stands now.
programme-refused-late = More than 7 days have passed. Only the unit's head can reopen this programme.
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
programme-complete = Fill in more
programme-none-now = No programme is going on.
programme-over = Ended programmes ({ $total })
programme-over-title = Programmes that have ended
programme-state-draft = 📝 Draft: takes no participants yet
programme-state-open = 🟢 Open for registration
programme-state-running = ▶️ Running
programme-state-finished = 🏁 Finished
programme-state-cancelled = ✖️ Cancelled
programme-endings = { $completed } completed · { $others } ended otherwise
programme-ended-at = Ended { $date }
programme-ended-why = Reason: { $reason }
programme-progress-sessions = { $done } of { $total } sessions
programme-progress-hours = { $done } of { $total } hours
programme-progress-held = { $done ->
    [one] { $done } session held
   *[other] { $done } sessions held
  }
programme-late = ⏰ Its period has passed. Finish the programme, or change the period.
programme-offered = free seats on offer: { $total }
programme-offers = 🪑 Fill free seats ({ $total })
programme-do-open = Open registration
programme-do-start = Start the programme
programme-do-end = End
programme-do-restore = ↩️ A mistake, reopen
programme-do-copy = ＋ New batch
programme-do-finish = 🏁 Finish the programme
programme-do-cancel = ✖️ Cancel the programme
programme-end-ask = { $name }: how does it end?
programme-end-finish = { $enrolled ->
    [0] 🏁 Finished: there are no participants to record.
   *[other] 🏁 Finished: { $enrolled } participants completed it, but for those you name.
  }
programme-end-cancel = ✖️ Cancelled: all enrolments end without completion.
programme-end-waiting = { $waiting } on the waiting list are let go.
programme-end-undo = A mistake? It can be reopened from the programme's card within 7 days.
programme-finish-title = Finish { $name }
programme-finish-ask = Who didn't complete it? Write their numbers, with the reason if there is one. The others completed it.
programme-finish-example = Example: 3,7 failed; 9 sick; 12 dismissed
programme-finish-number = Number { $typed } isn't on the list (1–{ $max }). Nothing was changed; write it again.
programme-finish-twice = Number { $typed } is there twice (list 1–{ $max }). Write it once.
programme-finish-reason = Reason "{ $typed }" is unknown. Use: failed, sick, dismissed or security. Example: 3,7 failed; { $max } sick
programme-finish-unreadable = "{ $typed }" can't be read. Write numbers 1–{ $max } and the reason, for example: 3,7 failed; 9 sick
programme-finish-rest = { $total } completed it.
programme-finish-all = 🎓 All pass
programme-finish-never = no attendance yet
programme-finish-least = This programme asks for { $least }% attendance. ⚠️ = below it.
programme-finish-below = Their attendance is below { $least }%, so they can't simply pass:
programme-finish-below-how = Say why, one by one, for example: { $number } did not pass, or { $number } passed because of a long illness
programme-finish-because = because { $because }
programme-refused-below = Somebody's attendance is below what the programme asks for, and they weren't named. Change the list first.
programme-ask-least = How much attendance is needed to pass, in percent? 1–100, or skip if there is no such rule.
programme-label-least = minimum attendance
programme-least = passed from { $least }% attendance on
programme-cancel-title = Cancel { $name }
programme-cancel-ask = Why is this programme cancelled? Choose, or write it yourself (without an inmate's name).
programme-cause-partner = The partner withdrew
programme-cause-trainer = No trainer
programme-cause-people = Too few participants
programme-cause-budget = No budget
programme-cause-security = Security reasons
programme-was-open = ✅ Registration is open. Next step: enrol participants.
programme-was-start = ✅ The programme is running.
programme-was-finished = ✅ The programme is finished. { $completed } completed it{ $others ->
    [0] .
   *[other] , { $others } didn't.
  }
programme-was-cancelled = The programme is cancelled. { $total } enrolments ended.
programme-was-restored = ✅ The programme is reopened. { $reopened } enrolments go on{ $waiting ->
    [0] .
   *[other] , { $waiting } of them on the waiting list since their seat is taken.
  }
programme-was-copied = ✅ The new batch is there as a draft{ $slots ->
    [0] .
   *[other] , with its weekly timetable.
  } Next step: tap Fill in more for its period, then Open registration.

offer-title = 🪑 Free seats: { $total }. Next on the waiting list:
offer-until = Offered until { $at }
offer-early = ⚠️ Release expected { $date }, before the programme ends
offer-explained = Fill the seat: enrolled at once. Pass over: goes to the end of the waiting list. Without an answer by then, the seat is offered to the next.
offer-lapsed = Time ran out, now at the end of the list: { $names }
offer-resting = There are free seats, and all who wait ({ $waiting }) were offered one.
offer-no-seat = No free seat to offer yet.
offer-none = Nobody is waiting for a seat.
offer-take = Fill the seat: { $name }
offer-pass = Pass over
offer-again = Offer again from the top of the list
offer-was-taken = ✅ { $name } is now enrolled.
offer-was-passed = { $name } was passed over and is now at the end of the waiting list.
offer-reserved = The free seat in { $programme } is on offer
offer-reserved-for = • to { $name }, until { $at }
offer-reserved-ask = Take { $name } in all the same? The last offer above falls; that person stays on the waiting list.
offer-override = Yes, take { $name } in

participant-title = Participants
participant-none = No participants yet.
participant-none-here = Nobody is in this programme yet.
participant-upload-hint = To fill or update the list, send a CSV or Excel (.xlsx) file here. One person: /participants new Yosep Latu, B.I 12/2024, M, 1990
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
enrolment-was-reserved = The free seat is on offer to somebody who has waited longer: now on the waiting list. To put this person first, tap Admit.
enrolment-closed = That programme takes no participants: it isn't open yet, or it has ended. Nothing was changed.
enrolment-ended-finished = ended with the programme
enrolment-ended-cancelled = ended since the programme was cancelled
enrolment-early = ⚠️ released before the programme ends ({ $date })
enrolment-early-explained = ⚠️ The programme ends after this person's expected release ({ $date }). Enrolling is still possible.
participant-early-explained = ⚠️ Expected to be released before the programme ends: { $total }.
enrolment-full = No seat is free in that programme. Nothing was changed.
enrolment-was-enrolled = ✅ Enrolled from now on.
enrolment-was-waiting = All seats are taken: now on the waiting list.
enrolment-was-active = ✅ Active now.
enrolment-was-paused = ✅ Enrolment paused. The seat is kept.
enrolment-was-ended = ✅ Enrolment ended.
end-reason-completed = completed
end-reason-didNotPass = did not pass
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
departure-offers = 🪑 Free seats · { $programme }
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
enrolment-many-early = ⚠️ Released before the programme ends: { $total }
enrolment-many-exists = Already in this programme: { $total }
enrolment-many-left = ⚠️ Recorded as having left: { $total }
enrolment-many-unknown = ⚠️ Number not found: { $total }
enrolment-many-ambiguous = ⚠️ More than one person, write it in full: { $total }
enrolment-many-more = … and { $total } more.
enrolment-many-again = ＋ Enrol more
participant-fact-registerNumber = number
participant-fact-formerNumber = former number
participant-fact-name = name
participant-fact-sex = sex
participant-fact-birthYear = year of birth
participant-fact-arrivedOn = arrival
participant-fact-registerClass = class
end-reason-merged = records merged
participant-former-number = ↩️ Former number: { $number } ({ $from } – { $until }, { $cause })
participant-former-names = ↩️ Former names: { $names }
participant-merged = 🔗 Merged with record { $number }, { $date }, by { $by }
participant-number-first = first number
participant-number-classChange = change of class
participant-number-transfer = transfer
participant-number-returned = came back
participant-number-correction = correction
participant-number-merge = record merged
merge-title = Merge records
merge-do = 🔗 Merge…
merge-split = Separate again
merge-which = Which record is also { $name }’s ({ $number })?
merge-none = There is nobody else of that name.
merge-choose = Choose who it is. Nothing is merged before you agree.
merge-find = 🔎 Find another
merge-find-ask = Who is it? Write their name or other register number.
merge-ask = The same person?
merge-both-marked = ⚠️ Both are recorded at { $total } of the same sessions.
merge-said-apart = ⚠️ They were said not to be the same person.
merge-clashes = Both are in the same programme
merge-clash = • { $programme }: { $from }; { $into }
merge-clash-ask = Which enrolment goes on? The other ends since the records are merged.
merge-explained = Once merged they count as one person, shown with the number { $number }. A merge can be undone at any time.
merge-goes-on = Merge, go on with { $number }
merge-yes = Yes, merge
merge-no = Not the same person
merge-why = Why is it the same person? Choose or write.
merge-why-class = The number changed (verdict, class)
merge-why-transfer = Transferred or came back
merge-why-twice = Recorded twice
merge-done = ✅ Merged.
merge-undone = ✅ Separated. What was entered meanwhile stays with the record it was entered for.
merge-apart-kept = Noted: not the same person. It won’t be asked again.
merge-split-ask = Which record is to be separated from { $name }?
merge-split-explained = What is separated is exactly what was merged. What was entered since stays with the record it was entered for.
merge-refused-forbidden = You cannot merge records.
merge-refused-gone = The records have changed. Open the person’s card again.
merge-refused-same = This is the same record.
merge-refused-clash = Both are enrolled in the same programme. Open it again and choose which goes on.

## Another day
dated-do = 🗓 Another day
enrolment-other-day = 🗓 Another day
enrolment-undo-end = ↩️ Undo the end: { $name }
enrolment-undone = ↩️ The end is undone; the enrolment goes on as before.
enrolment-undone-waiting = ↩️ The end is undone. The seat has been taken, so they wait from now on.
enrolment-many-since = Enrolled from which day?
enrolment-many-check = This holds from an earlier month on. What changes:
enrolment-many-older = ⚠️ Came or ended after that day: { $total }
dated-title = { $name }: another day
dated-what = What is to be noted?
dated-nothing = There is nothing to note for this person.
dated-programme = In which programme?
dated-why = Why?
dated-when = Which day? The first day and the last both count.
dated-label-what = what
dated-label-why = reason
dated-label-when = day
dated-enrol = Enrol
dated-active = Active · { $programme }
dated-paused = Pause · { $programme }
dated-waiting = Waiting list · { $programme }
dated-ended = End · { $programme }
dated-reason = Reason: { $reason }
dated-holds = Holds from { $at }
dated-refused-future = That day is still to come. Choose today or an earlier day.
dated-refused-older = Not possible: the present state began after that day, or the person wasn't here yet. Choose a later day.
dated-refused-exists = Already in that programme.
dated-refused-closed = That programme takes nobody in.
dated-refused-full = Every seat is taken.
dated-refused-reserved = The free seats are offered to those waiting.
dated-refused-gone = The person or the programme isn't found any more.
dated-refused-stale = This person's record has just changed. Type /cancel, then open it again from /participants.
dated-refused-forbidden = Your post doesn't include this change.
dated-was-enrolled = Enrolled.
dated-was-waiting = On the waiting list.
dated-was-reserved = On the waiting list; the free seats are offered.
dated-was-active = Active.
dated-was-paused = Paused.
dated-was-ended = Ended.
dated-was-departed = Noted as having left.
programme-refused-future = That day is still to come. Choose today or an earlier day.
