session-recap-title = Attendance from a file
session-recap-about = { $file }: { $people } people, { $days } days. Is it a list of participants? /cancel, then send it again with the caption: participants
session-recap-ask-month = Which month? The file only numbers the days.
session-recap-ask-time = At what time are the sessions usually? It is taken for days that aren't planned.
session-recap-ask-missing = What of participants of whom the file says nothing on a day?
session-recap-missing-skip = Leave that day out
session-recap-missing-absent = Absent
session-recap-missing-excused = Excused
session-recap-label-month = month
session-recap-label-programme = programme
session-recap-label-missing = those not in the file
session-recap-save = { $count ->
    [one] Record one session
   *[other] Record { $count } sessions
  }
session-recap-will = To be recorded: { $count ->
    [one] one session
   *[other] { $count } sessions
  }
session-recap-record = ➕ { $when }: { $marks }
session-recap-same = = { $when }: recorded already, the same
session-recap-differs = ≠ { $when }: recorded otherwise, not changed: { $changes }. Where the file is right, correct the session.
session-recap-incomplete = ⚠️ { $when }: { $count } participants are not in the file ({ $names }), the day is left out
session-recap-future = ⏳ { $when }: still to come, left out
session-recap-several = ⚠️ { $when }: there is more than one session on that day, left out
session-recap-headcount = ⚠️ { $when }: recorded by headcount only, not changed
session-recap-nobody = ⚠️ { $when }: nobody took part on that day yet, left out
session-recap-more = … and { $count } more
session-recap-no-days = { $count } days of the file are not in that month, left out.
session-recap-foreign = In the file and no participant on that day, not recorded: { $names }
session-recap-unmatched = { $count } rows are not used:
session-recap-why-unknown = line { $line }, { $name }: not in this programme
session-recap-why-many = line { $line }, { $name }: several people have this name; add the register number
session-recap-why-other-name = line { $line }, { $name }: that register number is { $other }'s
session-recap-unread = { $count } entries are not known and taken for empty:
session-recap-cell = line { $line }, day { $column }: "{ $text }"
session-recap-nothing = No session can be recorded from this file.
session-recap-changed = another session was recorded meanwhile
session-recap-refused = { $date } can't be recorded: { $why } Nothing was saved.
session-recap-done = ✅ { $count ->
    [one] One session
   *[other] { $count } sessions
  } recorded from the file.
