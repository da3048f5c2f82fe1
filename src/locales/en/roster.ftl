# Rosters from a file
roster-refused = Only the head and the unit's officers can upload a roster.
roster-file-empty = This file is empty. Send an Excel (.xlsx) or CSV file with a line of headings and lines of data.
roster-file-spreadsheet = This file is an old Excel file (.xls) or another export. Open it in Excel, choose Save as, type Excel (.xlsx) or CSV, and send the result.
roster-file-ods = This file comes from LibreOffice (.ods). Open it, choose Save as, type Excel (.xlsx) or CSV, and send the result.
roster-file-document = This file is a Word document. Copy its table into Excel, save it as .xlsx or CSV, and send that.
roster-file-password = This file is locked with a password. Open it in Excel, remove the password (File, Info, Protect), save it, and send it again. Do not send the password here.
roster-file-corrupt = This Excel file is damaged or was not sent whole. Open it on a computer, save it again as .xlsx or CSV, and send it.
roster-file-too-big-inside = What is inside this Excel file is too large. Copy only the list into a new file, without pictures and other sheets, and send that.
roster-file-pdf = This is a PDF, which can't be read as a table. Save the table from Excel as .xlsx or CSV and send that.
roster-file-picture = A picture can't be read as a table. Save the table from Excel as .xlsx or CSV and send that.
roster-file-archive = This file is compressed (zip, rar). Unpack it, save it as .xlsx or CSV and send that.
roster-file-binary = This file isn't text. Save the table from Excel as .xlsx or CSV and send that.
roster-file-too-big = This file is too large. 5 MB is the limit, enough for tens of thousands of rows. Send it without pictures, or split it.
roster-file-no-rows = This file has headings only. Send one that holds rows of data too.
roster-file-too-many = This file has more than { $max } rows. Split it into several files.
roster-file-no-header = The headings are incomplete. Not found: { $missing }. The first line needs headings such as: Register no.; Name; Class; Programme; Status.
roster-file-quote = A quotation mark (") opened around line { $line } is never closed. Mend that line and send the file again.
roster-column-register = register number
roster-column-name = name
roster-column-class = class
roster-column-sex = sex
roster-column-birthYear = birth year
roster-column-arrivedOn = arrival
roster-column-releaseExpectedOn = expected release
roster-column-programme = programme
roster-column-status = status
roster-reading = Reading { $file }… If nothing more comes within a minute, send the file again.
roster-read = { $file } has been read; it goes on below.
roster-reading-failed = { $file } could not be read because something went wrong here. Please send it again.
roster-received = { $file } · { $total ->
    [one] { $total } row
   *[other] { $total } rows
  } read
roster-ask-date = Which day do these data describe?
roster-date-future = That day is still to come. Choose today or earlier.
roster-undated = { $file } was read; the day of its data isn't chosen yet.
roster-choose-date = Choose the day
roster-gone = This file is no longer here. Please send it again.
roster-cancelled = Cancelled. Nothing was applied, and Sambang has let go of the file's content.
roster-ask-kind = Sambang doesn't know this programme yet. Which kind is it?
roster-ask-agency = With which agency is it run?
roster-ask-agency-none = There are no agencies yet. One can be set later under /programmes.
roster-same-as = Same as { $name }
roster-leave-out = Don't create it, skip its rows
roster-check = Please check: { $file }
roster-as-of = Data as of { $when }
roster-holds = What begins that day (enrolled, active, class) holds from the start of { $day }; what ends (paused, ended) still counts on that day.
roster-check-again = 🔄 Check again
roster-older = ⚠️ More recent data, as of { $when }, have been applied before. What is recorded of people is not overwritten.
roster-count-new = 🆕 new: { $total ->
    [one] { $total } row
   *[other] { $total } rows
  }
roster-count-changed = ✏️ changed: { $total ->
    [one] { $total } row
   *[other] { $total } rows
  }
roster-count-unchanged = ＝ unchanged: { $total ->
    [one] { $total } row
   *[other] { $total } rows
  }
roster-count-repeated = 🔁 repeated: { $total ->
    [one] { $total } row
   *[other] { $total } rows
  } (once is enough)
roster-count-faulty = ⚠️ faulty: { $total ->
    [one] { $total } row
   *[other] { $total } rows
  } (not applied)
roster-count-lines = { $total ->
    [one] { $total } row
   *[other] { $total } rows
  } in all{ $blank ->
    [0] { "" }
   *[other] {" "}(besides { $blank } empty)
  }.
roster-count-tidied = 🧹 { $total ->
    [one] { $total } cell
   *[other] { $total } cells
  } tidied
roster-count-missing = ❔ { $total ->
    [one] { $total } person is
   *[other] { $total } people are
  } not in the file (left as they are)
roster-no-status = There is no status column: whoever is named beside a programme is read as active.
roster-ignored = Columns neither used nor kept: { $columns }
roster-creates = Programmes to be created: { $total }
roster-overfilled = ⚠️ More than the seats: { $total ->
    [one] { $total } programme
   *[other] { $total } programmes
  }
roster-overfilled-line = • { $name }: { $enrolled } enrolled, { $seats } seats ({ $over } too many)
roster-overfilled-hint = It can still be applied. If the seats are out of date, change them under /programmes.
roster-faulty-title = Faulty rows
roster-faulty-more = … and { $total } more.
roster-nothing = Nothing needs to be applied: all of it is recorded already.
roster-apply = Apply { $total } rows
roster-close = Close
roster-change-date = Change the day
roster-redecide = Change programmes
roster-reanswer = Change the answers
roster-list-new = New { $total }
roster-list-changed = Changed { $total }
roster-list-faulty = Faulty { $total }
roster-list-repeated = Repeated { $total }
roster-list-tidied = Tidied { $total }
roster-list-missing = Not in the file { $total }
roster-list-new-explained = People who aren't recorded yet.
roster-list-changed-explained = What is recorded now → what the file says.
roster-list-faulty-explained = Not applied. Mend them in the file and send it again; nothing there is doubled.
roster-list-repeated-explained = They say the same as an earlier row.
roster-list-tidied-explained = What is written → what was read.
roster-line = row { $line }: { $what }
roster-repeats = same as row { $of }
roster-change = { $what }: { $from } → { $to }
roster-fault-no-register = no register number, or one without digits
roster-fault-no-name = no name
roster-fault-no-class = no class, and the person isn't recorded yet
roster-fault-unknown-class = the class "{ $was }" is unknown
roster-fault-unknown-sex = the sex "{ $was }" is unknown
roster-fault-impossible-date = the date "{ $was }" doesn't exist
roster-fault-impossible-year = the birth year "{ $was }" is impossible
roster-fault-release-before-arrival = expected release before arrival ({ $was })
roster-fault-no-status = there is a programme, but no status
roster-fault-unknown-status = the status "{ $was }" is unknown
roster-fault-formula = the cell "{ $was }" is a formula and refused; paste its result as a value
roster-fault-too-long = a cell is too long
roster-fault-columns = it has more cells than there are headings
roster-fault-conflict = contradicts row { $other }
roster-fault-departed = the person is recorded as having left; if that is wrong, undo it on the card (/participants and the register number)
roster-fault-older = what Sambang has recorded ({ $from }) is more recent than these data ({ $to })
roster-fault-older-class = the recorded class is more recent than these data
roster-fault-transition = { $from } can't become { $to }
roster-fault-arrives-later = the arrival { $date } is still to come
roster-fault-left-out = its programme was chosen not to be created
roster-fault-programme-draft = its programme is a draft and takes nobody in yet; open it first (/programme)
roster-fault-programme-finished = its programme is finished and takes nobody in
roster-fault-programme-cancelled = its programme was cancelled and takes nobody in
roster-applying = Applying…
roster-progress = { $done } of { $total } rows
roster-broken-off = Applying was interrupted. Nothing was written; it can be resumed.
roster-resume = Resume
roster-moved-on = What Sambang has recorded changed since the preview, so nothing was applied. Please check again.
roster-applied = ✅ The roster was applied.
roster-applied-people = { $total ->
    [one] { $total } new participant
   *[other] { $total } new participants
  }
roster-applied-changed = { $total ->
    [one] { $total } row
   *[other] { $total } rows
  } changed the record
roster-applied-enrolments = { $total ->
    [one] { $total } enrolment
   *[other] { $total } enrolments
  } opened, { $moved } moved to another state
roster-applied-programmes = { $total ->
    [one] { $total } programme
   *[other] { $total } programmes
  } created
roster-applied-faulty = { $total ->
    [one] { $total } faulty row was
   *[other] { $total } faulty rows were
  } not applied. Mend them in the file and send it again; nothing there is doubled.
roster-see-programmes = See programmes
roster-see-participants = See participants
roster-column-leftOn = day of leaving
roster-unclear = { $file } can be read in two ways
roster-ask-blanks = The programme is empty in { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  } below filled ones (from line { $line }, below { $programme }). Merged cells often come out so. What does it mean?
roster-blanks-above = The programme above
roster-blanks-none = No programme
roster-ask-order = Column { $column }: "{ $was }" (line { $line }) can be two dates, and no other row tells which. Which is right?
roster-order-day = { $date } (day/month)
roster-order-month = { $date } (month/day)
roster-order-other-day = Read day/month
roster-order-other-month = Read month/day
roster-ask-sex = The column of sex holds nothing but P ({ $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }). What does it mean?
roster-sex-p-female = P = perempuan (female)
roster-sex-p-male = P = pria (male)
roster-sheets = { $file } has { $total ->
    [one] { $total } sheet
   *[other] { $total } sheets
  }
roster-sheets-explained = ✅ read, ▫️ not read. Tap a sheet to change it.
roster-sheets-differ = The sheets differ: choose first which are read.
roster-sheets-all = Read all ({ $total })
roster-sheets-plain = Sheets aren’t named after programmes
roster-sheets-read = Sheets read ({ $total }): { $names }
roster-sheets-unread = Sheets not read: { $names }
roster-sheet-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }
roster-sheet-empty = empty
roster-sheet-no-header = no headings known here
roster-sheet-no-rows = headings alone
roster-sheet-hidden = hidden
roster-choose-sheets = Choose sheets
roster-skip-hidden = Leave out hidden rows
roster-note-order = 📅 { $column } is read month/day/year, because of "{ $was }" on line { $line }.
roster-note-class-from-number = Class read from the register number: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }.
roster-note-filled-above = Programme taken from the row above: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }.
roster-note-hidden = 👁 { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  } hidden or filtered out in Excel, read as well.
roster-note-sex-coded = Sex: 1 is read as male, 2 as female.
roster-note-sex-pw = Sex: P is read as male (pria).
roster-note-sheet-programme = The sheet’s name is read as the programme: { $names }.
roster-unknown = Programmes not in Sambang yet: { $total }
roster-unknown-explained = This is what they probably are. Take them all, or change one.
roster-unknown-is = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  } · { $what }
roster-unknown-same = the same as { $name }
roster-unknown-left-out = not created, its rows are left out
roster-unknown-take = Take all ({ $total })
roster-unknown-change = Change: { $name }
roster-count-leaving = 🚪 leaving: { $total ->
    [one] { $total } person
   *[other] { $total } people
  } (released or transferred)
roster-count-staying = ⚠️ leaving, but not recorded: { $total ->
    [one] { $total } person
   *[other] { $total } people
  }
roster-count-skipped = Passed over, not about a person: { $total ->
    [one] { $total } line
   *[other] { $total } lines
  } (titles, totals, signatures, empty numbers)
roster-and-more = and { $total } more
roster-list-leaving = Leaving { $total }
roster-list-leaving-explained = Will be recorded as gone on that day; what they take part in ends with it.
roster-list-staying = Not leaving { $total }
roster-list-staying-explained = The file says that they left, but it is not recorded.
roster-list-skipped = Passed over { $total }
roster-list-skipped-explained = Not about a person, so not counted as faulty. If somebody is among them, fill in number and name and send the file again.
roster-skipped-title = title
roster-skipped-total = total
roster-skipped-signature = signature or remark
roster-skipped-column-numbers = column numbers
roster-skipped-headings = headings again
roster-skipped-numbered = a numbered row that is empty
roster-skipped-other = neither number nor name
roster-skipped-hidden = hidden in Excel
roster-leaves-released = released, { $day }
roster-leaves-transferred = transferred, { $day }
roster-stays-unknown = not recorded here
roster-stays-several = several people have that name; give the register number
roster-stays-other-name = that register number belongs to another name
roster-stays-gone = recorded as gone already
roster-stays-later = the day is yet to come
roster-stays-before-arrival = the day is before the arrival
roster-stays-older = something more recent than that day is recorded
roster-stays-contradicts = another row says that they take part
roster-missing-explained = Recorded as being here, but not in the file. Not changed, but for whom you mark as gone (✅). If the file does hold everybody, mark them all.
roster-missing-marked = { $total ->
    [one] { $total } person
   *[other] { $total } people
  } marked as gone, recorded when you apply.
roster-missing-why-released = Reason: released.
roster-missing-why-transferred = Reason: transferred.
roster-missing-page = This page ({ $total })
roster-missing-all = All ({ $total })
roster-missing-detainees = All detainees ({ $total })
roster-missing-convicts = All convicts ({ $total })
roster-missing-none = Unmark all
roster-missing-as-released = Change: released
roster-missing-as-transferred = Change: transferred
roster-line-of-sheet = { $line } of sheet { $sheet }
roster-fault-class-contradicts = class { $given } contradicts the register number ({ $number })
roster-fault-error-cell = { $column } holds Excel’s error { $was }; mend the formula or type what belongs there
roster-fault-narrow-cell = { $column } holds nothing but { $was }, since the column was too narrow when saved; widen it and save again
roster-fault-shortened-number = { $column } "{ $was }" was shortened by Excel, its last digits are lost; make the column Text and type the number again from the register
roster-fault-number-became-date = { $column } "{ $was }" was turned into a date by Excel; make the column Text and type the number again
roster-nothing-sound = Nothing can be applied: { $total } rows are faulty. Mend them in the file and send it again.
roster-nothing-there = There is nothing to apply.
roster-applied-departed = { $total ->
    [one] { $total } person
   *[other] { $total } people
  } recorded as gone
roster-also-waiting = Go on with { $file }
roster-reading-ended = { $file } is not read any further.
roster-reading-cancelled = Reading the file was ended. Nothing is kept.
roster-date-kept = The day stays as it was. The file still waits in its message above.
roster-undo = Undo this import
roster-undo-ask = Undo this import?
roster-undo-explained = What it made is removed, what it changed is as it was before. For a day, as long as nothing else was recorded on top of it.
roster-undo-yes = Yes, undo it
roster-undone = The import is undone.
roster-undone-explained = Everything is as it was before the file was applied.
roster-undo-built = This import can’t be undone, since other things were recorded on top of it:
roster-undo-built-hint = Correct it on the participants’ cards, or send the right file.
roster-undo-moved = enrolments that have changed since: { $count }
roster-undo-enrolled = people enrolled in other programmes: { $count }
roster-undo-edited = people whose data were changed: { $count }
roster-undo-departed = people recorded as gone or back: { $count }
roster-undo-attended = people with attendance: { $count }
roster-undo-programme-used = new programmes with sessions or a timetable: { $count }
roster-undo-merged = people merged, or said to be somebody else: { $count }
roster-undo-number-taken = people whose former register number is somebody else’s by now: { $count }
roster-undo-told = This import can’t be undone: in it, records of people were merged or said to be different people’s. What is wrong is put right on the participant’s card.
roster-undo-late = This import can’t be undone any more: more than a day has passed.
roster-undo-gone = This import is no longer available.
roster-skip-struck = Leave out struck-out rows
roster-note-struck = ✂️ Rows struck out in Excel, read as well: { $rows }.
roster-skipped-struck = struck out in Excel
roster-note-mixed-dates = ⚠️ { $column }: some are dates of Excel, some texts like "{ $was }" (line { $line }). An Excel in another language may have exchanged day and month; check first.
roster-nothing-but = Nothing needs to be applied: { $known } rows are recorded already, { $total } are faulty and not taken.
roster-count-asked = ❓ to be answered: { $total } rows (not applied yet)
roster-answer = Answer first: who is it ({ $total })
roster-applied-asked = { $total } rows were not applied, since whom they mean was not answered. Send the file again to answer.
roster-asked-perhaps = The same person?
roster-asked-contradicts = The same number, another person?
roster-asked-place = Question { $at } of { $total }
roster-asked-row = In the file, row { $line }: { $name } ({ $number })
roster-asked-recorded = Recorded: { $name } ({ $number })
roster-asked-earlier = In the file, row { $line }: { $name } ({ $number })
roster-asked-departed = Recorded as departed { $date }
roster-asked-hint-perhaps = If it is the same person, this number is added to their history and they count once.
roster-asked-hint-contradicts = If it is another person, the number passes to them: what was recorded stays with whom it was recorded for.
roster-asked-same = The same person
roster-asked-same-contradicts = The same person, correct the record
roster-asked-not = Not the same person
roster-asked-out = Leave this row out
roster-asked-back = Back to the preview
roster-fault-person-left-out = left out by choice
hand-title = Add one participant
hand-ask-name = What is their name?
hand-ask-number = Their register number?
hand-number-example = Example: B.I 12/2024
hand-ask-class = Their class?
hand-ask-sex = Male or female?
hand-ask-year = Their year of birth?
hand-label-whose = Who it is
hand-save = Save
hand-not-read = Not understood and not kept: { $text }
hand-done-new = ✅ A new participant is recorded.
hand-done-changed = ✅ The person’s record is up to date.
hand-done-known = This person is recorded already; nothing has changed.
hand-open = Open their card
hand-again = ➕ Add another
hand-refused-forbidden = Only heads and officers add participants.
hand-refused-asked = Somebody recorded may be the same person. Say first who it is.
hand-refused-departed = They are recorded as departed; if that is wrong, take it back on their card (/participants and the register number).
hand-refused-arrives-later = Their arrival is yet to come.
hand-refused-other = This can’t be saved like that. Open the person’s card in /participants.
