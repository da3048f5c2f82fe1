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
roster-programme-new = New programme: { $name } ({ $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }). { $left } still to answer.
roster-ask-kind = Sambang doesn't know this programme yet. Which kind is it?
roster-ask-agency = With which agency is it run?
roster-ask-agency-none = There are no agencies yet. One can be set later under /programmes.
roster-same-as = Same as { $name }
roster-leave-out = Don't create it, skip its rows
roster-check = Please check: { $file }
roster-sheet = Sheet that was read: { $name }
roster-as-of = Data as of { $when }
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
roster-list-missing-explained = Recorded as being here, and not in the file. Left as they are.
roster-line = row { $line }: { $what }
roster-repeats = same as row { $of }
roster-change = { $what }: { $from } → { $to }
roster-fault-no-person = not a person’s row (totals, signature or headings)
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
roster-fault-formula = the cell "{ $was }" is a formula and refused
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
roster-progress = { $done } of { $total }
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
