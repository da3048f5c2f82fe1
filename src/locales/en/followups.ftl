# Follow-ups: what was agreed at visits, until it is done
followup-today = today
followup-tomorrow = tomorrow
followup-days-left = in { $days } days
followup-days-late = { $days ->
    [1] 1 day late
   *[other] { $days } days late
  }
followup-you = You
followup-due = By { $date }
followup-due-now = Now: by { $date }
followup-from = From the visit with { $partner }, { $date }
followup-closed-done = ✔️ Done by { $name }, { $date }
followup-closed-dropped = Taken off the list by { $name }, { $date }
followup-is-open = 📌 Follow-up
followup-is-done = ✅ Follow-up done
followup-is-dropped = 🗑 Taken off the list
followup-entry = { $who }, { $date }
followup-changed-meanwhile = This follow-up has changed.
followup-unchanged = Recorded already.

followup-button-done = ✅ Done
followup-button-cannot = ❌ Can't do it
followup-button-move = 🗓 Change the date
followup-button-drop = Take off the list
followup-button-note = 📝 Add a note
followup-button-note-again = 📝 Change the note
followup-button-reopen = ↩️ Open again
followup-button-visit = See the visit
followup-button-list = ‹ List
followup-button-more = ＋ Add a follow-up
followup-done-toast = Recorded as done. Thank you.
followup-reopen-toast = Open again.

followup-list-title = Follow-ups
followup-found-title = Follow-ups with "{ $words }"
followup-found-none = Nothing matches, neither what was agreed, who does it, nor an agency. Try another word, for example: /followups fisheries
followup-list-open = Open
followup-list-mine = Mine
followup-list-closed = Closed
followup-none-open = Nothing is open.
followup-none-mine = Nothing is yours to do.
followup-none-closed = Nothing has been closed yet.
followup-begin-unit = After a visit was held, open its card in /visits and tap "Add a follow-up".
followup-begin-agency = What was agreed at a visit and is your agency's to do will appear here.
followup-of-visit = Follow-ups of the visit with { $partner }
followup-of-visit-none = Nothing to follow up from this visit yet.

followup-new-title = Follow-up
followup-label = the list
followup-ask = What was agreed, who does it, by when? One line for each follow-up.
followup-ask-again = Write all of it again, one line for each follow-up.
followup-example = For example: send the draft agreement, { $agency }, 15 September
followup-example-agency = Dinas Perikanan
followup-go-on = Go on with { $count } understood
followup-kept = Understood: { $count }. Not yet:
followup-again = Write again only what was not understood.
followup-too-many = At most { $max } at once. Save some first, then add more.
followup-fault-what = What is to be done? Example: send the draft agreement, Dinas Perikanan, 15 September
followup-fault-date = By when? Add the date, for example: send the draft agreement, Dinas Perikanan, 15 September
followup-fault-owner = Who is "{ $typed }"? You can write: { $names }, or "me".
followup-check = Please check
followup-unconnected = Nobody of { $agency } is connected yet. For now only the officer is reminded.
followup-save = Save
followup-saved = { $count ->
    [1] ✅ Follow-up saved
   *[other] ✅ { $count } follow-ups saved
  }
followup-saved-hint = Reminders go out three days and one day before, on the day, and once it is late.

followup-title-move = Change the date
followup-ask-move = By which date?
followup-moved = Date changed. Whoever does it has been told.
followup-title-drop = Take off the list
followup-ask-drop = Why?
followup-example-drop = For example: replaced by another agreement
followup-dropped = Taken off the list. Whoever was to do it has been told.
followup-title-cannot = Can't do it
followup-ask-cannot = What is in the way? The officer will be told.
followup-example-cannot = For example: we need until the end of the month
followup-cannot-sent = The officer has been told.
followup-title-note = Note
followup-ask-note = What came of it?
followup-example-note = For example: the draft was sent by e-mail
followup-noted = Note saved.

followup-refused-foreign = That follow-up cannot be opened.
followup-refused-refused = You cannot change this follow-up.
followup-refused-past = That date is over. Choose today or later.
followup-refused-owner = Somebody named there no longer works here. Write the list again.
followup-refused-not-held = This visit has not been recorded as held.

followup-remind-soon = ⏰ Due in { $days } days
followup-remind-tomorrow = ⏰ Due tomorrow
followup-remind-today = ⏰ Due today
followup-remind-late = { $days ->
    [1] ⚠️ One day overdue
   *[other] ⚠️ { $days } days overdue
  }
followup-news-agreed = 📌 A new follow-up for you
followup-news-agreed-many = 📌 { $count } new follow-ups for you
followup-news-done = { $who }: done
followup-news-cannot = ❌ { $who } reports an obstacle
followup-news-moved = 🗓 The date was changed
followup-news-dropped = This follow-up is no longer needed
followup-news-reopened = ↩️ The follow-up is open again

followup-section-offer = 📌 Anything agreed? Write it down as a follow-up, so that somebody is reminded.
followup-section-open = 📌 Follow-ups: { $open } of { $count } still open
followup-section-all-done = 📌 Follow-ups: all done ({ $count })
followup-section-more = … and { $rest } more
followup-section-list = 📌 See follow-ups
followup-section-add = ＋ Add a follow-up
