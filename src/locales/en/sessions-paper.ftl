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
session-closed = { $month } was closed by { $by } on { $at }, so its sessions change no more. A head can reopen it with a reason: /sessions reopen { $month }.
session-months = Closing months
session-months-how = 🔒 closed, 📖 open. Once a month is closed, its session records change no more.
session-months-button = 🔒 Close a month
session-months-back = ‹ All months
session-month-counts = Recorded { $held } · cancelled { $cancelled } · not recorded { $unrecorded }
session-month-early = This month isn't over, so it can't be closed yet.
session-month-missing = Not to be closed yet: these sessions aren't recorded. Record or cancel them first, or close with a reason.
session-month-ready = Every session is recorded. This month is ready to be closed.
session-month-means = Records, corrections, changes of plan and notes of this month are locked. Photos and evidence can still be added.
session-month-close = 🔒 Close this month
session-month-force = Close though incomplete
session-month-reopen = 🔓 Reopen
session-month-closed = 🔒 Closed by { $by }, { $at }
session-month-incomplete = Incomplete when closed: { $reason }
session-month-reopened = 🔓 Reopened by { $by }, { $at }
session-month-title-force = Close { $month } though incomplete
session-month-title-reopen = Reopen { $month }
session-month-ask-force = Why? This is kept with the closing. Write no participant's name.
session-month-ask-reopen = Why? This is kept with the reopening. Write no participant's name.
session-month-example-force = for example The sheets of week 3 were lost in the flood
session-month-example-reopen = for example The sheet of 12 August has turned up
session-month-done-close = ✅ Month closed.
session-month-done-reopen = ✅ Month reopened.
session-month-refused-forbidden = Only a head closes and reopens months; officers and public relations can look.
session-month-refused-early = This month isn't over, so it can't be closed yet.
session-month-refused-closed = This month is closed already.
session-month-refused-open = This month isn't closed.
session-month-refused-missing = Some sessions are not recorded yet.
session-month-refused-reason-missing = Write the reason first.
session-month-unread = I read "{ $typed }", which is no month. For example: /sessions close August 2023
