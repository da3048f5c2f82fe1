# Sheets on paper, evidence, and closing months

## Sheet
session-letter-present = P
session-letter-late = L
session-letter-sick = S
session-letter-excused = E
session-letter-court = C
session-letter-refused = R
session-letter-absent = A
session-paper-word = sheet
session-paper-title = ATTENDANCE SHEET
session-paper-when = Time
session-paper-place = Place
session-paper-trainer = Trainer
session-paper-topic = Topic
session-paper-code = Sheet code
session-paper-number = No.
session-paper-name = Name
session-paper-register = Register no.
session-paper-signature = Signature
session-paper-gone = { $label } (left)
session-paper-legend = Tick one column each: { $legend }.
session-paper-how = To record it in Telegram: /sessions { $code } followed by numbers and reasons, for example /sessions { $code } 3,7 sick; 9 court. Everybody else counts as present.
session-paper-signer-trainer = Trainer
session-paper-signer-officer = Officer
session-paper-footer = Code { $code } · page { $page } of { $pages } · personal data, keep it safe
session-paper-file = Attendance sheet { $programme } ({ $code })
session-print = 🖨 Print sheet
session-printing = The sheet is being made …
session-printed = 🖨 Attendance sheet { $programme }
session-printed-size = { $size ->
    [one] { $size } participant
   *[other] { $size } participants
  }
session-printed-code = Sheet code:
session-printed-how = Afterwards, type this code with the numbers of those who were not there:
session-printed-example = /sessions { $code } 3,7 sick; 9 court
session-paper-record = Record from the sheet
session-print-title = 🖨 Print an attendance sheet
session-print-all = ‹ All sessions
session-print-which = Of which session?
session-print-none = No session is planned within these 7 days. Ask an officer to plan one first.
session-print-line = Or type: /sessions print Fish farming, tomorrow 9–11
session-print-other = ＋ { $programme }
session-print-when = For when? Choose, or type the time:
session-print-when-typed = For when? Its usual time isn't known yet; type the time:
session-print-example = /sessions print { $programme }, tomorrow 9–11
session-print-forbidden = You can't print sheets of this programme.
session-print-cancelled = This session was cancelled, so its sheet isn't printed. Plan a session to catch up first.
session-print-empty = Nobody takes part at that time yet, so the sheet would be empty. Enrol participants first with /programmes.
session-print-finished = This programme isn't in progress, so there is no new session to print.
session-print-held = The session at that time is recorded already, so there is no need for its sheet.
session-print-taken = Another session of this programme is at that time. Print that one's sheet, or choose another time.
session-line-gone = (left before, not counted)
session-line-late = { $label } (new, not on the sheet)
session-fault-gone = Number { $numbers } had left before this session and isn't recorded.

## Code
session-code-unknown = No sheet of { $unit } carries the code { $code }. Check the code at the top right of the sheet, for example K7M4; the digits 0, 1, 2, 5 and 8 are not used. It works without a code too: /sessions, then choose the programme.
session-code-foreign = That sheet isn't yours to record. Hand it to an officer.
session-code-held = This sheet is recorded already. If something is wrong, use the Correct button.
session-code-future = The session of this sheet hasn't begun. Record it once it has.
session-code-cancelled = The session of this sheet was cancelled. If it took place after all, tap "Record anyway".
session-code-anyway = Record anyway

## Evidence
session-paper-photo = 📄 Now send a photo of the filled-in sheet as evidence (you may leave it out).
session-sheet-count = 📄 { $sheets ->
    [one] { $sheets } photo of the sheet
   *[other] { $sheets } photos of the sheet
  }
session-voice-count = 🎙 { $voices ->
    [one] { $voices } recording
   *[other] { $voices } recordings
  }
session-sheets = Sheet ({ $sheets })
session-voices = Recordings ({ $voices })
session-added-photo = 📷 Photo added to { $session }.
session-added-sheet = 📄 Photo of the sheet kept as evidence of { $session }.
session-added-voice = 🎙 Recording added to { $session }.
session-added-note = 🗒 Note added to { $session }.
session-album-added-photo = 📷 Photos added to { $session }.
session-album-added-sheet = 📄 Photos of the sheet kept as evidence of { $session }.
session-album-added-voice = 🎙 Recordings added to { $session }.
session-added-with-note = 🗒 The caption was added to the notes.
session-proof-as-sheet = It shows the sheet
session-proof-as-photo = It is an ordinary photo
session-proof-is-sheet = 📄 Kept as a photo of the sheet.
session-proof-is-photo = 📷 Kept as an ordinary photo.
session-attach-cancelled = This session was cancelled, so nothing can be added. If it took place after all, open it and record it first.

## Months
session-months = Closing months
session-months-how = 🔒 closed, 📖 open. Once a month is closed, its session records change no more.
session-months-button = 🔒 Close a month
session-months-back = ‹ All months
session-month-counts = Recorded { $held } · cancelled { $cancelled } · not recorded { $unrecorded }
session-month-early = This month isn't over, so it can't be closed yet.
session-month-missing = Not to be closed yet: these sessions aren't recorded. Record or cancel them first, or close with a reason.
session-month-ready = Every session is recorded. This month is ready to be closed.
session-month-means = Sessions, attendance, participants and enrolments of this month are locked. Photos and evidence can still be added.
session-month-close = 🔒 Close this month
session-month-force = Close though incomplete
session-month-open = 🔓 Open for changes
session-month-shut = 🔒 Close again now
session-month-title-open = Open { $month } for changes
session-month-ask-open = What is the reason? It is kept with what changes and shown in /count. Don't write participants' names.
session-month-example-open = for example: The sheet of 12 August has only now been found
session-month-ask-matter = What may be changed?
session-month-matter-all = Everything
session-month-matter-sessions = Sessions and attendance
session-month-matter-participants = Participants and enrolments
session-month-ask-whom = Who may change it?
session-month-whom-opener = Only me
session-month-whom-officers = Officers and heads
session-month-whom-agencies = Officers, heads and agencies
session-month-ask-until = Until which day? 31 days at most.
session-month-label-reason = reason
session-month-label-matter = what may be changed
session-month-label-whom = who
session-month-label-until = until when
session-month-preview = { $month } is opened for changes
session-month-may = { $whom } · { $matter } · until { $until }
session-month-kept = What was reported is kept; every change is noted beside it.
session-month-do-open = Open
session-month-done-open = ✅ The month is open for changes.
session-month-done-shut = ✅ The month is closed again.
session-month-refused-until = Choose a day from today on, 31 days ahead at most.
session-month-reported = Reported
session-month-unreported = Figures now (none were kept when this month was closed)
session-month-now = Now: { $figures }
session-month-leave = 🔓 May be changed: { $whom } · { $matter } · until { $until }
session-month-leave-by = Opened by { $by } because { $reason }
session-month-revisions = Changes ({ $total })
session-month-revised = Changes of { $month } since it was closed
session-month-unrevised = Nothing was changed.
session-month-came = ➕ { $names }
session-month-gone = ➖ { $names }
session-month-more = and { $more } more
session-month-newer = ‹ Newer
session-month-older = Older ›
session-month-no-record = (a record that is gone)
session-month-did-session-log = Session recorded
session-month-did-session-correct = Session corrected
session-month-did-session-cancel = Session cancelled
session-month-did-session-undo = Session's cancelling undone
session-month-did-session-move = Session moved
session-month-did-session-cover = Stand-in trainer
session-month-did-roster-import = Roster imported
session-month-did-roster-undo = Roster import undone
session-month-did-enrolment-open = Participant enrolled
session-month-did-enrolment-move = Enrolment changed
session-month-did-enrolment-undo = End undone
session-month-did-participant-depart = Participant released or transferred
session-month-did-participant-back = Release or transfer undone
session-month-did-programme-restore = Programme restored
session-month-did-programme-edit = Programme edited
session-month-did-participant-add = Participant added
session-month-did-participant-merge = Records merged
session-month-did-participant-unmerge = Merge of records undone
session-month-closed = 🔒 Closed by { $by }, { $at }
session-month-incomplete = Incomplete when closed: { $reason }
session-month-reopened = 🔓 Reopened by { $by }, { $at }
session-month-title-force = Close { $month } though incomplete
session-month-ask-force = Why? This is kept with the closing. Write no participant's name.
session-month-example-force = for example The sheets of week 3 were lost in the flood
session-month-done-close = ✅ Month closed.
session-month-refused-forbidden = Only a head closes and reopens months; officers and public relations can look.
session-month-refused-early = This month isn't over, so it can't be closed yet.
session-month-refused-closed = This month is closed already.
session-month-refused-open = This month isn't closed.
session-month-refused-missing = Some sessions are not recorded yet.
session-month-refused-reason-missing = Write the reason first.
session-month-unread = I read "{ $typed }", which is no month. For example: /sessions close August 2023
