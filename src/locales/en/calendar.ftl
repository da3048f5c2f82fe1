# Holidays, closed days, office hours
calendar-holiday = holiday, { $name }
calendar-joint-leave = joint leave, { $name }
calendar-closed = closed, { $reason }
calendar-weekend = weekend
calendar-prayer = Friday prayer (11:30–13:00)
calendar-hours = Outside office hours
calendar-legend = { $closed } closed · { $holiday } holiday · { $full } full
calendar-no-table = The national holidays of { $year } are not in the table yet. The head of the unit can add them: /visits holidays { $year }
calendar-holiday-newYear = New Year
calendar-holiday-chineseNewYear = Chinese New Year
calendar-holiday-ascensionOfTheProphet = Ascension of the Prophet
calendar-holiday-nyepi = Day of Silence (Nyepi)
calendar-holiday-goodFriday = Good Friday
calendar-holiday-easter = Easter
calendar-holiday-eidAlFitr = Eid al-Fitr
calendar-holiday-labour = Labour Day
calendar-holiday-ascension = Ascension Day
calendar-holiday-vesak = Vesak
calendar-holiday-pancasila = Pancasila Day
calendar-holiday-eidAlAdha = Eid al-Adha
calendar-holiday-islamicNewYear = Islamic New Year
calendar-holiday-independence = Independence Day
calendar-holiday-birthOfTheProphet = Birth of the Prophet
calendar-holiday-christmas = Christmas
calendar-holiday-generalElection = general election
calendar-holiday-regionalElection = regional elections
# A year's holidays and closed days, by message or file
calendar-refused = Only the head of the unit can change holidays and closed days.
calendar-year-title = Holidays { $year }
calendar-year-none = The national holidays and joint leave of { $year } are not in Sambang yet. Until they are added, only weekends and closed days count.
calendar-year-decree = By: { $decree }
calendar-year-holiday = National holidays ({ $total })
calendar-year-jointLeave = Joint leave ({ $total })
calendar-year-built-in = The table of { $year } comes with Sambang. If a holiday was added later, close the day, for example: /visits close 12 September, polling day
calendar-year-replace = To replace the table of { $year }, send the whole table again: as a message, or as an Excel/CSV file with the caption: holidays { $year }
calendar-table-how = How to add it (head of the unit): send a message like this, one day a line.

  /visits holidays { $year }
  SKB 123 Tahun { $before }, 4 Tahun { $before }, 5 Tahun { $before }
  1 January; New Year; holiday
  21-22 March; Eid al-Fitr; holiday
  23 March; Eid al-Fitr; joint leave

  Or send an Excel/CSV file with those lines and the caption: holidays { $year }
calendar-table-check = Holidays { $year }: please check
calendar-table-save = Save holidays { $year }
calendar-table-saved = ✅ Holidays { $year } saved.
calendar-table-take-back = Undo
calendar-table-taken-back = Undone. The table of { $year } is as it was before.
calendar-table-lacking = ⚠️ A holiday every year, but not in this table: { $dates }
calendar-table-overrides = ℹ️ Closed by the unit already, will be noted as holidays: { $dates }
calendar-table-replaces = ℹ️ Replaces the present table ({ $decree }): { $added } new days, { $removed } days opened again.
calendar-table-opens = Opened again: { $dates }
calendar-table-year = { $year } can't be added. From last year to { $last } can.
calendar-table-built-in = The holidays of { $year } are in Sambang already; there is no need to add them.
calendar-table-empty = No line with a date could be read.
calendar-table-too-many = There are { $total } days; { $max } at most. Send only holidays and joint leave.
calendar-ask-decree = By which decree? Write its number (SKB).
calendar-ask-decree-example = For example: SKB 1497 Tahun 2025, 2 Tahun 2025, 5 Tahun 2025
calendar-decree-number = Write it with its number, for example: SKB 1497 Tahun 2025, 2 Tahun 2025, 5 Tahun 2025
calendar-label-decree = decree
calendar-visits-stay = Visits that are there already on those days stay.
calendar-closed-no-reason = office business
calendar-closed-how = One day a line, for example:
  5 March 2027; ceremony
  12-13 April 2027; electrical repairs
calendar-already-holidays = { $total } of these days are holidays already and needn't be closed.
calendar-closed-file = Many days at once: send an Excel/CSV file with dates and reasons, and the caption: closed
calendar-closed-holidays = National holidays and joint leave: /visits holidays
calendar-closing-check = Closing { $total } days: please check
calendar-closing-save = Close { $total } days
calendar-closing-saved = ✅ { $total } days closed.
calendar-closing-holidays = { $total } other days are holidays already and needn't be closed.
calendar-closing-see = See them or open them again: /visits closed
calendar-file-empty = This file is empty. Send one with lines of dates.
calendar-file-too-big = This file is too large for a list of dates. Send only the table, without pictures and other sheets.
calendar-line-faults = { $total } lines can't be read, so nothing was saved. Mend them and send all of it again.
calendar-line-fault = • line { $line }: { $what }
calendar-line-more = … and { $more } more lines.
calendar-line-date = the date "{ $was }" does not exist or can't be read
calendar-line-weekday = the weekday and the date "{ $was }" don't agree
calendar-line-year = "{ $was }" is not a date of that year
calendar-line-name = the holiday's name is missing ("{ $was }")
calendar-line-kind = "{ $was }" is neither holiday nor joint leave
calendar-line-past = "{ $was }" is past
calendar-line-twice = "{ $was }" was named on an earlier line
